import assert from 'node:assert/strict';
import { createLimits } from '../../../src/provider/limits.ts';
import { estimatePromptTokens } from '../../../src/provider/estimateUsage.ts';
import type { RateLimits } from '../../../src/provider/rateGate.ts';
import type { CallOptions, GenerationEvent, LLMProvider } from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { createWaits } from '../../../src/provider/waits.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { done, events, failure, fake, kindOf, options, request, settled, text } from './fakeProvider.ts';

/** What our own count says about the request of these tests. */
const prompt = estimatePromptTokens(request);

/** Attempts that end as told, each under its own options. */
function limited(
  limits: Partial<RateLimits>,
  outcome: (attempt: number) => readonly (GenerationEvent | Error)[],
  headers: Readonly<Record<string, string>> = {},
) {
  const clock = createManualClock(0);
  const seen: CallOptions[] = [];
  const target = { endpoint: 'https://a.example/v1', model: 'm', maxTokens: 100, temperature: null };
  const made = createLimits({
    clock,
    waits: createWaits(),
    limits: () => ({ requestsPerMinute: null, tokensPerMinute: null, concurrency: null, ...limits }),
    target: () => target,
  });
  const provider: LLMProvider = made.around(
    fake((_, how) => {
      seen.push(how);
      made.onHeaders(new Headers(headers), how);
      return events(...outcome(seen.length - 1));
    }),
  );
  const send = (more: Partial<typeof request> & { readonly model?: string } = {}): Promise<string> =>
    kindOf(provider.generate({ ...request, ...more }, options()));
  return { clock, seen, target, made, provider, send };
}

