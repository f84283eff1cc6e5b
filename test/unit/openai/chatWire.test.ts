import assert from 'node:assert/strict';
import { usageOf } from '../../../src/provider/usage.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { sse } from '../../support/scriptedReply.ts';
import { read, requestOf } from './readStream.ts';
import { recorded } from './recordings.ts';

const chunk = (delta: object, finish?: string | null, index?: number): string =>
  sse({
    model: 'm',
    choices: [
      {
        ...(index !== undefined && { index }),
        delta,
        ...(finish !== undefined && { finish_reason: finish }),
      },
    ],
  });
const usage = (prompt: number, completion: number): string =>
  sse({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } });

const hello = chunk({ content: 'hello' }, null, 0);
const end = chunk({}, 'stop', 0);

describe('A stream', () => {
  it('with usage of the server reports it, else an estimate that says so', async () => {
    const withUsage = (await read([hello, end, usage(7, 3), sse('[DONE]')])).done;
    assert.deepEqual(
      [withUsage?.usage, withUsage?.usageEstimated, withUsage?.model],
      [usageOf(7, 3), false, 'm'],
    );
    const without = (await read([hello, end, sse('[DONE]')])).done;
    assert.deepEqual([without?.usageEstimated, without?.usage.completionTokens], [true, 1]);
  });

  for (const [name, pieces, text] of [
    ['comments and blank events', [':\n\n', ': ping\n\n', 'data: \n\n', hello, ':\n\n', end], 'hello'],
    ['CRLF line ends', [hello.replaceAll('\n', '\r\n'), end.replaceAll('\n', '\r\n')], 'hello'],
    ['no index', [chunk({ content: 'hello' }), chunk({}, 'stop')], 'hello'],
    ['content null', [chunk({ role: 'assistant', content: null }, null, 0), hello, end], 'hello'],
    ['text beside its end', [chunk({ content: 'hello' }, 'stop', 0)], 'hello'],
    ['an empty choice beside the usage', [hello, end, sse({ choices: [{ index: 0, delta: {} }] })], 'hello'],
    ['an unknown event after its end', [hello, end, 'event: x\ndata: nonsense\n\n'], 'hello'],
    ['an error after its end', [hello, end, sse({ error: { message: 'late' } })], 'hello'],
    ['an error event after its end', [hello, end, 'event: error\ndata: {"message":"late"}\n\n'], 'hello'],
    ['bytes that are not UTF-8 after its end', [hello, end, Uint8Array.of(255, 255)], 'hello'],
    ['an endless event after its end', [hello, end, `data: ${'x'.repeat(4_200_000)}`], 'hello'],
    [
      'an empty choice beside an open one',
      [hello, chunk({ content: 'x' }, null, 1), end, chunk({}, null, 0), chunk({}, 'stop', 1)],
      'hello',
    ],
    ['a list of no tools', [chunk({ content: '', tool_calls: [] }, null, 0), end], ''],
    ['no error', [sse({ error: null, detail: null, choices: [] }), hello, end], 'hello'],
    ['the end eos_token', [hello, chunk({}, 'eos_token', 0)], 'hello'],
    ['a byte order mark', ['\u{feff}', hello, end], 'hello'],
    ['two choices', [hello, chunk({ content: 'other' }, null, 1), end, chunk({}, 'stop', 1)], 'hello'],
    ['no delta at its end', [hello, sse({ choices: [{ finish_reason: 'stop' }] })], 'hello'],
    ['nothing to say', [chunk({ content: '' }, null, 0), end], ''],
  ] as const) {
    it(`with ${name} is whole`, async () => {
      const reading = await read(pieces);
      assert.deepEqual(
        [reading.failure?.message, reading.text, reading.done?.finish],
        [undefined, text, 'stop'],
      );
    });
  }

  for (const [name, pieces, kind] of [
    ['ends before the answer does', [hello], 'truncated'],
    ['says [DONE] before the end', [hello, sse('[DONE]')], 'truncated'],
    ['holds half an event', [hello, end.slice(0, -1)], 'truncated'],
    ['leaves a choice open', [hello, chunk({ content: 'x' }, null, 1), end], 'truncated'],
    ['begins a choice after its end', [hello, end, chunk({ content: 'x' }, null, 1)], 'protocol'],
    ['has begun only', [chunk({ role: 'assistant' }, null, 0)], 'truncated'],
    ['calls a tool and stops', [chunk({ tool_calls: [{ id: 'a' }] }), end], 'protocol'],
    ['ends with a tool call that is missing', [chunk({}, 'tool_calls', 0)], 'protocol'],
    ['ends with a function that is missing', [chunk({}, 'function_call', 0)], 'protocol'],
    ['holds an event in the middle that is not JSON', [hello, sse('nonsense'), end], 'protocol'],
    ['is empty', [], 'protocol'],
    ['holds comments only', [': a\n\n'], 'protocol'],
    ['is a page of HTML', ['<html>\n\n<body>\n\n'], 'protocol'],
    ['holds an event that is not JSON', [sse('nonsense')], 'protocol'],
    ['holds an event that is not an object', [sse('[1]')], 'protocol'],
    ['is not UTF-8', [hello, Uint8Array.of(100, 97, 255)], 'protocol'],
    ['goes on after its end', [hello, end, hello], 'protocol'],
    ['holds an event without end', [`data: ${'x'.repeat(4_200_000)}`], 'truncated'],
    ['calls a tool only', [chunk({ tool_calls: [{ id: 'a' }] }), chunk({}, 'tool_calls')], 'protocol'],
    ['has no first choice', [chunk({ content: 'x' }, 'stop', 1)], 'protocol'],
    ['ends for an unknown reason', [hello, chunk({}, 'tired', 0)], 'protocol'],
    ['ends with the reason constructor', [hello, chunk({}, 'constructor', 0)], 'protocol'],
    ['reached its limit', [hello, chunk({}, 'length', 0)], 'truncated'],
    ['was filtered', [hello, chunk({}, 'content_filter', 0)], 'refused'],
    ['declines', [chunk({ refusal: 'No.' }), chunk({}, 'stop')], 'refused'],
    ['ends with the error of OpenRouter', [hello, chunk({}, 'error', 0)], 'server'],
  ] as const) {
    it(`that ${name} fails as ${kind}`, async () => {
      const reading = await read(pieces);
      assert.deepEqual([reading.failure?.kind, reading.done], [kind, undefined]);
    });
  }

  for (const [reason, truncation] of [
    ['length', 'tokenLimit'],
    ['max_tokens', 'tokenLimit'],
    ['abort', 'streamEnded'],
    ['content_filter', undefined],
  ] as const) {
    it(`that ends for ${reason} is ${truncation ?? 'no truncated one'}, with text or without`, async () => {
      const withText = (await read([hello, chunk({}, reason, 0)])).failure;
      assert.deepEqual(
        [withText?.kind, withText?.truncation],
        [truncation === undefined ? 'refused' : 'truncated', truncation],
      );
      const without = (await read([chunk({}, reason, 0)])).failure;
      assert.equal(without?.truncation, truncation === 'tokenLimit' ? 'reasoningOnly' : truncation);
    });
  }

  it('with a function call of old ends as a tool call', async () => {
    assert.equal((await read([hello, chunk({}, 'function_call', 0)])).done?.finish, 'toolCalls');
  });

  it('with text and a tool call ends as a tool call', async () => {
    assert.equal((await read([hello, chunk({}, 'tool_calls', 0)])).done?.finish, 'toolCalls');
  });

  it('keeps reasoning apart from text under both names it has', async () => {
    const reading = await read([
      chunk({ reasoning_content: 'a' }),
      chunk({ reasoning: 'b', content: 'c' }),
      end,
    ]);
    assert.deepEqual([reading.reasoning, reading.text], ['ab', 'c']);
  });

  it('counts text and reasoning as life, nothing else', async () => {
    const life = async (...pieces: readonly string[]): Promise<boolean> => {
      let isAlive = false;
      await read(pieces, { onContent: () => (isAlive = true) });
      return isAlive;
    };
    assert.equal(await life(': x\n\n', chunk({ role: 'assistant' }), chunk({ content: '' }), end), false);
    assert.equal(await life(hello), true);
    assert.equal(await life(chunk({ reasoning: 'r' })), true);
  });

  it('without end is cut at 4 MB', async () => {
    const long = chunk({ content: 'x'.repeat(900_000) });
    const reading = await read([long, long, long, long, long, long], {});
    assert.deepEqual([reading.failure?.kind, reading.failure?.truncation], ['truncated', 'outputBound']);
    assert.ok(reading.text.length <= 4 * 1024 * 1024);
  });

  it('that hangs after its end is whole two seconds later', async () => {
    const clock = createManualClock();
    const reading = read([hello, end], { end: 'hang', clock });
    await new Promise((resolve) => setTimeout(resolve, 20));
    clock.pass(2000);
    assert.equal((await reading).done?.finish, 'stop');
  });

  it('that hangs after [DONE] is whole at once', async () => {
    const clock = createManualClock();
    assert.equal((await read([hello, end, sse('[DONE]')], { end: 'hang', clock })).done?.finish, 'stop');
    clock.pass(1000); // the connection is given up
    assert.equal(clock.pending, 0);
  });

  it('stops being read when it is aborted', async () => {
    const abort = new AbortController();
    const reading = read([hello], { end: 'hang', signal: abort.signal });
    setTimeout(() => abort.abort(new Error('stop')), 10);
    await assert.rejects(reading, /stop/);
  });

  for (const [name, payload, kind] of [
    // Sources: servers.md of the design notes (recorded), OpenRouter's and vLLM's public documents.
    ['LiteLLM', { error: { message: 'Upstream gone', type: null, param: null, code: '500' } }, 'server'],
    [
      'llama.cpp',
      { error: { code: 400, message: 'too long', type: 'exceed_context_size_error' } },
      'contextTooLong',
    ],
    ['OpenRouter', { error: { code: 429, message: 'slow down' }, choices: [] }, 'rateLimit'],
    ['vLLM', { object: 'error', message: 'bad', type: 'BadRequestError', code: 400 }, 'badRequest'],
    ['FastAPI', { detail: 'Invalid API key' }, 'server'],
    ['a plain text', { error: 'out of memory' }, 'server'],
    ['OpenAI', { error: { message: 'bad', type: 'invalid_request_error', code: null } }, 'badRequest'],
  ] as const) {
    it(`with an error in the manner of ${name} fails as ${kind}`, async () => {
      const reading = await read([hello, sse(payload)]);
      assert.deepEqual([reading.text, reading.failure?.kind], ['hello', kind]);
    });
  }

  it('with an error event fails whatever its payload looks like', async () => {
    assert.equal(
      (await read(['event: error\ndata: {"message":"x","code":503}\n\n'])).failure?.kind,
      'server',
    );
    assert.equal((await read(['event: error\ndata: oops\n\n'])).failure?.message, 'oops');
    assert.equal((await read(['event: error\ndata: {"error":{"code":401}}\n\n'])).failure?.kind, 'auth');
  });

  it('whose server read much less than was sent is not whole', async () => {
    const request = requestOf({ prompt: 'several words of a long prompt '.repeat(100) });
    const cutByServer = await read([hello, end, usage(256, 1)], { request });
    assert.equal(cutByServer.failure?.kind, 'truncated');
    assert.deepEqual(cutByServer.failure?.partialUsage, usageOf(256, 1));
    assert.equal((await read([hello, end, usage(590, 1)], { request })).done?.finish, 'stop');
    assert.equal((await read([hello, end, usage(0, 1)], { request })).done?.finish, 'stop');
  });

  it('reports usage once when the server repeats it, and ignores nonsense in it', async () => {
    const reading = await read([hello, usage(7, 3), end, usage(7, 3), sse({ usage: { prompt_tokens: -1 } })]);
    assert.equal(reading.events.filter(({ type }) => type === 'usage').length, 1);
    assert.deepEqual(reading.done?.usage, usageOf(7, 3));
  });
});

