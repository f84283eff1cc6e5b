import assert from 'node:assert/strict';
import { systemClock } from '../../../src/provider/clock.ts';
import { cancelled, isProviderError, ProviderError, withPartialUsage } from '../../../src/provider/errors.ts';
import { withCancellation } from '../../../src/provider/cancellation.ts';
import { withMetering } from '../../../src/provider/metering.ts';
import type { RequestRecord } from '../../../src/provider/metering.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import type { LLMProvider } from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { done, events, fake, kindOf, never, options, request } from './fakeProvider.ts';

function pipeOver(stream: LLMProvider['stream']) {
  const records: RequestRecord[] = [];
  let now = 1_000_000;
  const pipe = createPipe(fake(stream), {
    metering: {
      record: (entry) => records.push(entry),
      clock: () => (now += 50),
      target: () => ({ host: 'host.example', model: 'configured' }),
    },
  });
  return { pipe, records };
}

describe('The pipe', () => {
  it('passes events through and records one complete request', async () => {
    const { pipe, records } = pipeOver(() =>
      events({ type: 'text', text: 'a' }, { type: 'text', text: 'b' }, done),
    );
    const answer = await pipe.generate(request, options(never));
    assert.deepEqual(answer, { text: 'ab', reasoning: '', done });
    assert.deepEqual(records, [
      {
        task: 'generate',
        model: 'served',
        host: 'host.example',
        usage: usageOf(10, 5),
        usageEstimated: false,
        outcome: 'ok',
        milliseconds: 50,
        startedAt: 1_000_050,
        correlationId: 'c-1',
      },
    ]);
    assert.deepEqual([pipe.name, await pipe.healthCheck(never)], ['fake', { ok: true, steps: [] }]);
  });

  it('has a place for an exact cache, above the ledger and below the cancellation', async () => {
    const order: string[] = [];
    const pipe = createPipe(
      fake(() => events(done)),
      {
        metering: {
          record: () => order.push('recorded'),
          clock: Date.now,
          target: () => ({ host: 'h', model: 'm' }),
        },
        cache: (provider) =>
          fake((asked, how) => {
            order.push('looked up');
            return provider.stream(asked, how);
          }),
      },
    );
    assert.equal(await kindOf(pipe.generate(request, options(AbortSignal.abort()))), 'cancelled');
    assert.deepEqual(order, []);
    await pipe.generate(request, options(never));
    assert.deepEqual(order, ['looked up', 'recorded']);
  });

  it('lets a health check look past its guards, and counts what that spends', async () => {
    const order: string[] = [];
    const attempt: LLMProvider = {
      ...fake(() => events(done)),
      async healthCheck(_, watch) {
        for await (const event of watch?.stream?.(request, options()) ?? []) order.push(event.type);
        return { ok: true, steps: [] };
      },
    };
    const pipe = createPipe(attempt, {
      metering: {
        record: ({ outcome }) => order.push(`recorded ${outcome}`),
        clock: Date.now,
        target: () => ({ host: 'h', model: 'm' }),
      },
    });
    assert.deepEqual(await pipe.healthCheck(never), { ok: true, steps: [] });
    assert.deepEqual(order, ['recorded ok', 'done']);
    assert.deepEqual(await withCancellation(attempt).healthCheck(never), { ok: true, steps: [] });
  });

  it('keeps reasoning apart from text', async () => {
    const unnamed = { ...done, model: '' };
    const { pipe, records } = pipeOver(() => events({ type: 'reasoning', text: 'hm' }, unnamed));
    const answer = await pipe.generate(request, options(never));
    assert.deepEqual([answer.text, answer.reasoning, records[0]?.model], ['', 'hm', 'configured']);
  });

  it('records a failure with what it cost', async () => {
    const failure = withPartialUsage(new ProviderError({ kind: 'truncated', detail: 'cut' }), usageOf(3, 4));
    const { pipe, records } = pipeOver(() => events({ type: 'usage', usage: usageOf(3, 4) }, failure));
    assert.equal(await kindOf(pipe.generate(request, options(never))), 'truncated');
    assert.deepEqual(
      [records.length, records[0]?.outcome, records[0]?.usage, records[0]?.usageEstimated],
      [1, 'truncated', usageOf(3, 4), false],
    );
  });

  it('counts by itself what a failure did not tell', async () => {
    const { pipe, records } = pipeOver(() =>
      events(
        { type: 'text', text: 'some words here' },
        new ProviderError({ kind: 'network', detail: 'gone' }),
      ),
    );
    assert.equal(await kindOf(pipe.generate(request, options(never))), 'network');
    assert.equal(records[0]?.usageEstimated, true);
    assert.ok((records[0]?.usage.promptTokens ?? 0) > 5);
    assert.equal(records[0]?.usage.completionTokens, 3);
  });

  it('records a failure before any answer as free, and a bug as unknown', async () => {
    const { pipe, records } = pipeOver(() => events(new Error('bug')));
    assert.match(await kindOf(pipe.generate(request, options(never))), /bug/);
    assert.deepEqual([records[0]?.outcome, records[0]?.usage], ['unknown', usageOf(0, 0)]);
  });

  it('records a request that its reader left as cancelled', async () => {
    const { pipe, records } = pipeOver(() => events({ type: 'text', text: 'a' }, done));
    for await (const event of pipe.stream(request, options(never))) {
      assert.equal(event.type, 'text');
      break;
    }
    assert.deepEqual(
      records.map(({ outcome }) => outcome),
      ['cancelled'],
    );
  });

  it('says that a stream without its last event is broken', async () => {
    const { pipe } = pipeOver(() => events({ type: 'text', text: 'a' }));
    assert.equal(await kindOf(pipe.generate(request, options(never))), 'protocol');
  });

  it('sends nothing when it is cancelled before it begins', async () => {
    let begun = 0;
    const { pipe } = pipeOver(() => {
      begun += 1;
      return events(done);
    });
    assert.equal(await kindOf(pipe.generate(request, options(AbortSignal.abort()))), 'cancelled');
    assert.equal(begun, 0);
  });

  it('cancels at once even when the layers below hang and fail later', async () => {
    const cancel = new AbortController();
    let failLate = (): void => undefined;
    const { pipe } = pipeOver(() => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise((_, reject) => (failLate = () => reject(new Error('late')))),
        return: () => Promise.reject(new Error('cannot end')),
      }),
    }));
    const answer = kindOf(pipe.generate(request, options(cancel.signal)));
    await new Promise((resolve) => setImmediate(resolve));
    const startedAt = performance.now();
    cancel.abort();
    assert.equal(await answer, 'cancelled');
    assert.ok(performance.now() - startedAt < 100);
    failLate();
    await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would end this run
  });

  it('gives the last event to a reader who cancels after it', async () => {
    const cancel = new AbortController();
    const { pipe, records } = pipeOver(() => events(done));
    const seen: string[] = [];
    for await (const event of pipe.stream(request, options(cancel.signal))) {
      seen.push(event.type);
      cancel.abort();
    }
    assert.deepEqual([seen, records[0]?.outcome], [['done'], 'ok']);
  });

  it('does not mind layers below that cannot end', async () => {
    const cancel = new AbortController();
    const stuck = withCancellation(
      fake(() => ({
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => undefined),
          return: () => Promise.reject(new Error('cannot end')),
        }),
      })),
    );
    const answer = kindOf(stuck.generate(request, options(cancel.signal)));
    cancel.abort();
    assert.equal(await answer, 'cancelled');
  });

  it('meters a whole answer like a stream', async () => {
    const records: string[] = [];
    const metered = withMetering(
      fake(() => events(done)),
      {
        record: ({ outcome }) => records.push(outcome),
        clock: Date.now,
        target: () => ({ host: 'h', model: 'm' }),
      },
    );
    assert.equal((await metered.generate(request, options(never))).done, done);
    assert.deepEqual(records, ['ok']);
  });

  it('turns what is not an error into one', async () => {
    const strange: LLMProvider['stream'] = () => ({
      // oxlint-disable-next-line prefer-promise-reject-errors -- this is what is tested
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject('text') }),
    });
    const { pipe } = pipeOver(strange);
    await assert.rejects(pipe.generate(request, options(never)), Error);
    const iterator = pipe.stream(request, options(never))[Symbol.asyncIterator]();
    assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
  });
});

