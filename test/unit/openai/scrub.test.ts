import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScrub } from '../../../src/openai/scrub.ts';

describe('Words of a server', () => {
  it('lose every known secret, the longer first', () => {
    const scrub = createScrub(['hush', 'hush-longer', 'abc'], []);
    assert.equal(scrub('a hush-longer and a hush and abc'), 'a [secret] and a [secret] and abc');
  });

  it('lose whatever looks like a key', () => {
    const scrub = createScrub([], []);
    assert.equal(
      scrub('key sk-proj-abcdef123, Bearer abcdefgh, ghp_abcdefgh, sk-****abcd'),
      'key [secret], [secret], [secret], [secret]',
    );
  });

  it('lose long stretches of what was sent, and keep short ones', () => {
    const sent = 'function median(values: number[]) { return sort(values)[0]; }';
    const scrub = createScrub([], ['other', sent]);
    assert.equal(scrub(`cannot read «${sent}» here`), 'cannot read «[…]» here');
    assert.equal(scrub('function median'), 'function median');
  });

  it('become one line of at most 300 characters', () => {
    const clean = createScrub([], [])(`a\n\n\tb\u0000${'x'.repeat(5000)}`);
    assert.match(clean, /^a b x+…$/);
    assert.equal(clean.length, 300);
  });

  it('never hold a secret, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const clean = createScrub(['canary-4711'], [])(`${before}canary-4711${after}`);
        assert.equal(clean.includes('canary-4711'), false);
      }),
    );
  });
});

describe('A part of a secret', () => {
  it('is replaced when a server repeats twelve characters of it or more', () => {
    const scrub = createScrub(['Basic c2VjcmV0OnBhc3N3b3Jk'], []);
    assert.equal(scrub('got c2VjcmV0OnBhc3N3b3Jk!'), 'got[secret]!');
    assert.equal(scrub('got c2VjcmV0OnB'), 'got[secret]');
    assert.equal(scrub('got c2VjcmV0'), 'got c2VjcmV0');
  });
});
