import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createEndpointConsent } from '../../src/editor/endpointConsent.ts';
import { createSettings } from '../../src/editor/settings.ts';
import { status } from '../support/scriptedReply.ts';
import { answer, box, choose, decide, needsPerson, noMessages, press, rows, told } from './support/person.ts';
import { createWorld, eventually, run, setting, tidy, type World } from './support/world.ts';

const list = status(200, {
  object: 'list',
  data: [
    { id: 'large-coder', object: 'model', max_model_len: 131072 },
    { id: 'scripted', object: 'model', max_model_len: 8192 },
    { id: 'text-embedding-3-small', object: 'model' },
    {
      id: 'thinker',
      object: 'model',
      context_length: 400000,
      pricing: { prompt: '0.00000075', completion: '0.0000045' },
      supported_parameters: ['reasoning', 'structured_outputs'],
      expiration_date: '2020-01-31',
    },
  ],
});

describe('Select Model', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await press('Escape');
    await setting('model', 'scripted');
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  const chosen = (): unknown => vscode.workspace.getConfiguration('opencrates').get('model');

  it('lists the models of the endpoint with what is known of each, the one in use first', async () => {
    world.server.replyModels(list);
    const selecting = run('selectModel');
    await box('Select Model');
    await eventually('the list', async () => (await rows()).some((row) => row.includes('thinker')));
    const [first, second, third, ...more] = await rows();
    assert.match(first ?? '', /scripted.*in use · 8\.2K context/);
    assert.match(second ?? '', /large-coder.*131\.1K context/);
    const words =
      '400K context · $0.75 in, $4.50 out per million tokens · reasons · keeps to a schema · ended on Jan 31, 2020';
    assert.ok(third?.includes(words), third);
    assert.deepEqual(more, [], 'what writes no text is left out');
    await choose('large-coder');
    assert.equal(await selecting, 'large-coder');
    assert.equal(chosen(), 'large-coder');
  });

  it('takes a name that is typed when the endpoint cannot be reached', async () => {
    world.server.replyModels(status(500, 'broken'));
    const selecting = run('selectModel');
    await box('Select Model');
    await answer('my-own-model');
    assert.equal(await selecting, 'my-own-model');
    assert.equal(chosen(), 'my-own-model');
  });

  it('changes nothing when it is left', async () => {
    const selecting = run('selectModel');
    await box('Select Model');
    await press('Escape');
    assert.equal(await selecting, undefined);
    assert.equal(chosen(), 'scripted');
  });

  it('writes where the workspace has set it', async () => {
    const section = vscode.workspace.getConfiguration('opencrates');
    await section.update('model', 'of-the-workspace', vscode.ConfigurationTarget.Workspace);
    try {
      const selecting = run('selectModel');
      await box('Select Model');
      await answer('another');
      await selecting;
      const found = vscode.workspace.getConfiguration('opencrates').inspect('model');
      assert.deepEqual([found?.workspaceValue, found?.globalValue], ['another', 'scripted']);
    } finally {
      await section.update('model', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

describe('An endpoint of the environment', () => {
  const log = vscode.window.createOutputChannel('test log', { log: true });
  before(needsPerson);
  afterEach(noMessages);
  after(() => log.dispose());

  /** A memory like the editor's, and what it holds. */
  function memory(): vscode.Memento & { readonly held: Map<string, unknown> } {
    const held = new Map<string, unknown>();
    return {
      held,
      keys: () => [...held.keys()],
      get: <T>(key: string, fallback?: T) => (held.get(key) as T | undefined) ?? fallback,
      update: async (key: string, value: unknown) => void held.set(key, value),
    };
  }

  it('is asked about once on this computer, by the name of its variable', async () => {
    const environment = { OPENCRATES_ENDPOINT: 'https://models.example/v1' };
    const settings = createSettings(environment, log);
    const memento = memory();
    const consent = createEndpointConsent(settings, memento);
    assert.equal(consent.isGiven(), false);
    const refusing = consent.ask();
    assert.equal(
      await told('models.example'),
      'OPENCRATES_ENDPOINT in the environment sends code and key to models.example. Allow that on this computer?',
    );
    await decide('models.example', 'Not Now');
    assert.equal(await refusing, false);
    assert.deepEqual([consent.isGiven(), memento.held.size], [false, 0]);
    const allowing = consent.ask();
    await decide('models.example', 'Allow');
    assert.equal(await allowing, true);
    assert.equal(createEndpointConsent(settings, memento).isGiven(), true, 'in the next window too');
    const elsewhere = createSettings({ OPENAI_BASE_URL: 'https://other.example/v1' }, log);
    assert.equal(createEndpointConsent(elsewhere, memento).isGiven(), false, 'for this endpoint alone');
    settings.dispose();
    elsewhere.dispose();
  });

  it('needs no question when it is the default, this computer, or a setting', () => {
    for (const environment of [
      { OPENAI_BASE_URL: 'https://api.openai.com/v1/' },
      { OPENCRATES_ENDPOINT: 'http://127.0.0.1:11434/v1' },
      {},
    ]) {
      const settings = createSettings(environment, log);
      assert.equal(createEndpointConsent(settings, memory()).isGiven(), true);
      settings.dispose();
    }
  });

  it('is not allowed by a damaged memory', () => {
    const settings = createSettings({ OPENCRATES_ENDPOINT: 'https://models.example/v1' }, log);
    for (const held of [5, 'https://models.example/v1', { 0: 'https://models.example/v1' }, [null]]) {
      const memento = memory();
      memento.held.set('opencrates.allowedEndpoints', held);
      assert.equal(createEndpointConsent(settings, memento).isGiven(), false);
    }
    settings.dispose();
  });
});
