import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proposedCode } from '../../../src/edits/proposedCode.ts';

const line = fc.constantFrom('a', 'b', 'c', '', '}');
const distinct = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

describe('The code a proposal has for its target', () => {
  it('is what replaced it, whatever else the proposal changes above', () =>
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.nat(4),
        fc.nat(4),
        fc.nat(3),
        (code, above, below, more) => {
          const unit = ['start of unit', 'old', 'end of unit'];
          const file = [...distinct('above', above), ...unit, ...distinct('below', below)].join('\n');
          const written = ['start of unit', ...code, 'end of unit'];
          const proposed = [
            ...distinct('import', more),
            ...distinct('above', above),
            ...written,
            ...distinct('below', below),
          ].join('\n');
          const target = { kind: 'replace', startLine: above, endLine: above + 2 } as const;
          const found = proposedCode(file, proposed, target).split('\n');
          // New lines directly above the target cannot be told from those of the target.
          assert.deepEqual(above === 0 ? found.slice(more) : found, written);
        },
      ),
    ));

  it('is what was inserted, with or without a blank line that it used up', () => {
    const insert = { kind: 'insert', line: 1, indent: '' } as const;
    assert.equal(proposedCode('one\ntwo', 'one\nnew\nlines\ntwo', insert), 'new\nlines');
    assert.equal(proposedCode('one\n\ntwo', 'one\nnew\nlines\ntwo', insert), 'new\nlines');
    assert.equal(proposedCode('', 'new', { kind: 'insert', line: 0, indent: '' }), 'new');
  });

  it('is the old code where the proposal changes nothing there', () => {
    const target = { kind: 'replace', startLine: 1, endLine: 1 } as const;
    assert.equal(proposedCode('one\ntwo\nthree', 'ONE\nmore\ntwo\nthree', target), 'two');
  });
});