describe('A failure', () => {
  it('is known by its kind, not by its class', () => {
    assert.equal(isProviderError(cancelled()), true);
    assert.equal(
      isProviderError(Object.assign(new Error('x'), { name: 'ProviderError', kind: 'auth' })),
      true,
    );
    assert.equal(isProviderError(new Error('x')), false);
    assert.equal(isProviderError({ name: 'ProviderError', kind: 'auth' }), false);
  });

  it('keeps everything it knew when its cost is added, and its own count when it has one', () => {
    const whole = new ProviderError({
      kind: 'rateLimit',
      detail: 'd',
      retryable: true,
      retryAfterMs: 5,
      status: 429,
      requestId: 'r',
      timer: 'idle',
      tokens: { sent: 1, limit: 2 },
      cause: 'c',
    });
    const added = withPartialUsage(whole, usageOf(1, 1));
    const facts = (error: ProviderError) => Object.entries(error).filter(([name]) => name !== 'partialUsage');
    assert.deepEqual(facts(added), facts(whole));
    assert.deepEqual([added.message, added.cause, added.partialUsage], ['d', 'c', usageOf(1, 1)]);
    assert.equal(withPartialUsage(added, usageOf(9, 9)), added);
  });
});

describe('The computer’s clock', () => {
  it('goes on, rings, and can be stopped', async () => {
    const before = systemClock.now();
    const rung: string[] = [];
    systemClock.setTimeout(() => rung.push('stopped'), 1)();
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 5));
    assert.deepEqual(rung, []);
    assert.ok(systemClock.now() > before);
  });
});
