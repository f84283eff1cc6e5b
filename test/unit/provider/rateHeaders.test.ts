import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRateHeaders } from '../../../src/provider/rateHeaders.ts';

const nothing = { limit: undefined, remaining: undefined, resetMs: undefined };
const resetOf = (text: string): number | undefined =>
  readRateHeaders(new Headers({ 'x-ratelimit-limit-requests': '1', 'x-ratelimit-reset-requests': text }))
    ?.requests.resetMs;

describe('The limits a reply tells', () => {
  it('are read as OpenAI documents them', () => {
    // The example of https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
    const headers = new Headers({
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-reset-tokens': '6m0s',
    });
    assert.deepEqual(readRateHeaders(headers), {
      requests: { limit: 60, remaining: 59, resetMs: 1000 },
      tokens: { limit: 150_000, remaining: 149_984, resetMs: 360_000 },
    });
  });

  it('may be half there, as LiteLLM sends them', () => {
    const headers = new Headers({ 'x-ratelimit-limit-requests': '2', 'x-ratelimit-remaining-requests': '0' });
    assert.deepEqual(readRateHeaders(headers), {
      requests: { limit: 2, remaining: 0, resetMs: undefined },
      tokens: nothing,
    });
    const only = readRateHeaders(new Headers({ 'x-ratelimit-remaining-tokens': '7' }));
    assert.deepEqual(only, { requests: nothing, tokens: { ...nothing, remaining: 7 } });
  });

  it('are not there in a reply without them', () => {
    assert.equal(readRateHeaders(new Headers({ 'retry-after': '1' })), undefined);
    assert.equal(readRateHeaders(new Headers({ 'x-ratelimit-limit-requests': 'many' })), undefined);
  });

  for (const [text, ms] of [
    ['250ms', 250],
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
    ['1d', 86_400_000],
    ['12', 12_000],
    ['0.25', 250],
    ['1.25s', 1250],
    ['0.5', 500],
    ['0s', 0],
    ['1500us', 1.5],
    ['1500µs', 1.5],
    ['2000000ns', 2],
    ['15d', 14 * 86_400_000],
  ] as const) {
    it(`reset after ${text} is ${ms} ms`, () => assert.equal(resetOf(text), ms));
  }

  for (const text of [
    '',
    'soon',
    '-1s',
    '1x',
    's',
    '1s later',
    '1.s',
    '1m 2s',
    '1h2',
    '2026-01-01T00:00:00Z',
    '1e3',
  ]) {
    it(`reset ${JSON.stringify(text)} is no time`, () => assert.equal(resetOf(text), undefined));
  }

  for (const text of ['-1', '1.5', '1,000', ' ', '1000000000000000']) {
    it(`${JSON.stringify(text)} is no count`, () =>
      assert.equal(readRateHeaders(new Headers({ 'x-ratelimit-limit-requests': text })), undefined));
  }

  it('are never anything but numbers of use, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
        const text = value.replaceAll(/[^\x21-\x7e]/g, '');
        const reset = resetOf(text);
        assert.ok(reset === undefined || (reset >= 0 && reset <= 14 * 86_400_000));
      }),
    );
  });
});
