import assert from 'node:assert/strict';
import { diffArrays } from 'diff';
import fc from 'fast-check';
import { applyLineEdits, lineEdits } from '../../../src/edits/lineEdits.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '}', 'd\f', 'e\r'), { maxLength: 30 })
  .map((lines) => lines.join('\n'));

function touched(before: string, after: string): number {
  return lineEdits(before, after).reduce((sum, edit) => sum + edit.deleteCount + edit.lines.length, 0);
}

function numbered(count: number, prefix: string): string {
  return Array.from({ length: count }, (_, index) => `${prefix} ${index}`).join('\n');
}

describe('lineEdits', function () {
  this.timeout(60_000);

  it('gives edits that make the one text of the other', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(applyLineEdits(before, lineEdits(before, after)), after);
      }),
      { numRuns: 2000 },
    ));

  it('touches no more lines than a minimal diff', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        const minimal = diffArrays(before.split('\n'), after.split('\n'))
          .filter((change) => change.added || change.removed)
          .reduce((sum, change) => sum + change.count, 0);
        assert.equal(touched(before, after), minimal);
      }),
      { numRuns: 1000 },
    ));

  it('gives edits in order, apart from each other and never empty', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        let end = -1;
        for (const edit of lineEdits(before, after)) {
          assert.ok(edit.startLine > end);
          assert.ok(edit.deleteCount + edit.lines.length > 0);
          end = edit.startLine + edit.deleteCount;
        }
      }),
    ));

  it('gives several small edits for several small changes', () => {
    assert.deepEqual(lineEdits('a\nb\nc\nd\n', 'A\nb\nc\nnew\nd\n'), [
      { startLine: 0, deleteCount: 1, lines: ['A'] },
      { startLine: 3, deleteCount: 0, lines: ['new'] },
    ]);
  });

  it('sees a final newline come and go', () => {
    assert.deepEqual(lineEdits('a', 'a\n'), [{ startLine: 1, deleteCount: 0, lines: [''] }]);
    assert.deepEqual(lineEdits('a\n', 'a'), [{ startLine: 1, deleteCount: 1, lines: [] }]);
    assert.deepEqual(lineEdits('a\n', 'a\n'), []);
  });

  it('stays quick and still small when every third line of a long text changes', () => {
    const before = numbered(20_000, 'line');
    const after = before
      .split('\n')
      .map((line, index) => (index % 3 === 0 ? `${line}!` : line))
      .join('\n');
    const edits = lineEdits(before, after);
    assert.equal(edits.length, 6667);
    assert.equal(applyLineEdits(before, edits), after);
  });

  it('replaces the whole when two long texts have nothing in common', () => {
    const before = numbered(3000, 'one');
    const after = numbered(3000, 'other');
    assert.deepEqual(lineEdits(before, after), [
      { startLine: 0, deleteCount: 3000, lines: after.split('\n') },
    ]);
  });

  it('makes the one of the other when long texts hold the same lines in other orders', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Array.from({ length: 3000 }, (_, index) => `x${index % 2000}`)),
        (lines) => {
          const before = numbered(2000, 'x').replaceAll(' ', '');
          assert.equal(applyLineEdits(before, lineEdits(before, lines.join('\n'))), lines.join('\n'));
        },
      ),
      { numRuns: 3 },
    ));
});
