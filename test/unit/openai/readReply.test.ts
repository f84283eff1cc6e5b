import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Answer } from '../../../src/openai/answer.ts';
import { chatWire } from '../../../src/openai/chatWire.ts';
import { readReply } from '../../../src/openai/readReply.ts';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { sse } from '../../support/scriptedReply.ts';
import { requestOf } from './readStream.ts';

const chunk = (content: string, finish: string | null = null): string =>
  sse({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const hello = chunk('hello');
const end = chunk('', 'stop');
const done = sse('[DONE]');
const usage = sse({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } });
const whole = (text: string): string =>
  JSON.stringify({ choices: [{ message: { content: text }, finish_reason: 'stop' }] });

/** A reply that is written while it is read, by somebody who may leave after the first events, and what became of it. */
function replyOf(
  contentType: string | undefined,
  { leaves = false, hasBody = true }: { readonly leaves?: boolean; readonly hasBody?: boolean } = {},
) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (isCancelled = true),
  });
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const clock = createManualClock();
  const abort = new AbortController();
  const life = { bytes: 0, content: 0 };
  const answer = new Answer({
    request: requestOf(),
    tokenLimit: 4096,
    scrub: (text) => text,
    requestId: undefined,
    outputBound: 200,
  });
  const batches = readReply(new Response(hasBody ? body : null, { headers }), {
    answer,
    wire: chatWire,
    signal: abort.signal,
    clock,
    onBytes: () => (life.bytes += 1),
    onContent: () => (life.content += 1),
  });
  const write = async (...pieces: readonly (string | Uint8Array)[]): Promise<void> => {
    for (const piece of pieces) {
      controller?.enqueue(typeof piece === 'string' ? Buffer.from(piece) : piece);
      await settled();
    }
  };
  const reading = (async (): Promise<string> => {
    const events: GenerationEvent[] = [];
    try {
      for await (const batch of batches) {
        events.push(...batch);
        if (leaves) break;
      }
    } catch (error) {
      return `failed: ${error instanceof Error ? error.message : String(error)}`;
    }
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    const last = events.at(-1);
    return `${text}${last?.type === 'done' ? (last.usageEstimated ? ' about' : ' exactly') : ''}`;
  })();
  return {
    reading,
    write,
    close: () => controller?.close(),
    fail: () => controller?.error(new Error('reset')),
    abort: () => abort.abort(new Error('given up')),
    clock,
    life,
    isCancelled: () => isCancelled,
    listeners: () => getEventListeners(abort.signal, 'abort').length,
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await setImmediate();
}

/** What reading these pieces comes to. */
async function outcomeOf(
  contentType: string | undefined,
  ...pieces: readonly (string | Uint8Array)[]
): Promise<string> {
  const { reading, write, close, isCancelled } = replyOf(contentType);
  await write(...pieces);
  if (!isCancelled()) close();
  return reading;
}

/** A text in two pieces that meet in the middle of its first `ö`. */
function halves(text: string): readonly [Uint8Array, Uint8Array] {
  const bytes = Buffer.from(text);
  const middle = bytes.indexOf('ö') + 1;
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}

const stream = 'text/event-stream';
const json = 'application/json';

