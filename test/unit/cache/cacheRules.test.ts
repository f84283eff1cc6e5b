import assert from 'node:assert/strict';
import { isCacheable, isWorthKeeping, longestAnswer } from '../../../src/cache/cacheRules.ts';
import type { Finish, GenerationDone } from '../../../src/provider/provider.ts';
import { noUsage } from '../../../src/provider/usage.ts';

const chosen = (value: number) => ({ value, isExplicit: true });
const byDefault = (value: number | null) => ({ value, isExplicit: false });

function done(finish: Finish): GenerationDone {
  return { type: 'done', finish, model: 'm', usage: noUsage, usageEstimated: false, source: 'server' };
}

describe('Which requests are answered from the cache', () => {
  for (const task of ['generate', 'fix'] as const) {
    it(`${task} only where someone chose a temperature of 0`, () => {
      assert.equal(isCacheable(task, chosen(0)), true);
      assert.equal(isCacheable(task, byDefault(0)), false);
      assert.equal(isCacheable(task, byDefault(null)), false);
      assert.equal(isCacheable(task, chosen(0.1)), false);
    });
  }

  for (const task of ['analyze', 'document', 'explain'] as const) {
    it(`${task} unless a temperature above 0 is sent, be it an endpoint's default`, () => {
      assert.equal(isCacheable(task, byDefault(null)), true);
      assert.equal(isCacheable(task, byDefault(0)), true);
      assert.equal(isCacheable(task, chosen(0)), true);
      assert.equal(isCacheable(task, chosen(0.01)), false);
      assert.equal(isCacheable(task, byDefault(0.2)), false);
    });
  }

  it('a health check never', () => {
    assert.equal(isCacheable('health', chosen(0)), false);
    assert.equal(isCacheable('health', byDefault(null)), false);
  });
});

describe('Which answers are kept', () => {
  const keeps = (text: string, finish: Finish = 'stop', reasoning = ''): boolean =>
    isWorthKeeping({ text, reasoning }, done(finish));

  it('whole ones with words in them', () => {
    assert.equal(keeps('Because.'), true);
    assert.equal(keeps(' \n'), false);
    assert.equal(keeps(''), false);
  });

  it('never a call of tools', () => {
    assert.equal(keeps('Because.', 'toolCalls'), false);
  });

  it('none longer than the bound, reasoning counted', () => {
    assert.equal(keeps('x'.repeat(longestAnswer)), true);
    assert.equal(keeps('x'.repeat(longestAnswer), 'stop', 'y'), false);
  });
});
