import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { Limiter, longestPauseMs } from '../../../src/provider/limiter.ts';
import type { AttemptResult, Permit } from '../../../src/provider/limiter.ts';
import type { CallOptions } from '../../../src/provider/provider.ts';
import type { RateLimits } from '../../../src/provider/rateGate.ts';
import { createWaits } from '../../../src/provider/waits.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { never, options, settled } from './fakeProvider.ts';

const unlimited: RateLimits = { requestsPerMinute: null, tokensPerMinute: null, concurrency: null };
const answered: AttemptResult = { outcome: 'answered', isSent: true };
const quota = (limit?: number, remaining?: number, resetMs?: number) => ({ limit, remaining, resetMs });

/** A limiter, and who was let in when, by name. */
function limiterOf(some: Partial<RateLimits>) {
  const clock = createManualClock(0);
  const waits = createWaits();
  const limits: { -readonly [Key in keyof RateLimits]: RateLimits[Key] } = { ...unlimited, ...some };
  const limiter = new Limiter({ clock, limits: () => limits, waits });
  const order: string[] = [];
  const permits = new Map<string, Permit>();
  const ask = (
    name: string,
    more: Partial<CallOptions> & { readonly model?: string; readonly tokens?: number } = {},
  ): Promise<string> => {
    const { model = 'm', tokens = 100, ...how } = more;
    const enter = async (): Promise<Permit> =>
      limiter.enter({
        model,
        tokens: () => tokens,
        options: options(never, { correlationId: name, ...how }),
      });
    return enter().then(
      (permit) => {
        order.push(name);
        permits.set(name, permit);
        return 'in';
      },
      (error: unknown) =>
        `${(error as { kind: string }).kind} ${(error as { retryAfterMs?: number }).retryAfterMs ?? ''}`.trim(),
    );
  };
  const leave = async (name: string, result: Partial<AttemptResult> = {}): Promise<void> => {
    permits.get(name)?.leave({ ...answered, ...result });
    await settled();
  };
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await settled();
  };
  return { clock, waits, limits, limiter, order, permits, ask, leave, pass };
}

