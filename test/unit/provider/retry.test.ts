import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError, ProviderErrorKind } from '../../../src/provider/errors.ts';
import type { CallOptions, GenerationEvent } from '../../../src/provider/provider.ts';
import { defaultRetryPolicy, retryDelay, withRetry } from '../../../src/provider/retry.ts';
import { createWaits } from '../../../src/provider/waits.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { done, events, failure, fake, kindOf, options, request, settled, text } from './fakeProvider.ts';

const again = { retryable: true } as const;
const usage: GenerationEvent = { type: 'usage', usage: usageOf(1, 0) };

/** A provider whose attempts go as told; `random` is 0.5 unless told. */
function retrying(attempts: readonly (readonly (GenerationEvent | Error)[])[], random = 0.5) {
  const clock = createManualClock();
  const waits = createWaits();
  const startedAt: number[] = [];
  const provider = withRetry(
    fake(() => {
      const attempt = attempts[startedAt.length] ?? [failure('unknown', { detail: 'one attempt too many' })];
      startedAt.push(clock.now() - 1000);
      return events(...attempt);
    }),
    { clock, waits, random: () => random },
  );
  return { clock, waits, startedAt, provider };
}

describe('The delay before a retry', () => {
  const delay = (error: ProviderError, retries: number, random = 0.5): number | undefined =>
    retryDelay(error, retries, defaultRetryPolicy, () => random);

  it('is anything from nothing to half a second, then to a second', () => {
    const server = failure('server', again);
    assert.deepEqual(
      [0, 0.5, 0.999].map((random) => delay(server, 0, random)),
      [0, 250, 499.5],
    );
    assert.deepEqual(
      [0, 0.5, 0.999].map((random) => delay(server, 1, random)),
      [0, 500, 999],
    );
    assert.equal(delay(server, 2), undefined);
  });

  it('doubles up to eight seconds and not beyond', () => {
    const patient = { ...defaultRetryPolicy, maxRetries: 7 };
    const delays = [0, 1, 2, 3, 4, 5, 6, 7].map((retries) =>
      retryDelay(failure('network', again), retries, patient, () => 1),
    );
    assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 8000, 8000, undefined]);
  });

  it('is what the server asks for where that is longer, up to a minute', () => {
    const asking = (retryAfterMs: number): ProviderError => failure('rateLimit', { ...again, retryAfterMs });
    assert.deepEqual(
      [0, 249, 250, 251, 60_000, 60_001].map((ms) => delay(asking(ms), 0)),
      [250, 250, 250, 251, 60_000, undefined],
    );
  });

  it('does not exist for what is the same the next time', () => {
    const kinds: readonly ProviderErrorKind[] = [
      'noKey',
      'auth',
      'quota',
      'badRequest',
      'contextTooLong',
      'modelUnavailable',
      'conflict',
      'tls',
      'protocol',
      'truncated',
      'refused',
      'circuitOpen',
      'cancelled',
      'unknown',
    ];
    for (const kind of kinds) assert.equal(delay(failure(kind, again), 0), undefined, kind);
  });

  it('exists for servers, networks, limits and requests that may have been lost', () => {
    for (const kind of ['server', 'network', 'rateLimit', 'timeout'] as const) {
      assert.equal(delay(failure(kind, again), 0), 250, kind);
      assert.equal(delay(failure(kind, { retryable: false }), 0), undefined, kind);
    }
    const timers = (['headers', 'firstToken', 'idle', 'total'] as const).map((timer) =>
      delay(failure('timeout', { ...again, timer }), 0),
    );
    assert.deepEqual(timers, [250, undefined, undefined, undefined]);
  });
});

