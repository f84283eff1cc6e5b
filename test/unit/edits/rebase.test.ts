import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rebase } from '../../../src/edits/rebase.ts';

const base = Array.from({ length: 30 }, (_, index) => `line ${index}`);

function changed(lines: readonly string[], at: number, to: readonly string[], count = 1): string {
  return [...lines.slice(0, at), ...to, ...lines.slice(at + count)].join('\n');
}

const anyText = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

describe('rebase', () => {
  it('gives the proposal when nothing else changed', () =>
    fc.assert(
      fc.property(anyText, anyText, (text, proposal) => {
        assert.deepEqual(rebase(text, text, proposal), { kind: 'clean', text: proposal });
      }),
    ));

  it('gives the current text when the proposal changes nothing', () =>
    fc.assert(
      fc.property(anyText, anyText, (text, current) => {
        assert.deepEqual(rebase(text, current, text), { kind: 'clean', text: current });
      }),
    ));

  it('gives the same text whichever of two separate changes came first', () =>
    fc.assert(
      fc.property(
        fc.nat(13),
        fc.integer({ min: 15, max: 29 }),
        fc.array(fc.string({ maxLength: 3 })),
        fc.array(fc.string({ maxLength: 3 })),
        (first, second, one, other) => {
          const ours = changed(
            base,
            first,
            one.map((each) => `our ${each.replaceAll('\n', '')}`),
          );
          const theirs = changed(
            base,
            second,
            other.map((each) => `their ${each.replaceAll('\n', '')}`),
          );
          const text = base.join('\n');
          const outcome = rebase(text, theirs, ours);
          assert.deepEqual(outcome, rebase(text, ours, theirs));
          assert.equal(outcome.kind, 'clean');
        },
      ),
    ));

  it('takes a change that both made once', () => {
    const both = changed(base, 4, ['same']);
    const ours = changed(both.split('\n'), 20, ['ours']);
    const theirs = changed(both.split('\n'), 10, ['theirs']);
    assert.deepEqual(rebase(base.join('\n'), theirs, ours), {
      kind: 'clean',
      text: changed(theirs.split('\n'), 20, ['ours']),
    });
    assert.deepEqual(rebase(base.join('\n'), ours, ours), { kind: 'clean', text: ours });
  });

  it('is stale when both changed the same line differently', () => {
    const outcome = rebase(base.join('\n'), changed(base, 4, ['theirs']), changed(base, 4, ['ours']));
    assert.deepEqual(outcome, { kind: 'stale' });
  });

  it('is stale when one wrote into lines that the other replaced', () => {
    const theirs = changed(base, 6, ['new'], 0);
    const ours = changed(base, 4, ['ours'], 5);
    assert.deepEqual(rebase(base.join('\n'), theirs, ours), { kind: 'stale' });
    assert.deepEqual(rebase(base.join('\n'), ours, theirs), { kind: 'stale' });
  });

  it('is stale when both wrote different lines at the same place', () => {
    const outcome = rebase(base.join('\n'), changed(base, 6, ['one'], 0), changed(base, 6, ['two'], 0));
    assert.deepEqual(outcome, { kind: 'stale' });
  });

  it('keeps lines written right above and below what was replaced', () => {
    const ours = changed(base, 4, ['ours', 'more'], 2);
    const above = changed(base, 4, ['above'], 0);
    const below = changed(base, 6, ['below'], 0);
    assert.deepEqual(rebase(base.join('\n'), above, ours), {
      kind: 'clean',
      text: changed(base, 4, ['above', 'ours', 'more'], 2),
    });
    assert.deepEqual(rebase(base.join('\n'), below, ours), {
      kind: 'clean',
      text: changed(base, 4, ['ours', 'more', 'below'], 2),
    });
  });
});
