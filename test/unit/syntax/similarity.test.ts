import assert from 'node:assert/strict';
import { isSimilar } from '../../../src/syntax/similarity.ts';

describe('isSimilar', () => {
  it('allows a share of the longer text', () => {
    assert.equal(isSimilar('abcdefghij', 'abcdefghiX', 0.1), true);
    assert.equal(isSimilar('abcdefghij', 'abcdefghiXX', 0.1), false);
    assert.equal(isSimilar('abcdefghij', 'abcdefghXX', 0.1), false);
    assert.equal(isSimilar('abcdefghij', 'bcdefghij', 0.1), true);
    assert.equal(isSimilar('abcdefghi', 'abcdefghX', 0.1), false);
    assert.equal(isSimilar('', '', 0.1), true);
  });

  it('takes very long texts for similar only when they are the same', () => {
    const long = 'a'.repeat(1_000_000);
    assert.equal(isSimilar(long, `${long.slice(1)}b`, 0.1), false);
    assert.equal(isSimilar(long, long, 0.1), true);
  });
});
