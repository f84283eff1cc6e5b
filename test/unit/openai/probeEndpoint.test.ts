import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readModelEntry } from '../../../src/openai/modelEntry.ts';
import { learnedFromFacts, probeEndpoint } from '../../../src/openai/probeEndpoint.ts';
import { ApiKey } from '../../../src/provider/apiKey.ts';
import type { ModelFacts } from '../../../src/provider/modelFacts.ts';
import { status } from '../../support/scriptedReply.ts';
import type { Reply } from '../../support/scriptedReply.ts';
import { startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { canary, failureOf } from './providerAt.ts';

const never = new AbortController().signal;

describe('An entry of a list of models', () => {
  for (const [server, entry, facts] of [
    // https://github.com/modal-labs/modal-examples/issues/843
    ['vLLM', { id: 'm', owned_by: 'vllm', max_model_len: 8096 }, { contextWindow: 8096 }],
    // recorded on the wire
    [
      'llama.cpp',
      { id: 'm', owned_by: 'llamacpp', meta: { n_ctx: 1024, n_ctx_train: 32768 } },
      { contextWindow: 1024 },
    ],
    // https://openrouter.ai/docs/models
    [
      'OpenRouter',
      {
        id: 'm',
        context_length: 400000,
        architecture: { output_modalities: ['text'] },
        pricing: { prompt: '0.00000075', completion: '0.0000045', request: '0' },
        top_provider: { max_completion_tokens: 128000 },
        supported_parameters: ['max_tokens', 'reasoning'],
        expiration_date: '2027-05-01T00:00:00Z',
      },
      {
        contextWindow: 400000,
        maxOutput: 128000,
        price: { input: 0.75, output: 4.5 },
        shutsDownOn: '2027-05-01',
        reasoning: true,
        jsonSchema: false,
      },
    ],
    [
      'OpenRouter, free',
      { id: 'm', pricing: { prompt: '0', completion: '0' } },
      { price: { input: 0, output: 0 } },
    ],
    ['OpenRouter, whatever it costs', { id: 'm', pricing: { prompt: '-1', completion: '-1' } }, {}],
    ['OpenAI', { id: 'm', owned_by: 'system', shutdown_date: '2027-04-01' }, { shutsDownOn: '2027-04-01' }],
    ['OpenAI, without an end', { id: 'm', shutdown_date: null }, {}],
    // https://www.lmstudio.ai/docs/api/rest-api
    [
      'LM Studio',
      { id: 'm', type: 'embeddings', max_context_length: 2048 },
      { contextWindow: 2048, writesText: false },
    ],
    [
      'a maker of pictures',
      { id: 'm', architecture: { output_modalities: ['image'] } },
      { writesText: false },
    ],
  ] as const) {
    it(`of ${server} is read`, () => assert.deepEqual(readModelEntry(entry), { id: 'm', ...facts }));
  }

  it('that is none is left out, and nonsense in it says nothing', () => {
    for (const entry of [null, 'm', [], {}, { id: '' }, { id: 5 }, { id: 'a\nb' }])
      assert.equal(readModelEntry(entry), undefined);
    const nonsense = {
      id: 'm',
      meta: 5,
      max_model_len: -1,
      context_length: '8k',
      context_window: 1e300,
      pricing: { prompt: 'cheap', completion: null },
      top_provider: [],
      supported_parameters: 'all',
      architecture: null,
      shutdown_date: 'soon',
    };
    assert.deepEqual(readModelEntry(nonsense), { id: 'm' });
    fc.assert(fc.property(fc.anything(), (entry) => void readModelEntry(entry)));
  });
});

describe('Asking an endpoint about its models', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  const list = (...data: readonly unknown[]): Reply => status(200, { object: 'list', data });
  const answering = (replies: Readonly<Record<string, Reply>>): void =>
    server.replyOthers(({ path }) => replies[path] ?? status(404, 'no'));
  const probe = (model = 'm', signal = never): Promise<readonly ModelFacts[]> => {
    const key = ApiKey.parse(canary, `127.0.0.1:${server.port}`);
    assert.ok(key instanceof ApiKey);
    return probeEndpoint({ endpoint: server.url, key, fetch, headers: { 'x-team': 't' } }, model, signal);
  };
  const asked = (): readonly string[] =>
    server.otherRequests.map(({ method, path }) => `${method} ${path}`).toSorted();

  it('asks nothing more of llama.cpp when the list has its context', async () => {
    server.replyModels(list({ id: 'm', owned_by: 'llamacpp', meta: { n_ctx: 1024 } }));
    assert.deepEqual(await probe(), [{ id: 'm', contextWindow: 1024 }]);
    assert.deepEqual(asked(), []);
  });

  it('asks an older llama.cpp for its slots', async () => {
    server.replyModels(list({ id: 'm', owned_by: 'llamacpp', meta: null }));
    answering({ '/props': status(200, { default_generation_settings: { n_ctx: 4096 } }) });
    assert.deepEqual(await probe(), [{ id: 'm', contextWindow: 4096 }]);
    assert.deepEqual(asked(), ['GET /props']);
    assert.equal(server.otherRequests[0]?.headers.authorization, `Bearer ${canary}`);
    assert.equal(server.otherRequests[0]?.headers['x-team'], 't');
  });

  for (const [what, shown, expected] of [
    ['its default context', { model_info: { 'qwen2.context_length': 32768 } }, 4096],
    [
      'what its file sets',
      { model_info: { 'qwen2.context_length': 32768 }, parameters: 'stop "x"\nnum_ctx    16384' },
      16384,
    ],
    [
      'what the model was made for',
      { model_info: { 'tiny.context_length': 2048 }, parameters: 'num_ctx 9999' },
      2048,
    ],
  ] as const) {
    it(`finds that a model of Ollama takes ${what}`, async () => {
      server.replyModels(list({ id: 'm', owned_by: 'library' }, { id: 'n', owned_by: 'library' }));
      answering({ '/api/show': status(200, shown), '/api/ps': status(200, { models: [] }) });
      assert.deepEqual(await probe(), [{ id: 'm', contextWindow: expected }, { id: 'n' }]);
      assert.deepEqual(asked(), ['GET /api/ps', 'POST /api/show']);
    });
  }

  it('believes what Ollama has loaded, and whether the model thinks', async () => {
    server.replyModels(list({ id: 'm', owned_by: 'library' }));
    answering({
      '/api/show': status(200, {
        model_info: { 'q.context_length': 32768 },
        capabilities: ['completion', 'thinking'],
      }),
      '/api/ps': status(200, { models: [null, { name: 'm', context_length: 8192 }, { name: 5 }] }),
    });
    assert.deepEqual(await probe(), [{ id: 'm', contextWindow: 8192, reasoning: true }]);
  });

  it('asks LM Studio for the context that is loaded', async () => {
    const more = { id: 'm', type: 'llm', loaded_context_length: 4096, max_context_length: 32768 };
    server.replyModels(({ path }) =>
      list(path === '/v1/models' ? { id: 'm', owned_by: 'organization_owner' } : more),
    );
    assert.deepEqual(await probe(), [{ id: 'm', contextWindow: 4096 }]);
    assert.deepEqual(
      server.modelRequests.map(({ path }) => path),
      ['/v1/models', '/api/v0/models'],
    );
  });

  it('asks a LiteLLM proxy for limits, prices and abilities', async () => {
    server.replyModels(list({ id: 'm', owned_by: 'openai' }, { id: 'n', owned_by: 'openai' }));
    const info = {
      max_input_tokens: 128000,
      max_output_tokens: 16384,
      input_cost_per_token: 0.00000015,
      output_cost_per_token: 0.0000006,
      supports_response_schema: true,
      supports_reasoning: false,
    };
    const free = { input_cost_per_token: 0, output_cost_per_token: 0, max_input_tokens: null };
    const data = [
      { model_name: 'm', model_info: info },
      { model_name: 'n', model_info: free },
      { model_name: 'o' },
    ];
    answering({ '/v1/model/info': status(200, { data }) });
    assert.deepEqual(await probe(), [
      {
        id: 'm',
        contextWindow: 128000,
        maxOutput: 16384,
        price: { input: 0.15, output: 0.6 },
        jsonSchema: true,
        reasoning: false,
      },
      { id: 'n' },
    ]);
  });

  it('is content with the list when nothing else is answered', async () => {
    for (const owner of ['llamacpp', 'library', 'organization_owner', 'anybody', 5]) {
      server.replyModels(list({ id: 'm', owned_by: owner }));
      server.replyOthers(owner === 5 ? status(200, 'no JSON') : status(500, 'broken'));
      assert.deepEqual(await probe(), [{ id: 'm' }], String(owner));
    }
  });

  it('fails when there is no list, and stops when told to', async () => {
    server.replyModels(status(401, 'no'));
    assert.equal((await failureOf(probe())).kind, 'auth');
    server.replyModels(list({ id: 'm', owned_by: 'library' }));
    const abort = new AbortController();
    server.replyOthers(() => {
      abort.abort();
      return { kind: 'stall' };
    });
    assert.equal((await failureOf(probe('m', abort.signal))).kind, 'cancelled');
  });

  it('reads the list of OpenRouter, which does not call itself one', async () => {
    server.replyModels(
      status(200, { data: [{ id: 'm', pricing: { prompt: '0.000001', completion: '0.000002' } }] }),
    );
    assert.deepEqual((await probe())[0]?.price, { input: 1, output: 2 });
    server.replyModels(status(200, { data: [{ id: 'm' }] }));
    assert.equal((await failureOf(probe())).kind, 'protocol');
  });
});

describe('What a model’s entry teaches', () => {
  it('is how long a prompt may be and whether a schema is taken', () => {
    assert.deepEqual(learnedFromFacts({ id: 'm', contextWindow: 5, jsonSchema: true }), {
      contextWindow: 5,
      hasJsonSchema: true,
    });
    assert.deepEqual(learnedFromFacts({ id: 'm', maxOutput: 5, reasoning: true }), {});
  });
});
