import assert from 'node:assert/strict';
import { createCapabilityBook } from '../../../src/openai/capabilityBook.ts';
import type { CapabilityBook } from '../../../src/openai/capabilityBook.ts';
import { keyHeaders } from '../../../src/openai/keyHeaders.ts';
import type { GenerationRequest } from '../../../src/provider/provider.ts';
import { chatAnswer, stall, status } from '../../support/scriptedReply.ts';
import type { StatusReply } from '../../support/scriptedReply.ts';
import { startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { callOptions, coreAt, failureOf } from './providerAt.ts';

const request: GenerationRequest = {
  task: 'explain',
  system: '',
  context: [],
  prompt: 'Say ok.',
  history: [],
  format: { kind: 'jsonSchema', name: 'words', schema: { type: 'object' } },
};

function refusal(param: string, code = 'unsupported_value'): StatusReply {
  return status(400, { error: { message: 'no', type: 'invalid_request_error', param, code } });
}

const wholeAnswer = status(200, {
  object: 'chat.completion',
  model: 'scripted',
  choices: [{ index: 0, message: { role: 'assistant', content: 'whole' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 1 },
});

describe('A server that refuses a parameter', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  let book: CapabilityBook;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => {
    server.reset();
    book = createCapabilityBook({ get: () => undefined, set: async () => undefined }, Date.now);
  });
  after(() => server.stop());

  const bodies = (): readonly Record<string, unknown>[] =>
    server.requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const has = (name: string): readonly boolean[] => bodies().map((body) => name in body);

  for (const parameter of ['temperature', 'stream_options', 'response_format']) {
    it(`is asked once more within the attempt without ${parameter}, and never again with it`, async () => {
      const { core, lines } = coreAt(server.url, { book });
      server.reply(refusal(parameter), chatAnswer('one'), chatAnswer('two'));
      assert.equal((await core.generate(request, callOptions())).text, 'one');
      assert.deepEqual(has(parameter), [true, false]);
      assert.deepEqual(
        lines.map(({ outcome }) => outcome),
        ['ok'],
        'one attempt',
      );
      assert.equal((await core.generate(request, callOptions())).text, 'two');
      assert.deepEqual(has(parameter), [true, false, false]);
      const { model, ...rest } = bodies()[0] ?? {};
      assert.equal(model, 'scripted');
      assert.deepEqual(Object.keys(bodies()[1] ?? {}).length, Object.keys(rest).length);
    });
  }

  it('is asked with the other name of the token limit', async () => {
    const { core } = coreAt(server.url, { book });
    server.reply(refusal('max_tokens', 'unsupported_parameter'), chatAnswer('one'));
    await core.generate(request, callOptions());
    assert.deepEqual(has('max_tokens'), [true, false]);
    assert.deepEqual(has('max_completion_tokens'), [false, true]);
  });

  it('is asked for a whole answer when it does not let us stream, however long that takes', async () => {
    const timeouts = { headersMs: 200, firstTokenMs: 200, idleMs: 200, totalMs: 5000 };
    const { core } = coreAt(server.url, { book, config: { timeouts } });
    const late = { ...wholeAnswer, headersDelayMs: 500 };
    server.reply(refusal('stream'), late, late);
    for (const told of ['the first time', 'and from then on'])
      assert.equal((await core.generate(request, callOptions())).text, 'whole', told);
    assert.deepEqual(
      bodies().map(({ stream }) => stream),
      [true, false, false],
    );
    assert.deepEqual(has('stream_options'), [true, false, false]);
  });

  it('is not asked a second time for a whole answer that the transport gave up, as it is for a stream', async () => {
    const giveUp = (): Promise<Response> => {
      const cause = Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    };
    const outcome = async (): Promise<readonly unknown[]> => {
      const { core } = coreAt(server.url, { book, fetch: giveUp });
      const { kind, timer, retryable } = await failureOf(core.generate(request, callOptions()));
      return [kind, timer, retryable];
    };
    assert.deepEqual(await outcome(), ['timeout', 'headers', true]);
    book.learn(server.url, 'scripted', { canStream: false });
    assert.deepEqual(await outcome(), ['timeout', 'headers', false]);
  });

  it('teaches for its model alone', async () => {
    const { core } = coreAt(server.url, { book });
    server.reply(refusal('temperature'), chatAnswer('one'), chatAnswer('two'));
    await core.generate(request, callOptions());
    await core.generate({ ...request, model: 'another' }, callOptions());
    assert.deepEqual(has('temperature'), [true, false, true]);
  });

  it('fails with its own words when it refuses the same again', async () => {
    const { core } = coreAt(server.url, { book });
    server.reply(refusal('temperature'), refusal('temperature'));
    const failure = await failureOf(core.generate(request, callOptions()));
    assert.deepEqual([failure.kind, server.requests.length], ['badRequest', 2]);
  });

  it('is not asked again once the person gave up', async () => {
    const { core } = coreAt(server.url, { book });
    const abort = new AbortController();
    server.reply(refusal('temperature'), () => {
      abort.abort();
      return stall;
    });
    const failure = await failureOf(core.generate(request, callOptions(abort.signal)));
    assert.deepEqual([failure.kind, server.requests.length], ['cancelled', 2]);
  });

  it('is asked as a person says it wants to be asked', async () => {
    const host = new URL(server.url).host;
    const capabilities = { [host]: { temperature: false, streamOptions: false, jsonSchema: false } };
    const { core } = coreAt(server.url, { book, config: { capabilities } });
    server.reply(chatAnswer('one'));
    await core.generate(request, callOptions());
    const body = bodies()[0] ?? {};
    assert.deepEqual(Object.keys(body).toSorted(), ['max_tokens', 'messages', 'model', 'stream']);
  });
});

describe('The header of a key', () => {
  it('is the one its host reads', () => {
    assert.deepEqual(keyHeaders('https://a.openai.azure.com/openai/v1', 'k'), { 'api-key': 'k' });
    assert.deepEqual(keyHeaders('https://api.openai.com/v1', 'k'), { authorization: 'Bearer k' });
    assert.deepEqual(keyHeaders('http://127.0.0.1:1/v1', undefined), {});
  });
});
