import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createOpenAIProvider } from '../../../src/openai/openaiProvider.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import type { Clock } from '../../../src/provider/clock.ts';
import type { CodexConfig } from '../../../src/provider/config.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import type { CallOptions } from '../../../src/provider/provider.ts';
import type { RateLimits } from '../../../src/provider/rateGate.ts';
import { createResilience } from '../../../src/provider/resilience.ts';
import { createFastClock } from '../../support/fastClock.ts';
import { chatAnswer, chatStream, status, streamOf } from '../../support/scriptedReply.ts';
import { startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { callOptions, failureOf, keyOf } from '../openai/providerAt.ts';
import { requestOf } from '../openai/readStream.ts';

/** Asks through the whole core; the guards go by `clock`. */
function guardedCore(
  endpoint: string,
  clock: Clock,
  limits: Partial<RateLimits> = {},
  timeouts: Partial<CodexConfig['timeouts']> = {},
): (prompt: string, cache?: CallOptions['cache']) => Promise<string> {
  const { config: usual } = resolveConfig({
    arguments: {},
    environment: {},
    settings: { endpoint, model: 'scripted' },
  });
  const config: CodexConfig = { ...usual, timeouts: { ...usual.timeouts, ...timeouts } };
  const { parts } = createResilience({
    clock,
    random: Math.random,
    target: () => config,
    limits: () => ({ requestsPerMinute: null, tokensPerMinute: null, concurrency: null, ...limits }),
  });
  const attempt = createOpenAIProvider({
    config: () => config,
    key: keyOf('a-key-that-nobody-checks'),
    fetch: globalThis.fetch,
    clock: systemClock,
    onHeaders: (headers, options) => parts.limits.onHeaders(headers, options),
  });
  const core = createPipe(attempt, {
    ...parts,
    metering: {
      record: () => undefined,
      clock: Date.now,
      target: () => ({ host: 'here', model: 'scripted' }),
    },
  });
  let asked = 0;
  return async (prompt, cache = 'off') => {
    asked += 1;
    return (
      await core.generate(requestOf({ prompt }), { ...callOptions(), cache, correlationId: `c-${asked}` })
    ).text;
  };
}

describe('What the server sees', function () {
  this.timeout(120_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  const arrivals = (): readonly number[] => server.requests.map(({ at }) => at);

  it('of 1,000 requests in a row is one connection', async () => {
    const own = await startScriptedServer();
    try {
      const ask = guardedCore(own.url, systemClock);
      for (let count = 0; count < 1000; count += 1) {
        assert.equal(await ask(`prompt ${count}`), 'ok');
        await sleep(0); // the answer is here before the last byte of its reply
      }
      assert.deepEqual([own.requests.length, own.connections], [1000, 1]);
    } finally {
      await own.stop();
    }
  });

  it('of 100 users is never more in any minute than the setting says', async () => {
    const times = 20; // a minute of the guards is over in three seconds
    const ask = guardedCore(server.url, createFastClock(times), { requestsPerMinute: 60, concurrency: 100 });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, user) => ask(`prompt ${user}`)));
    assert.deepEqual(new Set(answers), new Set(['ok']));
    const seen = arrivals();
    assert.equal(seen.length, 100);
    for (const from of seen) {
      const inMinute = seen.filter((at) => at >= from && at < from + 60_000 / times);
      assert.ok(inMinute.length <= 60, `${inMinute.length} in a minute`);
    }
  });

  it('of 100 users is never more in any minute than its own headers say', async () => {
    const times = 20;
    let left = 40;
    server.replyAlways(() => {
      left -= 1;
      const headers = {
        'x-ratelimit-limit-requests': '40',
        'x-ratelimit-remaining-requests': String(Math.max(0, left)),
      };
      return chatAnswer('ok', { headers });
    });
    const ask = guardedCore(server.url, createFastClock(times), { concurrency: 1 });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, user) => ask(`prompt ${user}`)));
    assert.equal(answers.length, 100);
    const seen = arrivals();
    for (const from of seen) {
      const inMinute = seen.filter((at) => at >= from && at < from + 60_000 / times);
      assert.ok(inMinute.length <= 40, `${inMinute.length} in a minute`);
    }
  });

  it('is nothing until its Retry-After is over, whoever asks', async () => {
    server.reply(status(429, { error: { message: 'slow down' } }, { 'retry-after': '1' }));
    const ask = guardedCore(server.url, systemClock, { concurrency: 1 });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, user) => ask(`prompt ${user}`)));
    assert.deepEqual(new Set(answers), new Set(['ok']));
    const [refused, ...others] = server.requests;
    const [refusedAt = Number.NaN] = refused?.sentAt ?? [];
    assert.equal(others.length, 10);
    for (const { at } of others) assert.ok(at - refusedAt >= 1000, `${at - refusedAt} ms after the refusal`);
  });

  it('is nothing while the breaker is open, and then one request until that one was answered', async () => {
    const times = 20; // half a minute of the breaker is over in one and a half seconds
    const ask = guardedCore(server.url, createFastClock(times));
    server.replyAlways(status(501, 'not here'));
    assert.equal((await failureOf(ask('is no fault'))).kind, 'badRequest');
    server.replyAlways(status(500, 'broken'));
    const kinds: string[] = [];
    for (const prompt of ['one', 'two', 'held back']) kinds.push((await failureOf(ask(prompt))).kind);
    assert.deepEqual(kinds, ['server', 'server', 'circuitOpen']);
    assert.equal(server.requests.length, 6);
    const [openedAt = Number.NaN] = server.requests.at(-1)?.sentAt ?? [];
    server.replyAlways(chatAnswer('ok', { delayMs: 100 }));
    const answers: string[] = [];
    while (answers.length < 5) {
      const all = await Promise.allSettled([ask('three'), ask('four'), ask('five')]);
      answers.push(...all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
      await sleep(20);
    }
    const [probe, ...others] = server.requests.slice(6);
    assert.ok(
      (probe?.at ?? 0) - openedAt >= 30_000 / times,
      `${(probe?.at ?? 0) - openedAt} ms after the fifth fault`,
    );
    for (const { at } of others) assert.ok(at >= (probe?.answeredAt ?? Number.NaN));
  });

  it('of identical requests at the same time is one', async () => {
    server.replyAlways(chatAnswer('the same', { firstDelayMs: 50 }));
    const ask = guardedCore(server.url, systemClock);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('one prompt', 'use')));
    assert.deepEqual(new Set(answers), new Set(['the same']));
    assert.equal(server.requests.length, 1);
  });

  it('of a request that waited for its turn is as long as of any other: no timer runs in the queue', async () => {
    server.replyAlways(chatAnswer('ok', { firstDelayMs: 600 }));
    const ask = guardedCore(server.url, systemClock, { concurrency: 1 }, { headersMs: 1500, totalMs: 1500 });
    const answers = await Promise.all([ask('one'), ask('two'), ask('three'), ask('four')]);
    assert.deepEqual(answers, ['ok', 'ok', 'ok', 'ok']);
    const [first, last] = [server.requests[0]?.at ?? 0, server.requests[3]?.at ?? 0];
    assert.ok(last - first > 1500, `${last - first} ms in the queue`);
  });

  it('asks for compressed replies, which are read', async () => {
    const whole = chatStream(chatAnswer('hello')).chunks.map(String).join('');
    server.reply(streamOf([gzipSync(whole)], { headers: { 'content-encoding': 'gzip' } }));
    assert.equal(await guardedCore(server.url, systemClock)('prompt'), 'hello');
    assert.match(String(server.requests[0]?.headers['accept-encoding']), /\bgzip\b/);
  });

  it('is an end of connections that nobody uses', async () => {
    const own = await startScriptedServer();
    try {
      await guardedCore(own.url, systemClock)('prompt');
      assert.equal(own.openConnections, 1);
      const startedAt = performance.now();
      while (own.openConnections > 0 && performance.now() - startedAt < 10_000) await sleep(50);
      assert.equal(own.openConnections, 0);
    } finally {
      await own.stop();
    }
  });
});
