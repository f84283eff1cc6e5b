import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, isSimilar } from '../../../src/findings/similarity.ts';

function plainDistance(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  const replaced = left[0] === right[0] ? 0 : 1;
  return Math.min(
    plainDistance(left.slice(1), right.slice(1)) + replaced,
    plainDistance(left.slice(1), right) + 1,
    plainDistance(left, right.slice(1)) + 1,
  );
}

describe('editDistance', () => {
  it('counts edits as the plain definition does, up to its limit', () => {
    const text = fc.stringMatching(/^[abc]{0,6}$/u);
    fc.assert(
      fc.property(text, text, fc.nat({ max: 6 }), (left, right, limit) => {
        assert.equal(editDistance(left, right, limit), Math.min(plainDistance(left, right), limit + 1));
      }),
    );
  });
});

describe('isSimilar', () => {
  it('allows a tenth of the longer text', () => {
    assert.equal(isSimilar('abcdefghij', 'abcdefghiX'), true);
    assert.equal(isSimilar('abcdefghij', 'abcdefghXX'), false);
    assert.equal(isSimilar('abcdefghi', 'abcdefghX'), false);
    assert.equal(isSimilar('', ''), true);
  });
});