describe('The queue', () => {
  it('lets everybody in at once where nothing is limited, without counting tokens', () => {
    const { clock, limiter } = limiterOf({});
    const tokens = (): number => assert.fail('counted');
    for (let count = 0; count < 1000; count += 1) {
      const permit = limiter.enter({ model: 'm', tokens, options: options() });
      assert.ok(!(permit instanceof Promise));
    }
    assert.equal(clock.pending, 0);
  });

  it('lets in as many as there are slots, and the next when one leaves, first come first served', async () => {
    const { ask, leave, order, waits } = limiterOf({ concurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await settled();
    assert.deepEqual(order, ['a', 'b']);
    assert.deepEqual(waits.current(), [
      { reason: 'slot', correlationId: 'c' },
      { reason: 'slot', correlationId: 'd' },
    ]);
    await leave('b');
    assert.deepEqual(order, ['a', 'b', 'c']);
    await leave('a', { outcome: 'other' });
    assert.deepEqual([order, waits.current()], [['a', 'b', 'c', 'd'], []]);
  });

  it('lets a person go before the background, and in its own order', async () => {
    const { ask, leave, order } = limiterOf({ concurrency: 1 });
    for (const name of ['a', 'b', 'c']) void ask(name, { priority: 'background' });
    for (const name of ['x', 'y']) void ask(name);
    for (const name of ['a', 'x', 'y', 'b', 'c']) {
      await settled();
      await leave(name);
    }
    assert.deepEqual(order, ['a', 'x', 'y', 'b', 'c']);
  });

  it('lets the background go before whoever comes half a minute later', async () => {
    for (const [later, first] of [
      [29_999, 'person'],
      [30_000, 'background'],
      [30_001, 'background'],
    ] as const) {
      const { ask, leave, order, pass } = limiterOf({ concurrency: 1 });
      void ask('a');
      void ask('background', { priority: 'background' });
      await pass(later);
      void ask('person');
      await leave('a');
      assert.deepEqual(order, ['a', first]);
    }
  });

  it('halves its slots when the server complains', async () => {
    const { ask, leave, order } = limiterOf({ concurrency: 4 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void ask(name);
    await settled();
    await leave('a', { outcome: 'throttled' });
    await leave('b');
    assert.deepEqual(order, ['a', 'b', 'c', 'd']);
    await leave('c');
    assert.deepEqual(order, ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, order.length));
    assert.equal(order.length, 6);
  });

  it('does not listen any more to whoever it let in', async () => {
    const { ask, leave } = limiterOf({ concurrency: 1 });
    const { signal } = new AbortController();
    void ask('a');
    const second = ask('b', { signal });
    await settled();
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    await leave('a');
    assert.deepEqual([await second, getEventListeners(signal, 'abort').length], ['in', 0]);
  });

  it('forgets who gives up, at once', async () => {
    const { clock, ask, leave, order, waits } = limiterOf({ concurrency: 1 });
    const cancel = new AbortController();
    void ask('a');
    const given = ask('b', { signal: cancel.signal });
    void ask('c');
    await settled();
    cancel.abort();
    assert.equal(await given, 'cancelled');
    assert.deepEqual(waits.current(), [{ reason: 'slot', correlationId: 'c' }]);
    await leave('a');
    assert.deepEqual([order, clock.pending], [['a', 'c'], 0]);
    assert.equal(await ask('d', { signal: cancel.signal }), 'cancelled');
  });
});

describe('The limits of a minute', () => {
  it('hold requests back until the first of them was answered a minute ago', async () => {
    const { clock, ask, leave, order, pass, waits } = limiterOf({ requestsPerMinute: 2 });
    for (const name of ['a', 'b', 'c']) void ask(name);
    await settled();
    await leave('a');
    await leave('b');
    assert.deepEqual(order, ['a', 'b']);
    assert.deepEqual(waits.current(), [{ reason: 'rate', correlationId: 'c', until: 60_000 }]);
    assert.equal(clock.pending, 1);
    await pass(59_999);
    assert.equal(order.length, 2);
    await pass(1);
    assert.deepEqual([order, clock.pending, waits.current()], [['a', 'b', 'c'], 0, []]);
  });

  it('hold one behind the other, in order, with one timer', async () => {
    const { clock, ask, leave, order, pass, waits } = limiterOf({ requestsPerMinute: 1 });
    for (const name of ['a', 'b', 'c']) void ask(name);
    await settled();
    // Nobody can tell yet when the minute of the first one begins.
    assert.deepEqual(
      waits.current().map(({ reason }) => reason),
      ['slot', 'slot'],
    );
    assert.equal(clock.pending, 0);
    await leave('a');
    assert.deepEqual(waits.current(), [
      { reason: 'rate', correlationId: 'b', until: 60_000 },
      { reason: 'rate', correlationId: 'c', until: 60_000 },
    ]);
    assert.equal(clock.pending, 1);
    await pass(60_000);
    await leave('b');
    assert.deepEqual(order, ['a', 'b']);
    assert.deepEqual(waits.current(), [{ reason: 'rate', correlationId: 'c', until: 120_000 }]);
    await pass(60_000);
    assert.deepEqual([order, clock.pending], [['a', 'b', 'c'], 0]);
  });

  it('let the next one go a minute after a reply shows that the server has the one before', async () => {
    const { clock, ask, leave, order, pass, permits, waits } = limiterOf({ requestsPerMinute: 1 });
    void ask('a');
    void ask('b');
    await pass(2000);
    permits.get('a')?.arrive(undefined);
    assert.deepEqual(waits.current(), [{ reason: 'rate', correlationId: 'b', until: 62_000 }]);
    await pass(1000);
    await leave('a');
    await pass(58_999);
    assert.deepEqual(order, ['a']);
    await pass(1);
    assert.deepEqual([order, clock.pending], [['a', 'b'], 0]);
  });

  it('count tokens by the estimate before, and by the server’s count after', async () => {
    const { ask, leave, order, pass } = limiterOf({ tokensPerMinute: 1000 });
    void ask('a', { tokens: 900 });
    void ask('b', { tokens: 900 });
    await settled();
    assert.deepEqual(order, ['a']);
    await leave('a', { tokens: 100 });
    assert.deepEqual(order, ['a', 'b']);
    await leave('b', { outcome: 'other' });
    void ask('c', { tokens: 1 });
    await settled();
    assert.deepEqual(order, ['a', 'b']);
    await pass(61_000);
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  it('do not let a request of another model pass one that waits for the same minute', async () => {
    const { ask, leave, order, pass } = limiterOf({ tokensPerMinute: 1000 });
    await ask('a', { tokens: 900 });
    await leave('a', { tokens: 900 });
    void ask('large', { tokens: 500 });
    void ask('small', { tokens: 50, model: 'n' });
    await pass(59_999);
    assert.deepEqual(order, ['a']);
    await pass(1);
    assert.deepEqual(order, ['a', 'large', 'small']);
  });

  it('let a request that is larger than the limit go alone', async () => {
    const { ask, order } = limiterOf({ tokensPerMinute: 1000 });
    void ask('a', { tokens: 5000 });
    void ask('b', { tokens: 1 });
    await settled();
    assert.deepEqual(order, ['a']);
  });

  it('do not let a small request pass a large one that waits', async () => {
    const { ask, order } = limiterOf({ tokensPerMinute: 1000 });
    void ask('a', { tokens: 600 });
    void ask('large', { tokens: 500 });
    void ask('small', { tokens: 1 });
    await settled();
    assert.deepEqual(order, ['a']);
  });

  it('go on when the one that waited first gives up', async () => {
    const { clock, ask, order } = limiterOf({ tokensPerMinute: 1000 });
    const cancel = new AbortController();
    void ask('a', { tokens: 600 });
    const large = ask('large', { tokens: 500, signal: cancel.signal });
    void ask('small', { tokens: 1 });
    await settled();
    cancel.abort();
    assert.equal(await large, 'cancelled');
    await settled();
    assert.deepEqual([order, clock.pending], [['a', 'small'], 0]);
  });

  it('are not paid by what was never sent', async () => {
    const { ask, leave, order } = limiterOf({ requestsPerMinute: 1, tokensPerMinute: 100 });
    void ask('a', { tokens: 100 });
    await settled();
    await leave('a', { outcome: 'other', isSent: false });
    void ask('b', { tokens: 100 });
    await settled();
    assert.deepEqual(order, ['a', 'b']);
  });

  it('are for all models of an endpoint together', async () => {
    const { ask, order } = limiterOf({ requestsPerMinute: 1 });
    void ask('a', { model: 'm' });
    void ask('b', { model: 'n' });
    await settled();
    assert.deepEqual(order, ['a']);
  });

  it('follow the settings as they are now', async () => {
    const { ask, leave, limits, order } = limiterOf({ requestsPerMinute: 1, concurrency: 5 });
    for (const name of ['a', 'b']) void ask(name);
    await settled();
    limits.requestsPerMinute = 2;
    await leave('a');
    assert.deepEqual(order, ['a', 'b']);
  });
});

describe('What the server says of its limits', () => {
  it('is kept for its model, while others go on', async () => {
    const { ask, leave, order, pass, permits, waits } = limiterOf({});
    await ask('a');
    permits.get('a')?.arrive({ requests: quota(2, 1, 30_000), tokens: quota() });
    void ask('b');
    void ask('c');
    void ask('other', { model: 'n' });
    await settled();
    assert.deepEqual(order, ['a', 'b', 'other']);
    // The server has one more after half a minute, but two in a minute is what it allows.
    assert.deepEqual(waits.current(), [{ reason: 'rate', correlationId: 'c', until: 60_000 }]);
    await leave('a');
    await leave('b');
    await pass(59_999);
    assert.equal(order.length, 3);
    await pass(1);
    assert.deepEqual(order, ['a', 'b', 'other', 'c']);
  });

  it('is waited for when nothing is left, although the minute would have room', async () => {
    const { ask, order, pass, permits } = limiterOf({});
    await ask('a');
    permits.get('a')?.arrive({ requests: quota(10, 0, 90_000), tokens: quota() });
    void ask('b');
    await pass(89_999);
    assert.deepEqual(order, ['a']);
    await pass(1);
    assert.deepEqual(order, ['a', 'b']);
  });

  it('makes tokens count', async () => {
    const { ask, order, permits } = limiterOf({});
    await ask('a', { tokens: 50 });
    permits.get('a')?.arrive({ requests: quota(), tokens: quota(1000, 400, 36_000) });
    void ask('b', { tokens: 400 });
    void ask('c', { tokens: 1 });
    await settled();
    assert.deepEqual(order, ['a', 'b']);
  });

  it('is less what is underway and may not have been counted', async () => {
    const { ask, leave, order, permits } = limiterOf({});
    for (const name of ['a', 'b', 'c']) await ask(name);
    permits.get('a')?.arrive({ requests: quota(10, 3, 5000), tokens: quota() });
    void ask('d');
    void ask('e');
    await settled();
    assert.deepEqual(order, ['a', 'b', 'c', 'd']);
    permits.get('b')?.arrive({ requests: quota(10, 4, 5000), tokens: quota() });
    await leave('b'); // c and d may be among the ten, or not
    assert.deepEqual(order, ['a', 'b', 'c', 'd', 'e']);
  });

  it('gets back what was never sent', async () => {
    const { ask, leave, order, permits } = limiterOf({});
    await ask('a');
    permits.get('a')?.arrive({ requests: quota(10, 1, 5000), tokens: quota() });
    await ask('b');
    void ask('c');
    await settled();
    assert.deepEqual(order, ['a', 'b']);
    await leave('b', { outcome: 'other', isSent: false });
    assert.deepEqual(order, ['a', 'b', 'c']);
  });
});

describe('A server that asks for silence', () => {
  const pause = (ms: number): Partial<AttemptResult> => ({
    outcome: 'throttled',
    pause: { ms, kind: 'rateLimit' },
  });

  it('gets it from everybody who asks for that model, to the millisecond', async () => {
    const { clock, ask, leave, order, pass, waits } = limiterOf({ concurrency: 4 });
    await ask('a');
    await ask('b');
    await leave('a', pause(5000));
    void ask('c');
    void ask('other', { model: 'n' });
    await settled();
    assert.deepEqual(order, ['a', 'b']); // one slot is left, and b has it
    await leave('b');
    assert.deepEqual(order, ['a', 'b', 'other']);
    await leave('other');
    assert.deepEqual(waits.current(), [{ reason: 'rate', correlationId: 'c', until: 5000 }]);
    await pass(4999);
    assert.equal(order.length, 3);
    await pass(1);
    assert.deepEqual([order, clock.pending], [['a', 'b', 'other', 'c'], 0]);
  });

  it('gets it also from those who wait already', async () => {
    const { ask, leave, order, pass } = limiterOf({ concurrency: 1 });
    await ask('a');
    const waiting = ask('b');
    await leave('a', pause(5000));
    await pass(4999);
    assert.deepEqual(order, ['a']);
    await pass(1);
    assert.equal(await waiting, 'in');
  });

  it('is not made to speak earlier by a shorter wish', async () => {
    const { ask, leave, order, pass } = limiterOf({});
    await ask('a');
    await ask('b');
    await leave('a', pause(5000));
    await leave('b', pause(1000));
    void ask('c');
    await pass(4999);
    assert.equal(order.length, 2);
    await pass(1);
    assert.equal(order.length, 3);
  });

  it('for longer than a minute is told to everybody, at once', async () => {
    assert.equal(longestPauseMs, 60_000);
    const { clock, ask, leave, pass } = limiterOf({ concurrency: 2 });
    await ask('a');
    await ask('b');
    const [waiting, other] = [ask('c'), ask('d', { model: 'n' })];
    await settled();
    await leave('a', { outcome: 'other', pause: { ms: 60_001, kind: 'server' } });
    assert.equal(await waiting, 'server 60001');
    assert.equal(await other, 'in');
    assert.equal(await ask('e'), 'server 60001');
    await pass(1);
    const last = ask('f');
    await leave('b');
    await pass(59_999);
    assert.equal(clock.pending, 1);
    await pass(1);
    assert.equal(await last, 'in');
    assert.equal(clock.pending, 0);
  });
});

describe('The queue over any schedule', () => {
  it('of 100 users loses and doubles nobody, keeps every minute, and leaves nothing behind', async () => {
    const user = fc.record({
      comesAt: fc.nat(120_000),
      worksMs: fc.integer({ min: 1, max: 20_000 }),
      tokens: fc.integer({ min: 1, max: 300 }),
      real: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
      model: fc.constantFrom('m', 'n'),
      priority: fc.constantFrom('interactive' as const, 'background' as const),
      outcome: fc.constantFrom(
        'answered' as const,
        'answered' as const,
        'throttled' as const,
        'other' as const,
      ),
      pauseMs: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined, freq: 20 }),
      givesUpAfter: fc.option(fc.nat(90_000), { nil: undefined, freq: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(user, { minLength: 100, maxLength: 100 }), async (users) => {
        const limits = { requestsPerMinute: 30, tokensPerMinute: 3000, concurrency: 6 };
        const clock = createManualClock(0);
        const waits = createWaits();
        const limiter = new Limiter({ clock, limits: () => limits, waits });
        const sent: {
          readonly at: number;
          readonly tokens: number;
          readonly real: number;
          readonly model: string;
        }[] = [];
        const pauses: { readonly model: string; readonly from: number; readonly until: number }[] = [];
        const signals: AbortSignal[] = [];
        let running = 0;
        const outcomes: Promise<string>[] = [];
        for (const each of users) {
          const cancel = new AbortController();
          signals.push(cancel.signal);
          const { promise, resolve } = Promise.withResolvers<string>();
          outcomes.push(promise);
          const come = async (): Promise<void> => {
            try {
              const ask = {
                ...each,
                tokens: () => each.tokens,
                options: options(cancel.signal, { priority: each.priority }),
              };
              const permit = await limiter.enter(ask);
              running += 1;
              assert.ok(running <= 6);
              const at = clock.now();
              assert.ok(
                pauses.every(({ model, from, until }) => model !== each.model || at <= from || at >= until),
              );
              sent.push({ at, tokens: each.tokens, real: each.real ?? each.tokens, model: each.model });
              clock.setTimeout(() => {
                running -= 1;
                const pause =
                  each.pauseMs === undefined ? undefined : { ms: each.pauseMs, kind: 'rateLimit' as const };
                if (pause !== undefined)
                  pauses.push({ model: each.model, from: clock.now(), until: clock.now() + pause.ms });
                permit.leave({ outcome: each.outcome, isSent: true, tokens: each.real, pause });
                resolve('served');
              }, each.worksMs);
            } catch (error) {
              resolve((error as { kind: string }).kind);
            }
          };
          clock.setTimeout(() => void come(), each.comesAt);
          if (each.givesUpAfter !== undefined)
            clock.setTimeout(() => cancel.abort(), each.comesAt + each.givesUpAfter);
        }
        for (let turn = 0; turn < 5000 && clock.pending > 0; turn += 1) {
          clock.passToNext();
          await settled();
        }
        const all = await Promise.all(outcomes);
        assert.ok(all.every((outcome) => outcome === 'served' || outcome === 'cancelled'));
        assert.equal(all.filter((outcome) => outcome === 'served').length, sent.length);
        for (const { at: from } of sent) {
          const minute = sent.filter(({ at }) => at >= from && at < from + 60_000);
          assert.ok(minute.length <= 30);
          assert.ok(minute.reduce((sum, { tokens, real }) => sum + Math.min(tokens, real), 0) <= 3000);
        }
        assert.deepEqual([running, clock.pending, waits.current()], [0, 0, []]);
        assert.ok(signals.every((signal) => getEventListeners(signal, 'abort').length === 0));
      }),
      { numRuns: 8 },
    );
  }).timeout(30_000);
});
