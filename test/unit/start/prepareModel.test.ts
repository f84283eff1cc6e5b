import assert from 'node:assert/strict';
import type { ModelChoice } from '../../start/arguments.ts';
import { otherModels, prepareModel } from '../../start/prepareModel.ts';
import type { ModelWorld } from '../../start/prepareModel.ts';

const embedded: ModelChoice = { kind: 'embedded', weights: '0.5b' };
const withKey = { OPENAI_API_KEY: 'sk-secret' };
const ollama = { name: 'Ollama', endpoint: 'http://127.0.0.1:11434/v1', models: ['a', 'b'] };
const noKeys = {
  OPENAI_BASE_URL: undefined,
  OPENAI_MODEL: undefined,
  OPENCRATES_API_KEY: undefined,
  OPENAI_API_KEY: undefined,
};

function world(changes: Partial<ModelWorld> = {}): ModelWorld {
  return {
    ensureModel: async () => ({ kind: 'ready', model: 'small', weights: '/w', server: '/s' }),
    startModelServer: async () => ({
      url: 'http://127.0.0.1:1/v1',
      model: 'small',
      pid: 1,
      ended: new Promise(() => undefined),
      stop: async () => undefined,
    }),
    startSimulatedModel: async () => ({
      url: 'http://127.0.0.1:2/v1',
      model: 'simulated',
      stop: async () => undefined,
    }),
    findServer: async () => undefined,
    listedModels: async () => undefined,
    ...changes,
  };
}

async function prepare(
  choice: ModelChoice,
  changes: Partial<ModelWorld> = {},
  environment: Record<string, string> = {},
) {
  return prepareModel(choice, {
    environment,
    report: () => undefined,
    signal: new AbortController().signal,
    world: world(changes),
  });
}

async function environmentOf(...args: Parameters<typeof prepare>) {
  const outcome = await prepare(...args);
  return outcome.kind === 'ready' ? outcome.environment : outcome.sentence;
}

describe('The model of a start', () => {
  it('is the embedded one, and keeps keys from the editor then', async () => {
    assert.deepEqual(await environmentOf(embedded, {}, withKey), {
      OPENCRATES_ENDPOINT: 'http://127.0.0.1:1/v1',
      OPENCRATES_MODEL: 'small',
      ...noKeys,
    });
  });

  it('is simulated, and says why, when no source of the weights can be reached', async () => {
    const outcome = await prepare(embedded, {
      ensureModel: async () => ({ kind: 'unavailable', reasons: ['No way.'] }),
    });
    assert.equal(outcome.kind === 'ready' && outcome.environment['OPENCRATES_MODEL'], 'simulated');
    assert.match(outcome.sentence, /No way\.\nSo answers are SIMULATED/);
  });

  it('is simulated when asked', async () => {
    assert.equal(
      (await prepare({ kind: 'simulated' })).sentence,
      'Answers are simulated, as asked: no model reads your code.',
    );
  });

  it('is refused when its weights file does not exist', async () => {
    assert.match(
      (await prepare({ kind: 'embedded', weights: '/nowhere/a.gguf' })).sentence,
      /no weights file at \/nowhere/,
    );
  });

  it('is the found server with its first model, or the one named in the environment', async () => {
    const findServer = async () => ollama;
    assert.deepEqual(await environmentOf({ kind: 'found' }, { findServer }), {
      OPENCRATES_ENDPOINT: ollama.endpoint,
      OPENCRATES_MODEL: 'a',
      ...noKeys,
    });
    assert.equal(
      (await prepare({ kind: 'found' }, { findServer }, { OPENCRATES_MODEL: 'b' })).sentence,
      'Ollama answers with b.',
    );
    assert.match((await prepare({ kind: 'found' })).sentence, /No model server answers/);
  });

  it('is the one at an address, with the key given for it', async () => {
    const choice: ModelChoice = { kind: 'url', url: 'https://models.example.test/v1' };
    const sent: unknown[] = [];
    const listedModels: ModelWorld['listedModels'] = async (url, headers) => {
      sent.push([url, headers]);
      return ['big'];
    };
    const environment = await environmentOf(
      choice,
      { listedModels },
      { OPENCRATES_API_KEY: 'k', OPENAI_API_KEY: 'other' },
    );
    assert.deepEqual(environment, {
      OPENCRATES_ENDPOINT: choice.url,
      OPENCRATES_MODEL: 'big',
      ...noKeys,
      OPENCRATES_API_KEY: 'k',
    });
    assert.deepEqual(sent, [[choice.url, { authorization: 'Bearer k' }]]);
    assert.match((await prepare(choice)).sentence, /does not list models/);
    assert.equal((await prepare(choice, {}, { OPENCRATES_MODEL: 'named' })).kind, 'ready');
  });

  it("is OpenAI's only when asked, and leaves the key where the extension reads it", async () => {
    assert.deepEqual(await environmentOf({ kind: 'openai' }, {}, withKey), {
      OPENCRATES_ENDPOINT: undefined,
      OPENAI_BASE_URL: undefined,
    });
    assert.match((await prepare({ kind: 'openai' })).sentence, /enter a key/);
  });

  it('names what else could be used, with its flag, and never the key itself', async () => {
    const lines = await otherModels(embedded, {
      environment: withKey,
      world: world({ findServer: async () => ollama }),
    });
    assert.deepEqual(lines, [
      'OPENAI_API_KEY holds a key, which is not used. To use it: npm start -- --model openai',
      'Ollama answers on this computer (a, b). To use it: npm start -- --model found',
    ]);
    assert.deepEqual(await otherModels({ kind: 'openai' }, { environment: withKey, world: world() }), []);
    assert.deepEqual(await otherModels(embedded, { environment: {}, world: world() }), []);
  });
});
