import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLocalServers, usualServers } from '../../../src/openai/findLocalServers.ts';
import { listModels } from '../../../src/openai/listModels.ts';
import { ApiKey } from '../../../src/provider/apiKey.ts';
import { stall, status, streamOf } from '../../support/scriptedReply.ts';
import { modelList, startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { canary, failureOf } from './providerAt.ts';

const never = new AbortController().signal;
const llama: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/streams/llama-models.json'), 'utf8'),
);

describe('The models of an endpoint', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  const list = (more: Partial<Parameters<typeof listModels>[0]> = {}, signal = never) =>
    listModels({ endpoint: server.url, fetch, ...more }, signal);

  it('are listed in its order, with key and headers sent', async () => {
    server.replyModels(modelList('b', 'a'));
    const key = ApiKey.parse(canary, `127.0.0.1:${server.port}`);
    assert.ok(key instanceof ApiKey);
    assert.deepEqual(await list({ key, headers: { 'x-team': 't' } }), ['b', 'a']);
    const [request] = server.modelRequests;
    assert.deepEqual(
      [request?.path, request?.headers.authorization, request?.headers['x-team']],
      ['/v1/models', `Bearer ${canary}`, 't'],
    );
  });

  it('are asked for without a key when there is none', async () => {
    await list();
    assert.equal(server.modelRequests[0]?.headers.authorization, undefined);
  });

  for (const [name, body, expected] of [
    ['llama.cpp', llama, ['qwen2.5-coder']],
    ['Ollama without models', { object: 'list', data: null }, []],
    [
      'entries that are none',
      { object: 'list', data: [null, {}, { id: 5 }, { id: '' }, { id: 'x' }] },
      ['x'],
    ],
  ] as const) {
    it(`are read from the list of ${name}`, async () => {
      server.replyModels(status(200, body));
      assert.deepEqual(await list(), expected);
    });
  }

  for (const [name, script, kind] of [
    ['another program’s page', status(200, '<html>'), 'protocol'],
    ['another shape', status(200, { data: [] }), 'protocol'],
    ['a list of something else', status(200, { object: 'list', data: {} }), 'protocol'],
    ['a wrong key', status(401, { error: { message: `key ${canary}` } }), 'auth'],
    ['no such path', status(404, 'not found'), 'badRequest'],
    ['a list without end', streamOf(Array.from({ length: 9 }, () => 'x'.repeat(600_000))), 'protocol'],
    ['silence', stall, 'timeout'],
  ] as const) {
    it(`fail as ${kind} with ${name}`, async () => {
      server.replyModels(script);
      const failure = await failureOf(list({ timeoutMs: kind === 'timeout' ? 300 : 5000 }));
      assert.deepEqual([failure.kind, failure.message.includes('canary')], [kind, false]);
    });
  }

  it('fail with an empty reply', async () => {
    const empty = () => Promise.resolve(new Response(null, { status: 200 }));
    assert.equal((await failureOf(list({ fetch: empty }))).kind, 'protocol');
  });

  it('can be given up', async () => {
    server.replyModels(stall);
    const cancel = new AbortController();
    const failing = failureOf(list({}, cancel.signal));
    setTimeout(() => cancel.abort(), 10);
    assert.equal((await failing).kind, 'cancelled');
    assert.equal((await failureOf(list({}, AbortSignal.abort()))).kind, 'cancelled');
  });
});

describe('The servers on this computer', function () {
  this.timeout(10_000);
  it('are found where they list models, in half a second whatever the others do', async () => {
    const [good, other, silent, empty] = await Promise.all(
      Array.from({ length: 4 }, () => startScriptedServer()),
    );
    other?.replyModels(status(200, '<html>a web server</html>'));
    silent?.replyModels(stall);
    empty?.replyModels(modelList());
    const endpoints = [good, other, silent, empty].map((server) => server?.url ?? '');
    const asked = usualServers.map(({ name }, index) => ({ name, endpoint: endpoints[index] ?? '' }));
    const startedAt = performance.now();
    const found = await findLocalServers(fetch, never, asked);
    assert.ok(performance.now() - startedAt < 900);
    assert.deepEqual(found, [{ name: 'Ollama', endpoint: good?.url, models: ['scripted'] }]);
    for (const server of [good, other, silent, empty]) await server?.stop();
  });

  it('are asked at the usual four ports of loopback', async () => {
    const asked: string[] = [];
    const found = await findLocalServers((input) => {
      asked.push(typeof input === 'string' ? input : 'not an address');
      return Promise.reject(new Error('nothing here'));
    }, never);
    assert.deepEqual(found, []);
    assert.deepEqual(
      asked,
      [11434, 1234, 8080, 8000].map((port) => `http://127.0.0.1:${port}/v1/models`),
    );
  });
});

describe('Names in a list of models', () => {
  it('are left out when the configuration would not take them', async () => {
    const ids = ['good', '\u202Edoog', 'a'.repeat(300), '', 'two words', 'line\nbreak'];
    const fetch = () => Promise.resolve(Response.json({ object: 'list', data: ids.map((id) => ({ id })) }));
    const models = await listModels(
      { endpoint: 'http://127.0.0.1:1/v1', fetch },
      new AbortController().signal,
    );
    assert.deepEqual(models, ['good', 'two words']);
  });
});