describe('Retrying', () => {
  it('repeats an attempt after its delay and tells while it waits', async () => {
    const { clock, waits, startedAt, provider } = retrying([
      [failure('server', again)],
      [usage, failure('network', again)],
      [text('a'), text('b'), done],
    ]);
    const answer = provider.generate(request, options());
    await settled();
    assert.deepEqual(waits.current(), [
      { reason: 'retry', correlationId: 'c-1', kind: 'server', attempt: 2, until: 1250 },
    ]);
    clock.pass(249);
    await settled();
    assert.deepEqual(startedAt, [0]);
    clock.pass(1);
    await settled();
    assert.deepEqual(startedAt, [0, 250]);
    assert.deepEqual(waits.current(), [
      { reason: 'retry', correlationId: 'c-1', kind: 'network', attempt: 3, until: 1750 },
    ]);
    clock.pass(500);
    assert.equal((await answer).text, 'ab');
    assert.deepEqual([startedAt, waits.current(), clock.pending], [[0, 250, 750], [], 0]);
  });

  it('passes the options on and counts the attempts', async () => {
    const seen: CallOptions[] = [];
    const clock = createManualClock();
    const provider = withRetry(
      fake((_, how) => {
        seen.push(how);
        return events(...(seen.length === 1 ? [failure('server', again)] : [done]));
      }),
      { clock, waits: createWaits(), random: () => 0 },
    );
    await provider.generate(request, options());
    assert.deepEqual(seen, [
      { ...options(), attempt: 1 },
      { ...options(), attempt: 2 },
    ]);
  });

  it('lets a reader leave a source that does not want to know', async () => {
    const source: AsyncIterable<GenerationEvent> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: false, value: text('a') }) }),
    };
    const provider = withRetry(
      fake(() => source),
      { clock: createManualClock(), waits: createWaits(), random: () => 0 },
    );
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    await reader.next();
    assert.deepEqual(await reader.return?.(), { done: true, value: undefined });
  });

  it('gives up after the second retry with the failure of the last attempt', async () => {
    const { clock, startedAt, provider } = retrying([
      [failure('server', again)],
      [failure('network', again)],
      [failure('rateLimit', { ...again, retryAfterMs: 7 })],
    ]);
    const kind = kindOf(provider.generate(request, options()));
    for (let turn = 0; turn < 4; turn += 1) {
      await settled();
      clock.pass(10_000);
    }
    assert.equal(await kind, 'rateLimit');
    assert.equal(startedAt.length, 3);
  });

  it('tells what it met, not that the breaker opened because of it', async () => {
    const { clock, startedAt, provider } = retrying([
      [failure('network', again)],
      [failure('circuitOpen', { retryAfterMs: 30_000 })],
    ]);
    const kind = kindOf(provider.generate(request, options()));
    await settled();
    clock.pass(250);
    assert.equal(await kind, 'network');
    assert.deepEqual([startedAt, clock.pending], [[0, 250], 0]);
  });

  it('tells that the breaker is open where it was before', async () => {
    const { startedAt, provider } = retrying([[failure('circuitOpen', { retryAfterMs: 30_000 })]]);
    assert.equal(await kindOf(provider.generate(request, options())), 'circuitOpen');
    assert.deepEqual(startedAt, [0]);
  });

  it('says until when, where the server asks for more than a minute', async () => {
    const { startedAt, provider } = retrying([[failure('rateLimit', { ...again, retryAfterMs: 60_001 })]]);
    await assert.rejects(
      provider.generate(request, options()),
      (error) => isProviderError(error) && error.kind === 'rateLimit' && error.retryAfterMs === 60_001,
    );
    assert.deepEqual(startedAt, [0]);
  });

  for (const shown of [text('a'), { type: 'reasoning', text: 'hm' } as const, done]) {
    it(`never repeats an attempt that gave ${shown.type}`, async () => {
      const { startedAt, provider } = retrying([[shown, failure('server', again)]]);
      const reader = provider.stream(request, options())[Symbol.asyncIterator]();
      assert.deepEqual(await reader.next(), { done: false, value: shown });
      await assert.rejects(reader.next(), { kind: 'server' });
      assert.deepEqual(startedAt, [0]);
    });
  }

  it('does not repeat what failed as a bug', async () => {
    const { startedAt, provider } = retrying([[new Error('bug')]]);
    await assert.rejects(provider.generate(request, options()), /bug/);
    assert.deepEqual(startedAt, [0]);
  });

  it('passes an end without a last event on', async () => {
    const { startedAt, provider } = retrying([[]]);
    assert.equal(await kindOf(provider.generate(request, options())), 'protocol');
    assert.deepEqual(startedAt, [0]);
  });

  it('ends its wait at once when it is cancelled, and sends nothing more', async () => {
    const { clock, waits, startedAt, provider } = retrying([[failure('server', again)]]);
    const cancel = new AbortController();
    const kind = kindOf(provider.generate(request, options(cancel.signal)));
    await settled();
    assert.equal(clock.pending, 1);
    cancel.abort();
    assert.equal(await kind, 'cancelled');
    assert.deepEqual([startedAt, waits.current(), clock.pending], [[0], [], 0]);
  });

  it('does not even begin to wait when it was cancelled before', async () => {
    const cancel = new AbortController();
    const clock = createManualClock();
    const provider = withRetry(
      fake(() => {
        cancel.abort();
        return events(failure('server', again));
      }),
      { clock, waits: createWaits(), random: () => 0.5 },
    );
    assert.equal(await kindOf(provider.generate(request, options(cancel.signal))), 'cancelled');
    assert.equal(clock.pending, 0);
  });

  it('sends nothing more for a reader who left while it waited', async () => {
    const { clock, startedAt, provider } = retrying([[failure('server', again)], [text('a'), done]]);
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    const kind = kindOf(reader.next());
    await settled();
    assert.deepEqual(await reader.return?.(), { done: true, value: undefined });
    clock.pass(250);
    assert.equal(await kind, 'cancelled');
    assert.deepEqual(startedAt, [0]);
  });

  it('ends the attempt of a reader who leaves', async () => {
    let ended = 0;
    async function* endless(): AsyncGenerator<GenerationEvent, void, undefined> {
      try {
        for (;;) yield text('a');
      } finally {
        ended += 1;
      }
    }
    const provider = withRetry(fake(endless), {
      clock: createManualClock(),
      waits: createWaits(),
      random: () => 0,
    });
    for await (const event of provider.stream(request, options())) {
      assert.deepEqual(event, text('a'));
      break;
    }
    assert.equal(ended, 1);
  });

  it('over any outcomes shows nothing twice, tries three times at most, and leaves no timer', async () => {
    const outcome = fc.array(
      fc.constantFrom<GenerationEvent | Error>(
        text('a'),
        usage,
        failure('server', again),
        failure('network', again),
        failure('rateLimit', { ...again, retryAfterMs: 900 }),
        failure('truncated'),
        failure('quota', { retryAfterMs: 5 }),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { minLength: 3, maxLength: 3 }),
        fc.double({ min: 0, max: 0.99 }),
        async (attempts, random) => {
          const whole = attempts.map((attempt) => [...attempt, done]);
          const { clock, waits, startedAt, provider } = retrying(whole, random);
          const shown: GenerationEvent[] = [];
          const reading = (async () => {
            for await (const event of provider.stream(request, options())) shown.push(event);
          })().catch(() => undefined);
          for (let turn = 0; turn < 6; turn += 1) {
            await settled();
            clock.pass(1000);
          }
          await reading;
          const last = whole[startedAt.length - 1] ?? [];
          const cut = last.findIndex((event) => event instanceof Error);
          const expected = cut === -1 ? last : last.slice(0, cut);
          const visible = (all: readonly (GenerationEvent | Error)[]) =>
            all.filter((event) => !(event instanceof Error) && event.type !== 'usage');
          assert.deepEqual(visible(shown), visible(expected));
          assert.ok(startedAt.length <= 3);
          assert.deepEqual([waits.current(), clock.pending], [[], 0]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
