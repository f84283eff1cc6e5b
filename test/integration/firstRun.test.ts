import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { usualServers } from '../../src/openai/findLocalServers.ts';
import { chatAnswer } from '../support/scriptedReply.ts';
import { modelList, type ScriptedServer, startScriptedServer } from '../support/scriptedServer.ts';
import {
  answer,
  box,
  buttonsOf,
  choose,
  decide,
  dismissed,
  needsPerson,
  noMessages,
  press,
  rows,
  told,
} from './support/person.ts';
import { createWorld, fenced, run, setting, tidy, type World } from './support/world.ts';

const file = 'export const one = 1;\n';
const noKey = 'OpenCrates has no key for models.invalid.';

/** A server on a port where the usual programs listen; undefined when all of them are taken. */
async function serverOnUsualPort(): Promise<{ server: ScriptedServer; name: string } | undefined> {
  for (const { name, endpoint } of usualServers) {
    const server = await startScriptedServer({ port: Number(new URL(endpoint).port) }).catch(() => undefined);
    if (server !== undefined) return { server, name };
  }
  return undefined;
}

describe('The first run, with no key', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(async () => {
    await world.begin();
    await setting('endpoint', 'https://models.invalid/v1');
    await world.open('one.ts', file);
  });
  afterEach(async () => {
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  const generate = (): Promise<unknown> => run('generate', { instruction: 'make it two' });

  it('is told in one message with choices, and nothing is sent by leaving it', async () => {
    const result = generate();
    assert.equal(await told('no key'), noKey);
    const buttons = await buttonsOf('no key');
    assert.deepEqual([buttons[0], buttons.at(-1)], ['Enter Key', 'Help']);
    await noMessages();
    assert.equal(await result, undefined);
  });

  it('says so for every verb', async () => {
    await world.open('half.ts', 'export function half(value: number): number {\n  return value / 2;\n}\n', 1);
    for (const verb of ['analyze', 'document', 'explain', 'generate']) {
      const result = run(verb, { instruction: 'x' });
      await told('no key');
      await noMessages();
      assert.equal(await result, undefined, verb);
    }
  });

  it('goes on with the key that is entered, and says when the host cannot be reached', async () => {
    const result = generate();
    await decide('no key', 'Enter Key');
    await box('Key for models.invalid');
    await answer('a-key-of-models-invalid-77aa');
    assert.equal(await result, 'failed');
    assert.match(await told("Can't reach"), /^one\.ts: Can't reach models\.invalid \(.+\)\.$/);
    await noMessages();
    const forgotten = run('forgetKey');
    await told('is forgotten');
    await dismissed(forgotten);
  });

  it('ends without a request when the key is not entered after all', async () => {
    const result = generate();
    await decide('no key', 'Enter Key');
    await box('Key for models.invalid');
    await press('Escape');
    assert.equal(await result, undefined);
  });

  it('offers help', async () => {
    const result = generate();
    await decide('no key', 'Help');
    assert.equal(await result, undefined);
  });

  describe('and a server on this computer', () => {
    let found: { server: ScriptedServer; name: string };
    before(async function () {
      const free = await serverOnUsualPort();
      // Every port is taken by real servers: there is nowhere to put ours.
      if (free === undefined) return this.skip();
      found = free;
      return undefined;
    });
    afterEach(() => found.server.reset());
    after(() => found?.server.stop());

    const useIt = (): string => `Use ${found.name} on this computer`;
    const settings = (): unknown[] => {
      const section = vscode.workspace.getConfiguration('opencrates');
      return [section.get('endpoint'), section.get('model')];
    };

    it('is used when chosen, and the verb goes on with it', async () => {
      found.server.replyModels(modelList('small-coder'));
      found.server.reply(chatAnswer(fenced('export const one = 2;')));
      const result = generate();
      await decide('no key', useIt());
      assert.equal(await result, 'ready');
      assert.deepEqual(settings(), [found.server.url, 'small-coder']);
      assert.equal(JSON.parse(found.server.requests[0]?.body ?? '{}').model, 'small-coder');
    });

    it('asks which model when it has several', async () => {
      found.server.replyModels(modelList('large-coder', 'tiny-coder'));
      const result = generate();
      await decide('no key', useIt());
      await box(`Models of ${found.name}`);
      assert.deepEqual(await rows(), ['large-coder', 'tiny-coder']);
      found.server.reply(chatAnswer(fenced('export const one = 2;')));
      await choose('tiny-coder');
      assert.equal(await result, 'ready');
      assert.deepEqual(settings(), [found.server.url, 'tiny-coder']);
    });

    it('is not used, and no setting written, when no model is chosen', async () => {
      found.server.replyModels(modelList('large-coder', 'tiny-coder'));
      const before = settings();
      const result = generate();
      await decide('no key', useIt());
      await box(`Models of ${found.name}`);
      await press('Escape');
      assert.equal(await result, undefined);
      assert.deepEqual(settings(), before);
      assert.equal(found.server.requests.length, 0);
    });
  });
});
