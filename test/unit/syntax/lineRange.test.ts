import assert from 'node:assert/strict';
import { linesIn } from '../../../src/syntax/lineRange.ts';

describe('Lines in ranges', () => {
  it('are those of all ranges, both ends included, each once', () => {
    const ranges = [
      { startLine: 1, endLine: 3 },
      { startLine: 2, endLine: 2 },
      { startLine: 5, endLine: 5 },
    ];
    assert.deepEqual([...linesIn(ranges)], [1, 2, 3, 5]);
    assert.equal(linesIn([]).size, 0);
  });

  it('are told apart at once in a long file with many ranges', () => {
    const ranges = Array.from({ length: 100_000 }, (_, index) => ({
      startLine: index * 2,
      endLine: index * 2,
    }));
    const lines = linesIn(ranges);
    assert.ok(ranges.every(({ startLine }) => lines.has(startLine) && !lines.has(startLine + 1)));
  });
});
