import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moveFinding } from '../../../src/findings/track.ts';
import type { TextChange } from '../../../src/findings/track.ts';
import type { TextRange } from '../../../src/findings/textRange.ts';

function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number): TextRange {
  return { startLine, startCharacter, endLine, endCharacter };
}

const finding = range(5, 2, 6, 10);

describe('moveFinding', () => {
  it('moves with lines added and removed above', () => {
    assert.deepEqual(moveFinding(finding, { range: range(2, 0, 2, 0), text: 'a\nb\n' }), range(7, 2, 8, 10));
    assert.deepEqual(moveFinding(finding, { range: range(1, 3, 3, 0), text: '' }), range(3, 2, 4, 10));
    assert.deepEqual(moveFinding(finding, { range: range(4, 0, 4, 9), text: 'x' }), finding);
  });

  it('moves when a line is pushed down or the one above is removed', () => {
    assert.deepEqual(moveFinding(finding, { range: range(5, 0, 5, 0), text: 'new\n' }), range(6, 2, 7, 10));
    assert.deepEqual(moveFinding(finding, { range: range(4, 9, 5, 0), text: '\n\n' }), range(6, 2, 7, 10));
    assert.deepEqual(moveFinding(finding, { range: range(4, 0, 5, 0), text: '' }), range(4, 2, 5, 10));
  });

  it('stays when something below changes', () => {
    assert.deepEqual(moveFinding(finding, { range: range(7, 0, 9, 0), text: '' }), finding);
    assert.deepEqual(moveFinding(finding, { range: range(6, 12, 6, 12), text: '\n  next' }), finding);
    assert.deepEqual(moveFinding(finding, { range: range(6, 10, 6, 10), text: '\r\n' }), finding);
  });

  it('goes when its own lines change', () => {
    const changes: readonly TextChange[] = [
      { range: range(5, 4, 5, 5), text: 'x' },
      { range: range(5, 0, 5, 0), text: '  ' },
      { range: range(4, 3, 5, 0), text: '' },
      { range: range(5, 0, 5, 0), text: '' },
      { range: range(4, 0, 5, 1), text: '' },
      { range: range(6, 12, 6, 12), text: ' // note' },
      { range: range(6, 12, 7, 0), text: '' },
      { range: range(6, 9, 6, 9), text: '\n' },
      { range: range(0, 0, 9, 0), text: 'all\nnew\n' },
    ];
    for (const change of changes.filter(
      (each) => each.text !== '' || each.range.startLine !== each.range.endLine,
    )) {
      assert.equal(moveFinding(finding, change), undefined, JSON.stringify(change));
    }
  });

  it('points at the same lines after any edit, or is gone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{0,5}$/u), { minLength: 1, maxLength: 12 }),
        fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
        fc.array(fc.constantFrom('x', '\n', 'yz'), { maxLength: 4 }),
        (lines, [from, to, changeFrom, changeTo], pieces) => {
          const text = lines.join('\n');
          const position = (offset: number): readonly [number, number] => {
            const before = text.slice(0, offset).split('\n');
            return [before.length - 1, before.at(-1)?.length ?? 0];
          };
          const [start, end] = [from % lines.length, to % lines.length].toSorted((a, b) => a - b);
          const [left, right] = [changeFrom, changeTo]
            .map((at) => at % (text.length + 1))
            .toSorted((a, b) => a - b);
          const inserted = pieces.join('');
          const before = range(start ?? 0, 0, end ?? 0, lines[end ?? 0]?.length ?? 0);
          const change = { range: range(...position(left ?? 0), ...position(right ?? 0)), text: inserted };
          const moved = moveFinding(before, change);
          const outside = change.range.endLine < before.startLine || change.range.startLine > before.endLine;
          assert.ok(!outside || moved !== undefined);
          if (moved === undefined) return;
          const now = (text.slice(0, left) + inserted + text.slice(right)).split('\n');
          assert.deepEqual(
            now.slice(moved.startLine, moved.endLine + 1),
            lines.slice(before.startLine, before.endLine + 1),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
