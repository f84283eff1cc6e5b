import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { RequestRecord } from '../../../src/provider/metering.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import { createResilience } from '../../../src/provider/resilience.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { done, events, failure, fake, kindOf, options, request, settled, text } from './fakeProvider.ts';
import { createWatchfulServer } from './watchfulServer.ts';
import type { Turn } from './watchfulServer.ts';

const target = { endpoint: 'https://a.example/v1', model: 'm', maxTokens: 10, temperature: null };
const rules = { requestsPerMinute: 60, tokensPerMinute: null, concurrency: 8 } as const;

interface User {
  readonly comesAt: number;
  readonly staysMs: number;
  readonly prompt: number;
  readonly priority: 'interactive' | 'background';
}

/** Runs all users against a server that goes by these turns; gives what each of them got. */
async function play(users: readonly User[], turns: readonly Turn[], random: () => number) {
  const clock = createManualClock(0);
  const server = createWatchfulServer(turns, rules, clock);
  const resilience = createResilience({ clock, random, target: () => target, limits: () => rules });
  const records: RequestRecord[] = [];
  const pipe = createPipe(server.provider, {
    ...resilience.parts,
    metering: {
      record: (entry) => records.push(entry),
      clock: () => clock.now(),
      target: () => ({ host: 'a.example', model: 'm' }),
    },
  });
  const signals: AbortSignal[] = [];
  const outcomes = users.map((user, index) => {
    const stay = new AbortController();
    signals.push(stay.signal);
    const { promise, resolve } = Promise.withResolvers<string>();
    clock.setTimeout(() => {
      const how = options(stay.signal, { priority: user.priority, correlationId: `user ${index}` });
      pipe.generate({ ...request, prompt: `prompt ${user.prompt}` }, how).then(
        ({ text: answer }) => resolve(answer),
        (error: unknown) => resolve(isProviderError(error) ? error.kind : String(error)),
      );
    }, user.comesAt);
    clock.setTimeout(() => stay.abort(), user.comesAt + user.staysMs);
    return promise;
  });
  for (let turn = 0; turn < 20_000 && clock.pending > 0; turn += 1) {
    clock.passToNext();
    await settled();
  }
  return { clock, server, resilience, records, signals, outcomes: await Promise.all(outcomes) };
}

