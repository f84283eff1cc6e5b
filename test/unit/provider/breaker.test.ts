import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withBreaker } from '../../../src/provider/breaker.ts';
import { createBreakers, defaultBreakerPolicy } from '../../../src/provider/breakers.ts';
import type { CircuitId } from '../../../src/provider/breakers.ts';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { done, events, failure, fake, kindOf, options, request, text } from './fakeProvider.ts';

const id: CircuitId = { endpoint: 'https://a.example/v1', model: 'm' };
const other: CircuitId = { endpoint: 'https://a.example/v1', model: 'n' };

function setUp() {
  const clock = createManualClock();
  const breakers = createBreakers(clock);
  const changes: string[] = [];
  const stop = breakers.onChange((of) => changes.push(`${of.model} ${breakers.circuit(of).state}`));
  let next: readonly (GenerationEvent | Error)[] = [];
  let sent = 0;
  const provider = withBreaker(
    fake(() => {
      sent += 1;
      return events(...next);
    }),
    { breakers, circuit: ({ model }) => ({ ...id, model: model ?? 'm' }) },
  );
  const attempt = (...outcome: readonly (GenerationEvent | Error)[]): Promise<string> => {
    next = outcome;
    return kindOf(provider.generate(request, options()));
  };
  /** Reads one event and goes. */
  const leave = async (...outcome: readonly (GenerationEvent | Error)[]): Promise<void> => {
    next = outcome;
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    await reader.next();
    await reader.return?.();
  };
  const fail = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await attempt(failure('server'));
  };
  return { clock, breakers, changes, stop, provider, attempt, leave, fail, sent: () => sent };
}

