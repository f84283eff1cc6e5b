import assert from 'node:assert/strict';
import { responsesWire } from '../../../src/openai/responsesWire.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { sse } from '../../support/scriptedReply.ts';
import { read as readOver } from './readStream.ts';

const read: typeof readOver = (pieces, options) => readOver(pieces, { wire: responsesWire, ...options });

const delta = (text: string): string => sse({ type: 'response.output_text.delta', delta: text });
const ended = (status: string, more: object = {}): string =>
  sse({ type: `response.${status}`, response: { object: 'response', status, model: 'm', ...more } });
const usage = (input: number, output: number): object => ({
  usage: { input_tokens: input, output_tokens: output },
});
const hello = delta('hello');
const end = ended('completed', usage(7, 3));
const said = (text: string) => ({
  output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
});

describe('A stream of the Responses wire', () => {
  it('with usage of the server reports it, else an estimate that says so', async () => {
    const withUsage = (await read([hello, end])).done;
    assert.deepEqual(
      [withUsage?.usage, withUsage?.usageEstimated, withUsage?.model],
      [usageOf(7, 3), false, 'm'],
    );
    const without = (await read([hello, ended('completed')])).done;
    assert.deepEqual([without?.usageEstimated, without?.usage.completionTokens], [true, 1]);
  });

  for (const [name, pieces, text] of [
    [
      'event lines',
      [`event: response.output_text.delta\n${hello}`, `event: response.completed\n${end}`],
      'hello',
    ],
    ['[DONE] after its end', [hello, end, sse('[DONE]')], 'hello'],
    [
      'unknown events',
      [sse({ type: 'response.created' }), sse({ type: 'keepalive' }), hello, sse({}), end],
      'hello',
    ],
    ['text in its last event only', [ended('completed', said('hello'))], 'hello'],
    ['its text again in its last event', [hello, ended('completed', said('hello'))], 'hello'],
    ['an error after its end', [hello, end, ended('failed')], 'hello'],
    ['nothing to say', [end], ''],
    ['reasoning alone', [ended('completed', { output: [{ type: 'reasoning', content: [] }] })], ''],
    [
      'reasoning in its last event',
      [
        ended('completed', {
          output: [{ content: [{ type: 'reasoning_text', text: 'hm' }] }, ...said('hello').output],
        }),
      ],
      'hello',
    ],
  ] as const) {
    it(`with ${name} is whole`, async () => {
      const reading = await read(pieces);
      assert.deepEqual(
        [reading.failure?.message, reading.text, reading.done?.finish],
        [undefined, text, 'stop'],
      );
    });
  }

  for (const [name, pieces, kind, truncation] of [
    ['ends before the answer does', [hello], 'truncated', 'streamEnded'],
    ['says [DONE] before the end', [hello, sse('[DONE]')], 'truncated', 'streamEnded'],
    ['has begun only', [sse({ type: 'response.created' })], 'truncated', 'streamEnded'],
    ['holds no event of its kind', [sse({ type: 'ping' })], 'protocol', undefined],
    ['goes on after its end', [hello, end, hello], 'protocol', undefined],
    ['is completed at its limit', [hello, ended('completed', usage(7, 4096))], 'truncated', 'tokenLimit'],
    [
      'is incomplete at its limit',
      [hello, ended('incomplete', { incomplete_details: { reason: 'max_output_tokens' } })],
      'truncated',
      'tokenLimit',
    ],
    [
      'spends its limit on reasoning',
      [ended('incomplete', { incomplete_details: { reason: 'max_output_tokens' } })],
      'truncated',
      'reasoningOnly',
    ],
    [
      'was filtered',
      [hello, ended('incomplete', { incomplete_details: { reason: 'content_filter' } })],
      'refused',
      undefined,
    ],
    ['is incomplete without a reason', [hello, ended('incomplete')], 'truncated', 'streamEnded'],
    [
      'is incomplete for the reason constructor',
      [hello, ended('incomplete', { incomplete_details: { reason: 'constructor' } })],
      'truncated',
      'streamEnded',
    ],
    ['was cancelled', [hello, ended('completed', { status: 'cancelled' })], 'truncated', 'streamEnded'],
    [
      'was cancelled and then completed',
      [hello, ended('completed', { status: 'cancelled' }), end],
      'truncated',
      'streamEnded',
    ],
    [
      'fails',
      [hello, ended('failed', { error: { code: 'server_error', message: 'x' } })],
      'server',
      undefined,
    ],
    [
      'fails for too many requests',
      [ended('failed', { error: { code: 'rate_limit_exceeded', message: 'x' } })],
      'rateLimit',
      undefined,
    ],
    ['fails without a reason', [hello, ended('failed')], 'server', undefined],
    [
      'holds an error',
      [hello, sse({ type: 'error', code: 'server_error', message: 'x' })],
      'server',
      undefined,
    ],
    ['declines', [sse({ type: 'response.refusal.delta', delta: 'No.' }), end], 'refused', undefined],
    [
      'declines in its last event',
      [ended('completed', { output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }] })],
      'refused',
      undefined,
    ],
    [
      'calls a tool only',
      [ended('completed', { output: [{ type: 'function_call' }] })],
      'protocol',
      undefined,
    ],
    [
      'calls a tool of its own kind only',
      [ended('completed', { output: [{ type: 'custom_tool_call' }] })],
      'protocol',
      undefined,
    ],
    ['ends without a response', [sse({ type: 'response.failed', response: null })], 'server', undefined],
  ] as const) {
    it(`that ${name} fails as ${truncation ?? kind}`, async () => {
      const { failure, done } = await read(pieces);
      assert.deepEqual([failure?.kind, failure?.truncation, done], [kind, truncation, undefined]);
    });
  }

  it('that fails without a reason may go well another time', async () => {
    assert.equal((await read([hello, ended('failed', { error: null })])).failure?.retryable, true);
  });

  it('counts both kinds of reasoning as life and keeps them apart from text', async () => {
    let life = 0;
    await read([sse({ type: 'response.created' })], { onContent: () => (life += 1) });
    assert.equal(life, 0);
    const reading = await read(
      [
        sse({ type: 'response.reasoning_summary_text.delta', delta: 'a' }),
        sse({ type: 'response.reasoning_text.delta', delta: 'b' }),
        hello,
        end,
      ],
      { onContent: () => (life += 1) },
    );
    assert.deepEqual([reading.reasoning, reading.text, life], ['ab', 'hello', 1]);
  });

  it('takes what a model says on its way for no part of the answer', async () => {
    const item = (phase: string | undefined): string =>
      sse({ type: 'response.output_item.added', item: { type: 'message', phase } });
    const reading = await read([item('commentary'), delta('I look.'), item('final_answer'), hello, end]);
    assert.deepEqual([reading.reasoning, reading.text], ['I look.', 'hello']);
    const between = [hello, item('commentary'), delta('I look.'), item('final_answer'), delta(' you'), end];
    const { reasoning, text } = await read(between);
    assert.deepEqual([reasoning, text], ['I look.', 'hello you']);
    const whole = { output: [{ phase: 'commentary', content: [{ type: 'output_text', text: 'I look.' }] }] };
    assert.equal((await read([ended('completed', whole)])).text, '');
  });
});

describe('A reply of the Responses wire that is one JSON object', () => {
  const json = (body: object) => read([JSON.stringify(body)], { contentType: 'application/json' });
  const response = (status: string, more: object = {}): object => ({ object: 'response', status, ...more });

  it('is read as a whole', async () => {
    const { text, done } = await json(response('completed', { ...said('hello'), ...usage(7, 3) }));
    assert.deepEqual([text, done?.usage], ['hello', usageOf(7, 3)]);
  });

  it('is not at its end because it is at its limit', async () => {
    const { failure } = await json(response('in_progress', usage(7, 4096)));
    assert.equal(failure?.truncation, 'streamEnded');
  });

  for (const [name, body, kind] of [
    ['still at work', response('in_progress'), 'truncated'],
    ['incomplete', response('incomplete', said('x')), 'truncated'],
    ['failed', response('failed', { error: { code: 'server_error', message: 'x' } }), 'server'],
    ['an error', { error: { message: 'no', code: 401 } }, 'auth'],
    ['something else', { hello: 1 }, 'protocol'],
  ] as const) {
    it(`fails as ${kind} when it is ${name}`, async () =>
      assert.equal((await json(body)).failure?.kind, kind));
  }
});
