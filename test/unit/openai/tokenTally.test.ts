import assert from 'node:assert/strict';
import { createTokenTally } from '../../../src/openai/tokenTally.ts';
import { estimateTokens } from '../../../src/provider/estimateTokens.ts';

describe('The tally of the tokens of an answer', () => {
  it('counts pieces as the text they make', () => {
    const tally = createTokenTally();
    assert.deepEqual([tally.length, tally.tokens()], [0, 0]);
    for (const piece of ['hel', 'lo', ' wor', 'ld']) tally.add(piece);
    assert.deepEqual([tally.length, tally.tokens()], [11, estimateTokens('hello world')]);
  });

  it('lets 64 kB go once they are counted, and counts on', () => {
    const tally = createTokenTally();
    const long = 'a'.repeat(64 * 1024);
    tally.add(long);
    tally.add('a');
    // One word that is cut there is two.
    const expected = estimateTokens(long) + estimateTokens('a');
    assert.notEqual(expected, estimateTokens(`${long}a`));
    assert.deepEqual([tally.length, tally.tokens()], [long.length + 1, expected]);
  });
});
