import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, stall, status } from '../support/scriptedReply.ts';
import {
  answer,
  box,
  buttonsOf,
  decide,
  dismissed,
  needsPerson,
  noMessages,
  press,
  readPage,
  seen,
  told,
} from './support/person.ts';
import { createWorld, fenced, run, setting, tidy, type World } from './support/world.ts';

const key = 'local-key-0123456789-4f2a';
const message = '.quick-input-widget .quick-input-message';

describe('The key', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await noMessages();
    await dismissed(run('forgetKey'));
    await tidy(world);
  });
  after(() => world?.end());

  const host = (): string => `127.0.0.1:${world.server.port}`;

  async function enterKey(entry = key): Promise<void> {
    const entered = run('setKey');
    await box(`Key for ${host()}`);
    await answer(entry);
    assert.equal(await entered, true);
  }

  async function generate(): Promise<unknown> {
    await world.open('one.ts', 'export const one = 1;\n');
    return run('generate', { instruction: 'make it two' });
  }

  it('is kept for the host it was entered for and sent there', async () => {
    await enterKey();
    world.server.reply(chatAnswer(fenced('export const one = 2;')));
    assert.equal(await generate(), 'ready');
    assert.equal(world.server.requests[0]?.headers.authorization, `Bearer ${key}`);
  });

  it('is named by its end on the page of an explanation, although it was read after the page opened', async () => {
    await enterKey('another-wrong-key-of-a-test-7b3c');
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(status(401, { error: { message: 'Invalid API Key', code: 401 } }));
    await run('explain');
    await seen(`${host()} refused the key ending in …7b3c.`, '#sentence', readPage);
  });

  it('is not sent after it was forgotten, and that is said', async () => {
    await enterKey();
    const forgotten = run('forgetKey');
    assert.equal(await told('forgotten'), `The key for ${host()} is forgotten.`);
    await dismissed(forgotten);
    world.server.reply(chatAnswer(fenced('export const one = 2;')));
    await generate();
    assert.equal(world.server.requests[0]?.headers.authorization, undefined);
  });

  it('ends the silence that the server asked of the one before', async () => {
    await enterKey();
    world.server.reply(status(429, { error: { message: 'slow down' } }, { 'retry-after': '3600' }));
    assert.equal(await generate(), 'failed');
    await noMessages();
    assert.equal(await generate(), 'failed');
    assert.equal(world.server.requests.length, 1);
    await noMessages();
    await enterKey();
    world.server.reply(chatAnswer(fenced('export const one = 2;')));
    assert.equal(await generate(), 'ready');
    assert.equal(world.server.requests.length, 2);
  });

  it('is not there to forget when none was entered', async () => {
    const forgotten = run('forgetKey');
    assert.equal(await told('No key'), `No key is stored for ${host()}.`);
    await dismissed(forgotten);
  });

  it('is named by its last characters when the server refuses it', async () => {
    await enterKey();
    world.server.reply(status(401, { error: { message: 'no', type: 'authentication_error', code: 401 } }));
    assert.equal(await generate(), 'failed');
    assert.match(
      await told('refused'),
      new RegExp(`^one\\.ts: ${host()} refused the key ending in …4f2a\\.$`),
    );
    assert.deepEqual(await buttonsOf('refused'), ['Enter Key', 'Test']);
    await decide('refused', 'Enter Key');
    await box(`Key for ${host()}`);
    await press('Escape');
  });

  it('is not asked for twice: leaving the box keeps what was there', async () => {
    await enterKey();
    const entered = run('setKey');
    await box(`Key for ${host()}`);
    await press('Escape');
    assert.equal(await entered, false);
    await generate();
    assert.equal(world.server.requests[0]?.headers.authorization, `Bearer ${key}`);
  });

  it('is checked while it is typed', async () => {
    await setting('endpoint', undefined);
    const entered = run('setKey');
    try {
      const line = await box('Key for api.openai.com');
      assert.match(line, /Kept in the secret storage of the editor and sent only to api\.openai\.com\./);
      for (const [typed, why] of [
        ['pk-1', 'Keys of this host begin with "sk-".'],
        ['sk-1', 'A part of the key is missing.'],
        ['sk-1 2', 'A key has no spaces.'],
        ['ключ', 'This holds characters that no key has.'],
        ['', 'Paste the key here.'],
      ] as const) {
        await press('Control+A');
        await press('Delete');
        await answer(typed);
        await seen(why, message);
      }
    } finally {
      await press('Escape');
      await entered;
      await setting('endpoint', world.server.url);
    }
  });

  it('can be tested, with the time the server took', async () => {
    const tested = run('testKey');
    assert.match(await told('answered'), new RegExp(`^${host()} answered with scripted in [\\d,]+ ms\\.$`));
    await dismissed(tested);
  });

  it('is refused in the test with its last characters', async () => {
    await enterKey();
    world.server.replyModels(status(401, { error: { message: 'no', type: 'authentication_error' } }));
    const tested = run('testKey');
    assert.equal(await told('refused'), `${host()} refused the key ending in …4f2a.`);
    await dismissed(tested);
  });

  it('tells what is wrong when the test fails, and tests again', async () => {
    world.server.reply(status(404, { error: { message: "model 'scripted' not found", type: 'api_error' } }));
    const tested = run('testKey');
    assert.equal(await told('no model'), `${host()} has no model named scripted.`);
    await decide('no model', 'Test');
    await told('answered with scripted');
    await dismissed(tested);
  });

  it('can be cancelled while it is tested', async () => {
    world.server.reply(stall);
    const tested = run('testKey');
    await world.server.until((requests) => requests.length === 1);
    await decide('Testing', 'Cancel');
    await world.server.until(([request]) => request?.disconnectedAt !== undefined);
    await tested;
  });
});

describe('The log', () => {
  it('opens by its command', async () => {
    await run('showLog');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
