import assert from 'node:assert/strict';
import manifest from '../../../package.json' with { type: 'json' };
import titles from '../../../package.nls.json' with { type: 'json' };
import type { ModelChoice } from '../../start/arguments.ts';
import type { Listing } from '../../start/listedModels.ts';
import type { ModelWorld } from '../../start/preparedModel.ts';
import { otherModels, prepareModel } from '../../start/prepareModel.ts';

const embedded: ModelChoice = { kind: 'embedded', weights: '0.5b' };
const away = { kind: 'url', url: 'https://models.example.test/v1' } as const;
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
    listedModels: async () => ({ kind: 'silent' }),
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

/** A server that lists these models; what it was asked, and with which headers, is written down. */
function askingFor(models: readonly string[]) {
  const asked: (readonly [string, unknown])[] = [];
  const listedModels: ModelWorld['listedModels'] = async (url, query) => {
    asked.push([url, query?.headers]);
    return { kind: 'listed', models };
  };
  return { asked, world: { listedModels } };
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

  it('is the only one of the found server, or the one named in the environment', async () => {
    const findServer = async () => ({ ...ollama, models: ['a'] });
    assert.deepEqual(await environmentOf({ kind: 'found' }, { findServer }), {
      OPENCRATES_ENDPOINT: ollama.endpoint,
      OPENCRATES_MODEL: 'a',
      ...noKeys,
    });
    assert.equal(
      (await prepare({ kind: 'found' }, { findServer: async () => ollama }, { OPENCRATES_MODEL: 'b' }))
        .sentence,
      'Ollama answers on this computer; b will be asked.',
    );
    assert.match((await prepare({ kind: 'found' })).sentence, /No model server answers/);
  });

  it('is the named one also where the server does not list it, which is said', async () => {
    const named = { OPENCRATES_MODEL: 'c' };
    const offers: readonly (readonly [ModelChoice, Partial<ModelWorld>])[] = [
      [{ kind: 'found' }, { findServer: async () => ollama }],
      [away, askingFor(['a', 'b']).world],
    ];
    for (const [choice, changes] of offers) {
      const outcome = await prepare(choice, changes, named);
      assert.equal(outcome.kind === 'ready' && outcome.environment['OPENCRATES_MODEL'], 'c');
      assert.match(outcome.sentence, /; c will be asked\. It does not list that model, only: a, b\.$/);
    }
  });

  it('is looked for at all servers of this computer by its name', async () => {
    const asked: unknown[] = [];
    const findServer: ModelWorld['findServer'] = async (wanted) => void asked.push(wanted);
    await prepare({ kind: 'found' }, { findServer }, { OPENCRATES_MODEL: 'b' });
    await prepare({ kind: 'found' }, { findServer }, { OPENCRATES_MODEL: ' ' });
    assert.deepEqual(asked, ['b', undefined]);
  });

  it('is not guessed: several models are listed, with how to name one', async () => {
    assert.deepEqual(await prepare({ kind: 'found' }, { findServer: async () => ollama }), {
      kind: 'problem',
      sentence:
        'Ollama offers several models: a, b. Name one: OPENCRATES_MODEL=NAME npm start -- --model found',
    });
    const models = Array.from({ length: 23 }, (_, index) => `m${index}`);
    const listedModels = async () => ({ kind: 'listed', models }) as const;
    assert.match(
      (await prepare(away, { listedModels })).sentence,
      /^models\.example\.test offers several models: m0, .*, m19 and 3 more\. .* --model https:\/\/models/,
    );
    assert.match(
      (await prepare(away, { listedModels: async () => ({ kind: 'listed', models: [] }) })).sentence,
      /lists no models\. Name one/,
    );
  });

  it('is the one at an address, with the key given for it', async () => {
    const asking = askingFor(['big']);
    const environment = await environmentOf(away, asking.world, {
      OPENCRATES_API_KEY: 'k',
      OPENAI_API_KEY: 'other',
    });
    assert.deepEqual(environment, {
      OPENCRATES_ENDPOINT: away.url,
      OPENCRATES_MODEL: 'big',
      ...noKeys,
      OPENCRATES_API_KEY: 'k',
    });
    assert.deepEqual(asking.asked, [[away.url, { authorization: 'Bearer k' }]]);
    await prepare(away, asking.world, { OPENCRATES_API_KEY: '' });
    assert.deepEqual(asking.asked.at(-1), [away.url, {}]);
  });

  it('is asked nothing over plain http elsewhere, and never told the key over plain http to a private address', async () => {
    const asking = askingFor(['big']);
    const key = { OPENCRATES_API_KEY: 'k', OPENCRATES_MODEL: 'big' };
    const refused = await prepare({ kind: 'url', url: 'http://models.example.test/v1' }, asking.world, key);
    assert.equal(refused.kind, 'problem');
    assert.match(refused.sentence, /^Nothing is sent to models\.example\.test: .* Use its https address\.$/);
    assert.equal(asking.asked.length, 0);
    const nearby = await prepare({ kind: 'url', url: 'http://192.168.1.5:8000/v1' }, asking.world, key);
    assert.match(nearby.sentence, /plain http, so the editor asks/);
    await prepare({ kind: 'url', url: 'http://127.0.0.1:8000/v1' }, asking.world, key);
    assert.deepEqual(
      asking.asked.map(([, headers]) => headers),
      [{}, { authorization: 'Bearer k' }],
    );
  });

  it('is told to be named, or its key or address to be mended, where the address lists none', async () => {
    const sentence = async (listing: Listing, environment = {}, choice: ModelChoice = away) =>
      (await prepare(choice, { listedModels: async () => listing }, environment)).sentence;
    const key = { OPENCRATES_API_KEY: 'k' };
    assert.match(await sentence({ kind: 'silent' }), /^Nothing answers at https:\/\/models/);
    assert.match(await sentence({ kind: 'refused', status: 404 }), /does not list models \(status 404\)/);
    assert.match(await sentence({ kind: 'refused', status: 401 }), /only with a key\. Put the key in OPENC/);
    assert.match(await sentence({ kind: 'refused', status: 401 }, key), /refused the key/);
    const nearby: ModelChoice = { kind: 'url', url: 'http://10.0.0.1/v1' };
    assert.match(await sentence({ kind: 'refused', status: 403 }, key, nearby), /not sent over plain http/);
    const named = { OPENCRATES_MODEL: 'named' };
    assert.equal(
      await sentence({ kind: 'silent' }, named),
      'models.example.test does not answer yet; named will be asked.',
    );
    assert.equal(
      await sentence({ kind: 'refused', status: 404 }, named),
      'models.example.test answers; named will be asked.',
    );
  });

  it("is OpenAI's only when asked, over what the editor's settings kept, and leaves the key where the extension reads it", async () => {
    assert.deepEqual(await environmentOf({ kind: 'openai' }, {}, withKey), {
      OPENCRATES_ENDPOINT: 'https://api.openai.com/v1',
      OPENAI_BASE_URL: undefined,
    });
    assert.equal(
      (await prepare({ kind: 'openai' }, {}, withKey)).sentence,
      'Requests will go to api.openai.com with the key in OPENAI_API_KEY, unless one was entered in the editor.',
    );
  });

  it('sends a person without a key, or with an empty one, to the command as the editor calls it', async () => {
    const command = manifest.contributes.commands.find(({ command: id }) => id === 'opencrates.setKey');
    const name = `${command?.category}: ${titles['command.setKey.title']}`;
    for (const environment of [{}, { OPENAI_API_KEY: '', OPENCRATES_API_KEY: ' ' }])
      assert.equal(
        (await prepare({ kind: 'openai' }, {}, environment)).sentence,
        `Requests will go to api.openai.com. Enter a key in the editor first: ${name}`,
      );
  });

  it('names what else could be used, with its flag, and never the key itself', async () => {
    assert.deepEqual(await otherModels(embedded, withKey, async () => ollama), [
      'OPENAI_API_KEY holds a key, which is not used. To use it: npm start -- --model openai',
      'Ollama answers on this computer (a, b). To use it: npm start -- --model found',
    ]);
    const nothing = async () => undefined;
    assert.deepEqual(await otherModels({ kind: 'openai' }, withKey, nothing), []);
    assert.deepEqual(await otherModels(embedded, { OPENAI_API_KEY: '' }, nothing), []);
  });
});