describe('The guards together', () => {
  it('over any faults ask when they may, answer everybody once, and leave nothing behind', async () => {
    const turn: fc.Arbitrary<Turn> = fc.record({
      takesMs: fc.integer({ min: 1, max: 8000 }),
      outcome: fc.constantFrom<Turn['outcome']>(
        ...(['answer', 'answer', 'answer', 'answer', 'fault', 'fault'] as const),
        ...(['faultAfterText', 'throttle', 'noCredit', 'silence'] as const),
      ),
      retryAfterMs: fc.option(fc.integer({ min: 1, max: 70_000 }), { nil: undefined, freq: 2 }),
    });
    const user: fc.Arbitrary<User> = fc.record({
      comesAt: fc.nat(180_000),
      staysMs: fc.integer({ min: 1, max: 200_000 }),
      prompt: fc.nat(150),
      priority: fc.constantFrom('interactive', 'background'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(user, { minLength: 100, maxLength: 100 }),
        fc.array(turn, { minLength: 10, maxLength: 60 }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 }),
        async (users, turns, dice) => {
          let throws = 0;
          const random = (): number => dice[(throws += 1) % dice.length] ?? 0;
          const { clock, server, resilience, records, signals, outcomes } = await play(users, turns, random);
          assert.deepEqual(server.misdeeds, []);
          const failures = ['server', 'rateLimit', 'quota', 'circuitOpen', 'cancelled'];
          for (const [index, outcome] of outcomes.entries()) {
            assert.ok(outcome === `prompt ${users[index]?.prompt}` || failures.includes(outcome), outcome);
          }
          const recorded = records.map(({ correlationId }) => correlationId);
          assert.equal(new Set(recorded).size, recorded.length);
          const asked = new Map(server.attempts.map(({ correlationId }) => [correlationId, 0]));
          for (const { correlationId } of server.attempts) {
            asked.set(correlationId, (asked.get(correlationId) ?? 0) + 1);
            assert.ok(recorded.includes(correlationId));
          }
          assert.ok([...asked.values()].every((attempts) => attempts <= 3));
          assert.ok(server.attempts.every(({ isOver }) => isOver));
          assert.deepEqual([clock.pending, resilience.waits.current()], [0, []]);
          assert.ok(signals.every((signal) => getEventListeners(signal, 'abort').length === 0));
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  }).timeout(60_000);

  it('serve everybody without an error where each fault may be tried again', async () => {
    const users = Array.from({ length: 100 }, (_, index): User => {
      return { comesAt: index * 1000, staysMs: 1e7, prompt: index, priority: 'interactive' };
    });
    const turns = Array.from({ length: 10 }, (_, index): Turn => {
      return { takesMs: 500, outcome: index === 4 ? 'fault' : 'answer', retryAfterMs: undefined };
    });
    const { outcomes, server } = await play(users, turns, () => 0.5);
    assert.deepEqual(
      outcomes,
      users.map(({ prompt }) => `prompt ${prompt}`),
    );
    assert.equal(server.attempts.length, 111);
  });
});

describe('The order of the guards', () => {
  function pipeOver(outcomes: readonly (readonly (ReturnType<typeof text> | typeof done | Error)[])[]) {
    const clock = createManualClock(0);
    let sent = 0;
    const limits = { requestsPerMinute: null, tokensPerMinute: null, concurrency: 1 };
    const resilience = createResilience({
      clock,
      random: () => 0.5,
      target: () => target,
      limits: () => limits,
    });
    const records: string[] = [];
    const pipe = createPipe(
      fake(() => events(...(outcomes[(sent += 1) - 1] ?? [failure('unknown')]))),
      {
        ...resilience.parts,
        metering: {
          record: ({ outcome }) => records.push(outcome),
          clock: Date.now,
          target: () => ({ host: 'h', model: 'm' }),
        },
      },
    );
    const ask = (prompt: string): Promise<string> => kindOf(pipe.generate({ ...request, prompt }, options()));
    return { clock, resilience, records, ask, sent: () => sent };
  }

  it('holds no slot while it waits to try again, and records a request once', async () => {
    const { clock, records, ask, sent } = pipeOver([
      [failure('server', { retryable: true })],
      [done],
      [done],
    ]);
    const first = ask('one');
    await settled();
    assert.equal(await ask('two'), 'none');
    assert.equal(sent(), 2);
    clock.pass(250);
    assert.equal(await first, 'none');
    assert.deepEqual(records, ['ok', 'ok']);
  });

  it('counts each attempt with the breaker of the model that was asked for', async () => {
    const broken = [failure('server', { retryable: true })];
    const { clock, resilience, ask, sent } = pipeOver([broken, broken, broken, broken, broken]);
    const answers = [ask('one'), ask('two')];
    for (let turn = 0; turn < 6; turn += 1) {
      await settled();
      clock.pass(1000);
    }
    assert.deepEqual(await Promise.all(answers), ['server', 'server']);
    assert.equal(await ask('three'), 'circuitOpen');
    assert.equal(sent(), 5);
    assert.deepEqual(
      resilience.breakers.circuits().map(({ endpoint, model }) => [endpoint, model]),
      [['https://a.example/v1', 'm']],
    );
    resilience.reset();
    assert.equal(await ask('three'), 'unknown');
    assert.equal(sent(), 6);
  });

  it('lets a person end a silence of days that the server asked for', async () => {
    const longMs = 14 * 24 * 3_600_000;
    const { clock, resilience, ask, sent } = pipeOver([
      [failure('rateLimit', { retryable: true, retryAfterMs: longMs })],
      [done],
    ]);
    assert.deepEqual([await ask('one'), await ask('two'), sent()], ['rateLimit', 'rateLimit', 1]);
    resilience.reset();
    assert.deepEqual([await ask('two'), sent(), clock.pending], ['none', 2, 0]);
  });

  it('shares below the cache and above the ledger, by what is asked of whom', async () => {
    const { records, ask, sent } = pipeOver([[text('a'), done], [done]]);
    assert.deepEqual(await Promise.all([ask('one'), ask('one'), ask('two')]), ['none', 'none', 'none']);
    assert.deepEqual([sent(), records], [2, ['ok', 'ok']]);
  });
});
