import assert from 'node:assert/strict';
import { observed } from '../../../src/provider/observedStream.ts';
import type { ObservedStream } from '../../../src/provider/observedStream.ts';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { done, events, failure, settled, text } from './fakeProvider.ts';

/** A stream of these events with what was told of it. */
function watch(...all: readonly (GenerationEvent | Error)[]) {
  const told: unknown[] = [];
  const stream: ObservedStream = {
    events: events(...all),
    onEvent: (event) => told.push(event),
    onEnd: (end) => told.push(end),
  };
  return { told, stream };
}

describe('A stream that is watched', () => {
  it('is passed on unchanged, and its end is known with its last event', async () => {
    const { told, stream } = watch(text('a'), done);
    const reader = observed(() => stream)[Symbol.asyncIterator]();
    assert.deepEqual(told, []);
    assert.deepEqual(await reader.next(), { done: false, value: text('a') });
    assert.deepEqual(await reader.next(), { done: false, value: done });
    assert.deepEqual(told, [text('a'), done, { kind: 'done', event: done }]);
    assert.deepEqual(await reader.next(), { done: true, value: undefined });
    await reader.return?.();
    assert.equal(told.length, 3);
  });

  it('tells nothing of what comes after the last event', async () => {
    const { told, stream } = watch(done, text('late'));
    for await (const event of observed(() => stream)) assert.ok(event);
    assert.deepEqual(told, [done, { kind: 'done', event: done }]);
  });

  it('fails with the failure it told', async () => {
    const error = failure('server');
    const { told, stream } = watch(error);
    const reader = observed(() => stream)[Symbol.asyncIterator]();
    await assert.rejects(reader.next(), error);
    await reader.return?.();
    assert.deepEqual(told, [{ kind: 'failed', error }]);
  });

  it('may fail after its end, and that is told to nobody', async () => {
    const { told, stream } = watch(done, failure('network'));
    const reader = observed(() => stream)[Symbol.asyncIterator]();
    await reader.next();
    await assert.rejects(reader.next(), { kind: 'network' });
    assert.deepEqual(told, [done, { kind: 'done', event: done }]);
  });

  it('may end without its last event', async () => {
    const { told, stream } = watch(text('a'));
    for await (const event of observed(() => stream)) assert.ok(event);
    assert.deepEqual(told, [text('a'), { kind: 'unfinished' }]);
  });

  it('may be left by its reader, which ends its source', async () => {
    const { told, stream } = watch(text('a'), text('b'), done);
    for await (const event of observed(() => stream)) {
      assert.deepEqual(event, text('a'));
      break;
    }
    assert.deepEqual(told, [text('a'), { kind: 'left' }]);
    assert.deepEqual(await stream.events[Symbol.asyncIterator]().next(), { done: true, value: undefined });
  });

  it('needs nobody who hears of its events', async () => {
    const ends: string[] = [];
    const stream: ObservedStream = { events: events(text('a'), done), onEnd: ({ kind }) => ends.push(kind) };
    for await (const event of observed(() => stream)) assert.ok(event);
    assert.deepEqual(ends, ['done']);
  });

  it('is opened when its first event is asked for, and passes on why that failed', async () => {
    let opened = 0;
    const stream = observed(() => {
      opened += 1;
      throw failure('circuitOpen');
    });
    const reader = stream[Symbol.asyncIterator]();
    assert.equal(opened, 0);
    await assert.rejects(reader.next(), { kind: 'circuitOpen' });
    assert.equal(opened, 1);
  });

  it('that opens after its reader left is not begun, but ended', async () => {
    const { told, stream } = watch(text('a'), done);
    const opening = Promise.withResolvers<ObservedStream>();
    const reader = observed(() => opening.promise)[Symbol.asyncIterator]();
    const first = reader.next();
    assert.deepEqual(await reader.return?.(), { done: true, value: undefined });
    opening.resolve(stream);
    assert.deepEqual(await first, { done: true, value: undefined });
    assert.deepEqual(told, [{ kind: 'left' }]);
    await settled();
    assert.deepEqual(await stream.events[Symbol.asyncIterator]().next(), { done: false, value: text('a') });
  });

  it('whose source cannot be left is left all the same', async () => {
    const ends: string[] = [];
    const source = { next: () => Promise.resolve({ done: false as const, value: text('a') }) };
    const stream: ObservedStream = {
      events: { [Symbol.asyncIterator]: () => source },
      onEnd: ({ kind }) => ends.push(kind),
    };
    const reader = observed(() => stream)[Symbol.asyncIterator]();
    await reader.next();
    assert.deepEqual(await reader.return?.(), { done: true, value: undefined });
    assert.deepEqual(ends, ['left']);
  });
});