describe('A reply that is no stream', () => {
  const json = (body: unknown, contentType = 'application/json; charset=utf-8') =>
    read([typeof body === 'string' ? body : JSON.stringify(body)], { contentType });

  it('but one JSON answer is read as a whole', async () => {
    const reading = await read([recorded('llama-chat-whole.json')], { contentType: 'application/json' });
    assert.equal(reading.text, 'Hello! How can I assist you today?');
    assert.deepEqual(reading.done?.usage, usageOf(22, 10));
  });

  for (const [name, body, kind] of [
    ['an error', { error: { message: 'no', code: 401 } }, 'auth'],
    ['an answer without end', { choices: [{ message: { content: 'x' }, finish_reason: null }] }, 'truncated'],
    [
      'an answer cut short',
      { choices: [{ message: { content: 'x' }, finish_reason: 'length' }] },
      'truncated',
    ],
    ['something else', { hello: 1 }, 'protocol'],
    ['half an answer', '{"choices":[{"mess', 'protocol'],
    ['a list', '[]', 'protocol'],
    ['null', 'null', 'protocol'],
    ['choices that are none', { choices: [null, 3, 'x'] }, 'protocol'],
  ] as const) {
    it(`but ${name} in JSON fails as ${kind}`, async () =>
      assert.equal((await json(body)).failure?.kind, kind));
  }

  it('but a page or nothing known fails with its beginning', async () => {
    const page = await json(`<html>${'x'.repeat(1000)}`, 'text/html');
    assert.equal(page.failure?.kind, 'protocol');
    assert.match(page.failure?.message ?? '', /^content type text\/html: <html>x+/);
    assert.ok((page.failure?.message.length ?? 0) < 300);
    assert.match((await json('hi', '')).failure?.message ?? '', /content type missing: hi/);
    const broken = await read(['x'], { contentType: 'text/html', end: 'error' });
    assert.equal(broken.failure?.kind, 'protocol');
  });

  it('but JSON without end is cut', async () => {
    const piece = 'x'.repeat(1_000_000);
    const reading = await read(
      Array.from({ length: 12 }, () => piece),
      { contentType: 'application/json' },
    );
    assert.equal(reading.failure?.truncation, 'outputBound');
  });
});

describe('An answer from a server that is odd or lies', () => {
  const end = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';

  it('keeps the texts of a list of parts', async () => {
    const part =
      'data: {"choices":[{"delta":{"content":[{"type":"text","text":"let"},{"type":"text","text":" x"},null]}}]}\n\n';
    const { text, done } = await read([part, end]);
    assert.deepEqual([text, done?.finish], ['let x', 'stop']);
  });

  it('counts itself when the counts cannot be true', async () => {
    for (const count of [9007199254740991, 1e12, -5, 1.5]) {
      const usage = `data: {"choices":[],"usage":{"prompt_tokens":${count},"completion_tokens":1}}\n\n`;
      const { done } = await read(['data: {"choices":[{"delta":{"content":"x"}}]}\n\n', end, usage]);
      assert.equal(done?.usageEstimated, true, String(count));
    }
  });
});