describe('The breaker', () => {
  it('opens after five failures in a row and sends nothing for half a minute', async () => {
    const { clock, breakers, changes, attempt, fail, provider, sent } = setUp();
    await fail(4);
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 4 });
    assert.deepEqual(changes, []);
    await fail(1);
    assert.deepEqual(breakers.circuit(id), { state: 'open', retryInMs: 30_000 });
    assert.deepEqual(changes, ['m open']);
    clock.pass(29_999);
    assert.equal(await attempt(text('a'), done), 'circuitOpen');
    await assert.rejects(provider.generate(request, options()), {
      kind: 'circuitOpen',
      retryAfterMs: 1,
      retryable: false,
    });
    assert.equal(sent(), 5);
    clock.pass(1);
    assert.deepEqual(breakers.circuit(id), { state: 'halfOpen', isProbing: false });
    assert.equal(await attempt(text('a'), done), 'none');
    assert.deepEqual([breakers.circuit(id), sent()], [{ state: 'closed', failures: 0 }, 6]);
    assert.deepEqual(changes, ['m open', 'm halfOpen', 'm closed']);
  });

  it('begins to count anew after a whole answer, and only after its last event', async () => {
    const { breakers, attempt, fail } = setUp();
    await fail(4);
    assert.equal(await attempt(text('a'), failure('network')), 'network');
    assert.equal(breakers.circuit(id).state, 'open');
    breakers.reset();
    await fail(4);
    assert.equal(await attempt(text('a'), done), 'none');
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 0 });
  });

  for (const [name, outcome] of [
    ['a server’s fault', failure('server')],
    ['a connection that fails', failure('network')],
    ['a reply that is none', failure('protocol')],
    ['a time-out told by the server', failure('timeout')],
    ['no headers in time', failure('timeout', { timer: 'headers' })],
    ['no first word in time', failure('timeout', { timer: 'firstToken' })],
    ['a stall', failure('timeout', { timer: 'idle' })],
    ['a stream that broke off', failure('truncated', { truncation: 'streamEnded' })],
  ] as const) {
    it(`counts ${name}`, async () => {
      const { breakers, attempt } = setUp();
      await attempt(outcome);
      assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 1 });
    });
  }

  it('counts a stream that ends without its last event', async () => {
    const { breakers, attempt } = setUp();
    assert.equal(await attempt(text('a')), 'protocol');
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 1 });
  });

  for (const [name, outcome] of [
    ['back-pressure', failure('rateLimit', { retryAfterMs: 1 })],
    ['an empty account', failure('quota')],
    ['a wrong key', failure('auth')],
    ['a missing key', failure('noKey')],
    ['a bad request', failure('badRequest')],
    ['a request that is too long', failure('contextTooLong')],
    ['a model that is not there', failure('modelUnavailable')],
    ['a conflict', failure('conflict')],
    ['a certificate', failure('tls')],
    ['a refusal', failure('refused')],
    ['a person who gives up', failure('cancelled')],
    ['an answer that takes too long as a whole', failure('timeout', { timer: 'total' })],
    ['an answer at its limit', failure('truncated', { truncation: 'tokenLimit' })],
    ['something unknown', failure('unknown')],
    ['a bug', new Error('bug')],
    ['an error of somebody else', Object.assign(new Error('bug'), { kind: 'network' })],
  ] as const) {
    it(`neither counts nor forgives ${name}`, async () => {
      const { breakers, attempt, fail } = setUp();
      await fail(1);
      await attempt(outcome);
      assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 1 });
    });
  }

  it('does not count a reader who leaves', async () => {
    const { breakers, fail, provider } = setUp();
    await fail(1);
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    await reader.return?.();
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 1 });
  });

  it('does not count a reader who leaves in the middle of an answer', async () => {
    const { breakers, leave } = setUp();
    breakers.enter(id)('failure');
    await leave(text('a'), done);
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 1 });
  });

  it('lets one attempt try when the time is over, and tells others to come a second later', async () => {
    const { clock, breakers, changes, fail, provider } = setUp();
    await fail(5);
    clock.pass(30_000);
    const leave = breakers.enter(id);
    assert.deepEqual(breakers.circuit(id), { state: 'halfOpen', isProbing: true });
    await assert.rejects(provider.generate(request, options()), { kind: 'circuitOpen', retryAfterMs: 1000 });
    leave('neutral');
    assert.deepEqual(breakers.circuit(id), { state: 'halfOpen', isProbing: false });
    assert.deepEqual(changes, ['m open', 'm halfOpen']);
    breakers.enter(id)('failure');
    assert.deepEqual(breakers.circuit(id), { state: 'open', retryInMs: 30_000 });
  });

  it('opens again when the one attempt fails or ends without its last event', async () => {
    for (const outcome of [[failure('server')], [text('a')]]) {
      const { clock, breakers, attempt, fail, sent } = setUp();
      await fail(5);
      clock.pass(30_000);
      await attempt(...outcome);
      assert.deepEqual([breakers.circuit(id), sent()], [{ state: 'open', retryInMs: 30_000 }, 6]);
    }
  });

  it('does not listen to attempts from before it opened', async () => {
    const { clock, breakers, fail } = setUp();
    const [early, late] = [breakers.enter(id), breakers.enter(id)];
    await fail(5);
    early('success');
    assert.equal(breakers.circuit(id).state, 'open');
    clock.pass(30_000);
    const probe = breakers.enter(id);
    late('failure');
    assert.deepEqual(breakers.circuit(id), { state: 'halfOpen', isProbing: true });
    probe('success');
    late('failure');
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 0 });
  });

  it('is closed by command, whatever runs', async () => {
    const { breakers, changes, fail } = setUp();
    const early = breakers.enter(id);
    await fail(5);
    breakers.reset();
    assert.deepEqual(changes, ['m open', 'm closed']);
    early('failure');
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 0 });
    const counted = breakers.enter(id);
    breakers.reset();
    counted('failure');
    assert.deepEqual(breakers.circuit(id), { state: 'closed', failures: 0 });
    assert.deepEqual(changes, ['m open', 'm closed']);
  });

  it('is one for each model at each endpoint', async () => {
    const { breakers, attempt, fail, provider } = setUp();
    await fail(5);
    const elsewhere = await kindOf(provider.generate({ ...request, model: 'n' }, options()));
    assert.equal(elsewhere, 'server');
    assert.equal(await attempt(done), 'circuitOpen');
    assert.deepEqual(breakers.circuits(), [
      { ...id, circuit: { state: 'open', retryInMs: 30_000 } },
      { ...other, circuit: { state: 'closed', failures: 1 } },
    ]);
    assert.deepEqual(breakers.circuit({ endpoint: 'https://b.example', model: 'm' }), {
      state: 'closed',
      failures: 0,
    });
  });

  it('tells nobody who does not listen any more', async () => {
    const { changes, fail, stop } = setUp();
    stop();
    await fail(5);
    assert.deepEqual(changes, []);
  });

  it('over any outcomes sends nothing while it is open, and one attempt at a time while it is half-open', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('begin' as const) }),
      fc.record({
        kind: fc.constant('end' as const),
        which: fc.nat(5),
        outcome: fc.constantFrom(
          'success' as const,
          'failure' as const,
          'failure' as const,
          'neutral' as const,
        ),
      }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 14_999, 30_000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const clock = createManualClock();
        const breakers = createBreakers(clock);
        let running: ((outcome: 'success' | 'failure' | 'neutral') => void)[] = [];
        for (const each of steps) {
          const before = breakers.circuit(id);
          if (each.kind === 'wait') clock.pass(each.ms);
          else if (each.kind === 'end') {
            running[each.which]?.(each.outcome);
            running = running.filter((_, index) => index !== each.which);
          } else {
            const isAllowed = before.state === 'closed' || (before.state === 'halfOpen' && !before.isProbing);
            if (isAllowed) running.push(breakers.enter(id));
            else assert.throws(() => breakers.enter(id), { kind: 'circuitOpen' });
          }
          const after = breakers.circuit(id);
          if (after.state === 'closed') assert.ok(after.failures < defaultBreakerPolicy.failures);
          if (after.state === 'open') assert.ok(after.retryInMs > 0 && after.retryInMs <= 30_000);
          if (before.state === 'open' && each.kind !== 'wait') assert.equal(after.state, 'open');
        }
      }),
    );
  });
});