describe('Attempts within limits', () => {
  it('are called with options of their own that say the same', async () => {
    const { provider, seen } = limited({}, () => [done]);
    const how = options();
    await provider.generate(request, how);
    await provider.generate(request, how);
    assert.deepEqual(seen, [how, how]);
    assert.ok(seen[0] !== how && seen[0] !== seen[1]);
  });

  it('pay for the whole request and the longest answer, and afterwards for what it was', async () => {
    const { clock, seen, send } = limited({ tokensPerMinute: 2 * (prompt + 100) - 1 }, () => [
      text('a'),
      done,
    ]);
    const both = [send(), send()];
    await Promise.all(both);
    assert.equal(seen.length, 2); // one after the other: the first made room when its usage was known
    const left = 2 * (prompt + 100) - 1 - 2 * done.usage.totalTokens;
    assert.equal(await send({ maxTokens: left - prompt }), 'none');
    void send({ maxTokens: left - prompt });
    await settled();
    assert.equal(seen.length, 3);
    clock.pass(61_000);
    await settled();
    assert.equal(seen.length, 4);
  });

  for (const [name, outcome, fits] of [
    [
      'the usage they told before they failed',
      [{ type: 'usage', usage: usageOf(1, 0) }, failure('truncated')],
      true,
    ],
    ['their estimate when they failed without one', [text('a'), failure('network')], false],
    ['their estimate when they end without a last event', [text('a')], false],
    ['nothing when the breaker held them back', [failure('circuitOpen', { retryAfterMs: 9999 })], true],
    ['nothing when there was no key', [failure('noKey')], true],
  ] as const) {
    it(`pay ${name}`, async () => {
      const { seen, send } = limited({ tokensPerMinute: prompt + 101 }, () => outcome);
      await send();
      void send();
      await settled();
      assert.equal(seen.length, fits ? 2 : 1);
    });
  }

  it('give their slot back however they end', async () => {
    const outcomes = [
      [done],
      [failure('server')],
      [new Error('bug')],
      [text('a')],
      [failure('rateLimit')],
      [done],
    ];
    const { seen, send } = limited({ concurrency: 1 }, (attempt) => outcomes[attempt] ?? []);
    const kinds = await Promise.all(outcomes.map(() => send()));
    assert.deepEqual(kinds, ['none', 'server', 'not ours: Error: bug', 'protocol', 'rateLimit', 'none']);
    assert.equal(seen.length, 6);
  });

  it('give their slot back when their reader leaves, also before it was there', async () => {
    const { provider, seen, send } = limited({ concurrency: 1 }, () => [text('a'), done]);
    const [first, second] = [0, 1].map(() => provider.stream(request, options())[Symbol.asyncIterator]());
    await first?.next();
    const late = second?.next();
    await second?.return?.();
    await first?.return?.();
    assert.deepEqual(await late, { done: true, value: undefined });
    assert.equal(await send(), 'none');
    assert.equal(seen.length, 3);
  });

  it('are fewer after the server complained, and it is left alone as long as it asks', async () => {
    const { clock, seen, send } = limited({ concurrency: 4 }, (attempt) =>
      attempt === 0 ? [failure('rateLimit', { retryAfterMs: 3000 })] : [done],
    );
    await send();
    const later = send();
    await settled();
    clock.pass(2999);
    await settled();
    assert.equal(seen.length, 1);
    clock.pass(1);
    assert.equal(await later, 'none');
    assert.equal(seen.length, 2);
  });

  for (const [name, first, atOnce] of [
    ['not replaced when the server says that there are too many', failure('rateLimit'), 3],
    ['replaced by the next after any other failure', failure('server'), 4],
    ['replaced by the next after a bug', new Error('rateLimit'), 4],
  ] as const) {
    it(`are ${name}`, async () => {
      const gates: PromiseWithResolvers<void>[] = [];
      let running = 0;
      let most = 0;
      const clock = createManualClock(0);
      const limits = createLimits({
        clock,
        waits: createWaits(),
        limits: () => ({ requestsPerMinute: null, tokensPerMinute: null, concurrency: 4 }),
        target: () => ({ endpoint: 'https://a.example/v1', model: 'm', maxTokens: 100, temperature: null }),
      });
      const provider = limits.around(
        fake(async function* () {
          const index = gates.push(Promise.withResolvers<void>()) - 1;
          running += 1;
          most = Math.max(most, running);
          await gates[index]?.promise;
          running -= 1;
          if (index === 0) throw first;
          yield done;
        }),
      );
      const all = Array.from({ length: 12 }, () => kindOf(provider.generate(request, options())));
      await settled();
      assert.equal(most, 4);
      gates[0]?.resolve();
      await settled();
      assert.equal(running, atOnce);
      for (let turn = 0; turn < 12; turn += 1) {
        for (const gate of gates) gate.resolve();
        await settled();
      }
      await Promise.all(all);
      assert.equal(running, 0);
    });
  }

  it('are as many as before once enough of them were answered', async () => {
    const { made, send } = limited({ concurrency: 2 }, (attempt) =>
      attempt === 0 ? [failure('rateLimit')] : [done],
    );
    let [running, most] = [0, 0];
    const slow = made.around(
      fake(async function* () {
        most = Math.max(most, (running += 1));
        await settled();
        running -= 1;
        yield done;
      }),
    );
    const both = async (): Promise<number> => {
      most = 0;
      await Promise.all([0, 1].map(() => slow.generate(request, options())));
      return most;
    };
    assert.equal(await both(), 2);
    await send();
    assert.equal(await both(), 1);
    assert.equal(await both(), 2);
  });

  it('go on after an error of somebody else, whatever it says', async () => {
    const bug = Object.assign(new Error('bug'), { kind: 'rateLimit', retryAfterMs: 3000 });
    const { clock, seen, send } = limited({}, () => [bug]);
    assert.deepEqual([await send(), await send()], ['not ours: Error: bug', 'not ours: Error: bug']);
    assert.deepEqual([seen.length, clock.pending], [2, 0]);
  });

  it('of a model that is named are those of the same model by default', async () => {
    const { seen, send } = limited({}, () => [failure('rateLimit', { retryAfterMs: 3000 })]);
    await send();
    void send({ model: 'm' });
    await settled();
    assert.equal(seen.length, 1);
  });

  it('do not take the word of the breaker for the word of the server', async () => {
    const { seen, send } = limited({}, () => [failure('circuitOpen', { retryAfterMs: 3000 })]);
    assert.equal(await send(), 'circuitOpen');
    assert.equal(await send(), 'circuitOpen');
    assert.equal(seen.length, 2);
  });

  for (const kind of ['quota', 'auth', 'badRequest'] as const) {
    it(`are made again after a failure of kind ${kind}, whatever it says of waiting`, async () => {
      const { seen, send } = limited({}, () => [failure(kind, { retryAfterMs: 3_600_000 })]);
      assert.deepEqual([await send(), await send(), seen.length], [kind, kind, 2]);
    });
  }

  it('go at once when the silence that a server asked for is ended', async () => {
    const { clock, seen, made, send } = limited({}, (attempt) =>
      attempt === 0 ? [failure('server', { retryAfterMs: 3000 })] : [done],
    );
    await send();
    const waiting = send();
    await settled();
    assert.equal(seen.length, 1);
    made.resume();
    assert.equal(await waiting, 'none');
    assert.deepEqual([seen.length, clock.pending], [2, 0]);
  });

  it('go at once when the limits are raised', async () => {
    const limits = { requestsPerMinute: 1, concurrency: 1 };
    const { clock, seen, made, send } = limited(limits, () => [done]);
    await send();
    const waiting = send();
    await settled();
    assert.equal(seen.length, 1);
    limits.requestsPerMinute = 2;
    made.update();
    assert.equal(await waiting, 'none');
    assert.deepEqual([seen.length, clock.pending], [2, 0]);
  });

  it('keep what the headers say, for each model and endpoint', async () => {
    const headers = {
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '2s',
    };
    const { clock, seen, target, send } = limited({}, () => [done], headers);
    await send();
    void send();
    await settled();
    assert.equal(seen.length, 1);
    assert.equal(await send({ model: 'n' }), 'none');
    target.endpoint = 'https://b.example/v1';
    assert.equal(await send(), 'none');
    clock.pass(59_999);
    await settled();
    assert.equal(seen.length, 3);
    clock.pass(1);
    await settled();
    assert.equal(seen.length, 4);
  });

  it('take no notice of headers that say nothing, or of attempts nobody knows', async () => {
    const { made, send } = limited({}, () => [done], { 'x-request-id': 'r' });
    made.onHeaders(new Headers({ 'x-ratelimit-limit-requests': '1' }), options());
    assert.deepEqual([await send(), await send()], ['none', 'none']);
  });
});
