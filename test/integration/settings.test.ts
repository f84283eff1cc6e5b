import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSettings, type Settings } from '../../src/editor/settings.ts';
import { decide, needsPerson, noMessages, read, told } from './support/person.ts';
import { createWorld, eventually, run, setting, tidy, type World } from './support/world.ts';

const messages = '.notifications-center .notification-list-item-message';

describe('Settings', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await setting('maxTokens', undefined);
    await setting('temperature', undefined);
    await setting('endpoint', world.server.url);
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  async function analyze(): Promise<unknown> {
    await world.open('one.ts', 'export const one = 1;\n');
    return run('analyze');
  }

  it('that are bad are named once, and the next layer is used', async () => {
    await setting('maxTokens', 0);
    assert.equal(
      await told('maxTokens'),
      'The setting opencrates.maxTokens is not used: its value is not allowed.',
    );
    await analyze();
    await analyze();
    assert.equal((await read(messages)).filter((text) => text.includes('maxTokens')).length, 1);
    const { max_tokens: old, max_completion_tokens: now } = JSON.parse(
      world.server.requests[0]?.body ?? '{}',
    );
    assert.equal(now ?? old, 4096);
  });

  it('that are bad again in another way are named again', async () => {
    await setting('temperature', 'hot');
    await told('opencrates.temperature is not used: it is of the wrong kind.');
    await noMessages();
    await setting('temperature', 3);
    await told('opencrates.temperature is not used: its value is not allowed.');
  });

  it('open from the warning', async () => {
    await setting('maxTokens', 'many');
    await decide('maxTokens', 'Open Settings');
    await eventually('the settings', async () => (await read('.settings-editor')).length > 0);
  });

  it('that count are sent', async () => {
    await setting('maxTokens', 77);
    await setting('temperature', 0.5);
    await analyze();
    const body = JSON.parse(world.server.requests[0]?.body ?? '{}');
    assert.deepEqual([body.max_completion_tokens ?? body.max_tokens, body.temperature], [77, 0.5]);
  });

  for (const [value, why] of [
    ['nonsense', 'it is not a web address'],
    [
      'ftp://models.example/v1',
      'it has to begin with https:// or, on this computer or in its network, http://',
    ],
    [
      'http://models.example/v1',
      'it has to begin with https:// or, on this computer or in its network, http://',
    ],
    ['https://name:word@models.example/v1', 'it holds a name or password; enter a key instead'],
    ['https://models.example/v1?key=1', 'it holds a question mark and what follows'],
  ] as const) {
    it(`send nothing when the endpoint is ${value}`, async () => {
      await setting('endpoint', value);
      assert.equal(await told('endpoint'), `The setting opencrates.endpoint is not used: ${why}.`);
      assert.equal(await analyze(), undefined);
      await told('The configured endpoint cannot be used, so nothing was sent. Correct it first.');
      assert.equal(world.server.requests.length, 0);
    });
  }

  it('open where the endpoint is corrected', async () => {
    await setting('endpoint', 'nonsense');
    await analyze();
    await decide('Correct it first', 'Open Settings');
    await eventually('the settings', async () => (await read('.settings-editor')).length > 0);
  });

  it('come after the environment, which is told apart in a warning', async () => {
    const log = vscode.window.createOutputChannel('test log', { log: true });
    const environment = { OPENCRATES_MODEL: 'of-the-environment', OPENCRATES_MAX_TOKENS: 'many' };
    const settings: Settings = createSettings(environment, log);
    try {
      const { config, origins } = settings.current();
      assert.deepEqual(
        [config.model, origins.model],
        ['of-the-environment', { source: 'environment', name: 'OPENCRATES_MODEL' }],
      );
      assert.equal(config.endpoint, world.server.url);
      await told('The environment variable OPENCRATES_MAX_TOKENS is not used: it is of the wrong kind.');
      assert.equal(settings.current(), settings.current(), 'read once for each change');
    } finally {
      settings.dispose();
      log.dispose();
    }
  });
});