describe('A reply that is read', () => {
  for (const type of [stream, 'text/event-stream ; charset=utf-8', 'Text/Event-Stream;charset=utf-8']) {
    it(`is a stream when it is called ${type}`, async () =>
      assert.equal(await outcomeOf(type, hello, end), 'hello about'));
  }

  for (const type of [json, 'application/json; charset=utf-8', 'application/problem+json']) {
    it(`is one object when it is called ${type}`, async () =>
      assert.equal(await outcomeOf(type, whole('hello')), 'hello about'));
  }

  for (const type of ['application/json-seq', 'x-application/json', 'text/html', 'application/xjson']) {
    it(`is none when it is called ${type}`, async () =>
      assert.equal(await outcomeOf(type, 'hello'), `failed: content type ${type}: hello`));
  }

  it('is none without a type', async () => {
    assert.equal(await outcomeOf(undefined, 'hello'), 'failed: content type missing: hello');
  });

  it('tells each arrival of bytes, and of text', async () => {
    const { reading, write, close, life } = replyOf(stream);
    await write(hello, ': ping\n\n', chunk(' you'), end);
    close();
    await reading;
    assert.deepEqual(life, { bytes: 4, content: 2 });
  });

  it('waits two seconds for the usage after the end, and leaves no timer', async () => {
    const { reading, write, close, clock } = replyOf(stream);
    await write(hello, end);
    assert.equal(clock.pending, 1);
    clock.pass(1999);
    await write(usage);
    assert.equal(clock.pending, 1);
    close();
    assert.deepEqual([await reading, clock.pending], ['hello exactly', 0]);
  });

  it('takes silence, a break and being given up after the end for the end', async () => {
    for (const how of ['silence', 'break', 'given up'] as const) {
      const { reading, write, fail, abort, clock, isCancelled, listeners } = replyOf(stream);
      await write(hello, end);
      if (how === 'silence') clock.pass(2000);
      else if (how === 'break') fail();
      else abort();
      assert.equal(await reading, 'hello about', how);
      assert.deepEqual([clock.pending, listeners(), isCancelled()], [0, 0, how !== 'break'], how);
    }
  });

  it('is let go at once when nothing can be read after the end', async () => {
    const { reading, write, isCancelled, clock } = replyOf(stream);
    await write(hello, end, Uint8Array.of(255));
    assert.deepEqual([isCancelled(), clock.pending], [true, 0]);
    assert.equal(await reading, 'hello about');
  });

  it('is read to its end after [DONE], so that its connection can be used again', async () => {
    const { reading, write, close, clock, isCancelled, listeners } = replyOf(stream);
    await write(hello, end, usage, done);
    assert.equal(await reading, 'hello exactly');
    assert.deepEqual([clock.pending, listeners()], [1, 0]);
    await write(': bye\n\n');
    close();
    await settled();
    assert.deepEqual([clock.pending, isCancelled()], [0, false]);
  });

  it('is let go a second after [DONE], and may break meanwhile', async () => {
    const silent = replyOf(stream);
    await silent.write(hello, end, done);
    await silent.reading;
    silent.clock.pass(999);
    assert.equal(silent.isCancelled(), false);
    silent.clock.pass(1);
    await settled();
    assert.deepEqual([silent.isCancelled(), silent.clock.pending], [true, 0]);
    const broken = replyOf(stream);
    await broken.write(hello, end, done);
    broken.fail();
    await settled();
    assert.deepEqual([await broken.reading, broken.clock.pending], ['hello about', 0]);
  });

  it('is let go at once when it fails', async () => {
    const { reading, write, isCancelled, listeners } = replyOf(stream);
    await write(hello, sse({ error: { message: 'no' } }));
    assert.deepEqual([await reading, isCancelled(), listeners()], ['failed: no', true, 0]);
  });

  it('is let go when its reader leaves', async () => {
    const { reading, write, isCancelled, listeners } = replyOf(stream, { leaves: true });
    await write(hello);
    assert.deepEqual([await reading, isCancelled(), listeners()], ['hello', true, 0]);
  });

  for (const type of [stream, json]) {
    it(`as ${type} is over at once when it is given up`, async () => {
      const { reading, write, abort, isCancelled } = replyOf(type);
      await write(type === stream ? hello : whole('hello'));
      abort();
      assert.deepEqual([await reading, isCancelled()], ['failed: given up', true]);
    });
  }
});

describe('A reply that is one JSON object', () => {
  it('keeps characters that are cut', async () => {
    assert.equal(await outcomeOf(json, ...halves(whole('wörld'))), 'wörld about');
  });

  it('tells each arrival of bytes', async () => {
    const { reading, write, close, life } = replyOf(json);
    await write(whole('hello').slice(0, 9), whole('hello').slice(9));
    close();
    await reading;
    assert.equal(life.bytes, 2);
  });

  it('may be twice as long as its text, for what is escaped', async () => {
    const full = whole('hello').padEnd(400);
    assert.equal(await outcomeOf(json, full), 'hello about');
    assert.match(await outcomeOf(json, `${full} `), /^failed: the reply is longer than 400 characters$/);
  });
});

describe('A reply of no use', () => {
  it('may have no body at all', async () => {
    assert.equal(await replyOf(stream, { hasBody: false }).reading, 'failed: the reply is empty');
  });

  it('is shown as far as 200 characters, without waiting for more', async () => {
    const { reading, write, isCancelled } = replyOf('text/html');
    await write('x'.repeat(200));
    assert.equal(await reading, `failed: content type text/html: ${'x'.repeat(200)}`);
    assert.equal(isCancelled(), true);
    const long = await outcomeOf('text/html', 'x'.repeat(300));
    assert.equal(long, `failed: content type text/html: ${'x'.repeat(200)}`);
  });

  it('is shown with characters that are cut', async () => {
    assert.equal(await outcomeOf('text/html', ...halves('schön')), 'failed: content type text/html: schön');
  });

  it('is not shown when it breaks', async () => {
    const { reading, write, fail } = replyOf('text/html');
    await write('x');
    fail();
    assert.equal(await reading, 'failed: content type text/html: ');
  });
});
