import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExactCache } from '../../src/cache/exactCache.ts';
import { withExactCache } from '../../src/cache/withExactCache.ts';
import { createObservability } from '../../src/editor/observability.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { createOpenAIProvider } from '../../src/openai/openaiProvider.ts';
import { knownProxy } from '../../src/openai/knownProxy.ts';
import { listModels } from '../../src/openai/listModels.ts';
import { attemptLogSchema } from '../../src/provider/attemptLog.ts';
import type { KeySource } from '../../src/provider/apiKey.ts';
import { systemClock } from '../../src/provider/clock.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import type { CodexConfig } from '../../src/provider/config.ts';
import { endpointHost } from '../../src/provider/endpoint.ts';
import { metricsOtlp } from '../../src/provider/metricsOtlp.ts';
import { metricsText } from '../../src/provider/metricsText.ts';
import { createPipe } from '../../src/provider/pipe.ts';
import type { CallOptions, GenerationRequest, LLMProvider } from '../../src/provider/provider.ts';
import { requestKey } from '../../src/provider/requestKey.ts';
import { createResilience } from '../../src/provider/resilience.ts';
import { everythingIn, leakIn } from '../support/leaks.ts';
import { createManualClock } from '../support/manualClock.ts';
import { chatAnswer, sse, status, streamOf } from '../support/scriptedReply.ts';
import { modelList, startScriptedServer } from '../support/scriptedServer.ts';
import type { Script, ScriptedServer } from '../support/scriptedServer.ts';
import { storeAt, temporaryFolder } from './cache/storeAt.ts';
import { keyOf } from './openai/providerAt.ts';
import { requestOf } from './openai/readStream.ts';

/** The key, a credential in a header, and something a person wrote; none of them may be seen anywhere. */
const key = 'sk-canary-7f3k9q2m8w5x1z4v6b0n3c7j2h5g8d1s4a9p6l0t-canary';
const header = 'Basic Y2FuYXJ5LWhlYWRlci12YWx1ZTpxN3cyZTh4';
const secrets = [key, header];
const prompt = `const token = '${key}'; // ${header}`;
const never = new AbortController().signal;

/** A whole window without the editor around it, and all it lets out. */
interface Window {
  readonly core: LLMProvider;
  /** Everything that was logged, kept, exported or told so far. */
  readonly letOut: () => string;
  readonly logged: readonly string[];
  readonly tell: (what: unknown) => void;
}

interface WindowDeps {
  readonly folder: string;
  readonly key?: KeySource;
  readonly config?: Partial<CodexConfig>;
  readonly fetch?: typeof fetch;
}

async function windowAt(endpoint: string, deps: WindowDeps): Promise<Window & Disposable> {
  const resolved = resolveConfig({ arguments: { endpoint }, environment: {}, settings: { model: 'm' } });
  const config: CodexConfig = { ...resolved.config, headers: { 'x-gateway': header }, ...deps.config };
  const told: unknown[] = [];
  const logged: string[] = [];
  const log = {
    info: (line: string) => void logged.push(line),
    warn: (line: string) => void logged.push(line),
  };
  const seen = createObservability({
    log,
    installId: () => '0190f0d8-5b7e-4c6a-9d3e-2f1a0b9c8d7e',
    onAlert: (alert) => told.push(alert),
  });
  let stored: unknown;
  const ledgerStore = { get: () => stored, set: (value: unknown) => Promise.resolve(void (stored = value)) };
  const ledger = createLedger(ledgerStore, () => new Date());
  const disk = await storeAt(deps.folder);
  const cache = createExactCache({
    disk: disk.store,
    memory: { entries: 100, bytes: 1_000_000 },
    lifetimeMs: () => 1e9,
    clock: createManualClock(),
    date: Date.now,
  });
  await cache.ready();
  const target = (): CodexConfig => config;
  const { parts, breakers, waits } = createResilience({
    clock: systemClock,
    random: () => 0,
    target,
    limits: () => config.limits,
  });
  breakers.onChange((id) => seen.onCircuit(id, breakers.circuit(id)));
  const attempt = createOpenAIProvider({
    config: target,
    key: deps.key ?? keyOf(key),
    fetch: deps.fetch ?? globalThis.fetch,
    clock: systemClock,
    onAttempt: (line) => {
      told.push(line);
      seen.onAttempt(line);
    },
    surroundings: {
      proxy: () => undefined,
      probe: {
        resolve: () => Promise.resolve([key]),
        handshake: () => Promise.resolve({ version: key, issuer: `O=${key} ${header}`, validUntil: 0 }),
      },
    },
  });
  const core = createPipe(attempt, {
    ...parts,
    cache: (provider) =>
      withExactCache(provider, {
        cache,
        isEnabled: () => true,
        keyOf: (request) => requestKey(request, config),
        temperatureOf: () => ({ value: 0, isExplicit: true }),
        isSimulated: () => false,
        date: Date.now,
        onHit: (_, answer) => told.push(answer.model),
      }),
    metering: {
      record(entry) {
        told.push(entry);
        ledger.record(entry);
        seen.onRequest(entry);
      },
      clock: Date.now,
      target: () => ({ host: endpointHost(config.endpoint), model: config.model }),
    },
  });
  return {
    core,
    logged,
    tell: (what) => void told.push(what),
    letOut() {
      disk.flush();
      const files = readdirSync(deps.folder).map((name) => readFileSync(join(deps.folder, name), 'latin1'));
      const metrics = seen.metrics();
      const exported = [metricsText(metrics), metricsOtlp(metrics, { version: '1', installId: 'i' })];
      const parts = [
        told.map(everythingIn),
        logged,
        exported,
        files,
        everythingIn(stored),
        everythingIn(waits.current()),
      ];
      return parts.flat().join('\n');
    },
    [Symbol.dispose]: () => cache.close(),
  };
}

function options(over: Partial<CallOptions> = {}): CallOptions {
  return { signal: never, priority: 'interactive', cache: 'use', correlationId: 'c-1', ...over };
}

const chunkOf = (over: object): string => sse({ id: key, model: key, choices: [], ...over });
const elsewhere = (location: string): Script => status(307, '', { location });
const dump = {
  error: { message: `refused: Authorization: Bearer ${key}, x-gateway: ${header}`, type: key, code: key },
};

/** What a server may do with what it was given: repeat it wherever a reply has room for it. */
const servers: Readonly<Record<string, Script>> = {
  'names its model after the key': chatAnswer('fine', {
    model: key,
    headers: { 'x-request-id': key, 'x-echo': header },
  }),
  'answers with the key': chatAnswer(`The key is ${key} and ${header}.`),
  'refuses the key by repeating it': status(401, dump, { 'x-request-id': key, 'www-authenticate': key }),
  'repeats a part of the key': status(403, {
    error: { message: `key ${key.slice(3, 30)} and ${header.slice(6, 30)}` },
  }),
  'repeats the prompt': status(400, { error: { message: `cannot read: ${prompt}`, param: prompt } }),
  'repeats the request in a validation error': status(422, {
    detail: [{ loc: ['body', key], msg: `bad ${key}`, input: prompt }],
  }),
  'breaks with a page of headers': status(
    500,
    `<html>Authorization: Bearer ${key}\nx-gateway: ${header}</html>`,
  ),
  'asks to wait, by name': status(429, dump, { 'retry-after': '0', 'x-ratelimit-limit-requests': key }),
  'answers with a page': streamOf([`<html>${key} ${header}</html>`], { contentType: 'text/html' }),
  'fails in the stream': streamOf([chunkOf({}), sse(dump)]),
  'sends half an event': streamOf([`data: {"model":"${key}","choices":[{"delta":{"content":"${header}`]),
  'sends no JSON': streamOf([`data: ${key} ${header}\n\n`]),
  'calls a tool after the key': streamOf([
    chunkOf({
      choices: [
        { index: 0, delta: { tool_calls: [{ index: 0, function: { name: key, arguments: header } }] } },
      ],
    }),
    chunkOf({ choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] }),
    sse('[DONE]'),
  ]),
  'ends in its own way': streamOf([
    chunkOf({ choices: [{ index: 0, delta: { content: 'x' }, finish_reason: key }] }),
  ]),
  'redirects to a host named after it': elsewhere(`https://${key}.example/v1?key=${key}`),
  'redirects to an address with it': elsewhere(`https://user:${key}@elsewhere.example/${key}?k=${key}`),
  'redirects without an end': elsewhere(`/v1/chat/completions?k=${key}`),
};

describe('A planted key is nowhere to be seen', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  async function ask(at: Window, request: GenerationRequest, call = options()): Promise<void> {
    try {
      const { done } = await at.core.generate(request, call);
      // The answer itself is for the person alone; what is kept and told of it is not.
      at.tell(done);
    } catch (error) {
      at.tell(error);
    }
  }

  for (const [name, script] of Object.entries(servers))
    it(`when a server ${name}`, async () => {
      using folder = temporaryFolder();
      using at = await windowAt(server.url, { folder: folder.path });
      const given = await keyOf(key)(endpointHost(server.url), never);
      server.replyAlways(script);
      server.replyModels(script);
      await ask(at, requestOf({ prompt, task: 'explain' }));
      at.tell(await at.core.healthCheck(never));
      await listModels(
        { endpoint: server.url, key: given, headers: { 'x-gateway': header }, fetch },
        never,
      ).then(at.tell, at.tell);
      assert.ok(at.logged.length > 0);
      assert.equal(server.requests[0]?.headers.authorization, `Bearer ${key}`);
      assert.equal(leakIn(at.letOut(), secrets), undefined);
    });

  it('in the list of models, the certificate or the proxy of a server elsewhere', async () => {
    using folder = temporaryFolder();
    const reply = (): Promise<Response> => Promise.resolve(Response.json(modelList(key, header, 'm').body));
    using at = await windowAt('https://models.example/v1', { folder: folder.path, fetch: reply });
    const report = await at.core.healthCheck(never, { mayAskToken: () => false });
    assert.ok(report.steps.some(({ name }) => name === 'tls'));
    at.tell(report);
    const settings = { isOn: true, url: `http://user:${key}@proxy.example:3128`, except: [] };
    at.tell(knownProxy('https://models.example/v1', settings, { HTTPS_PROXY: `http://${key}@p.example` }));
    assert.equal(leakIn(at.letOut(), secrets), undefined);
  });

  it('when the store of keys, or the network, fails with it', async () => {
    using folder = temporaryFolder();
    const broken = (): Promise<never> => Promise.reject(new Error(`cannot decrypt ${key} ${header}`));
    const nowhere: typeof fetch = () =>
      Promise.reject(
        new TypeError(`fetch ${key}`, { cause: Object.assign(new Error(key), { code: 'ENOTFOUND' }) }),
      );
    const bug: typeof fetch = () => Promise.reject(new Error(`a bug with ${key} and ${header}`));
    for (const deps of [{ key: broken }, { fetch: nowhere }, { fetch: bug }]) {
      using at = await windowAt('https://models.example/v1', { folder: folder.path, ...deps });
      await ask(at, requestOf({ prompt }));
      at.tell(await at.core.healthCheck(never));
      assert.equal(leakIn(at.letOut(), secrets), undefined);
    }
  });

  it('when it is the name of the model, in a setting, in a request, or in an argument that names the request', async () => {
    using folder = temporaryFolder();
    for (const name of [key, `m ${header}`]) {
      using at = await windowAt(server.url, { folder: folder.path, config: { model: name } });
      server.replyAlways(status(404, { error: { message: `no ${name}`, code: 'model_not_found' } }));
      await ask(at, requestOf());
      await ask(at, requestOf({ model: name }));
      at.tell(await at.core.healthCheck(never));
      assert.equal(leakIn(at.letOut(), secrets), undefined, name);
    }
    using at = await windowAt(server.url, { folder: folder.path });
    await ask(at, requestOf(), options({ correlationId: key }));
    assert.equal(leakIn(at.letOut(), secrets), undefined);
  });

  it('in any warning about the configuration, nor in what is in force because of it', () => {
    const places = [
      { endpoint: `https://user:${key}@models.example/v1` },
      { endpoint: `https://models.example/v1?key=${key}` },
      { endpoint: `https://models.example/${key}/v1` },
      { endpoint: key },
      { model: key },
      { maxTokens: key },
      { temperature: key },
      { headers: key },
      { capabilities: { [key]: { wire: key } } },
      { 'timeouts.idle': key },
      { 'metrics.port': key },
      { 'metrics.otlpEndpoint': `https://user:${key}@collector.example` },
      { 'metrics.otlpEndpoint': `https://collector.example/${key}` },
      { 'log.installId': key },
    ];
    const environment = {
      OPENCRATES_MODEL: key,
      OPENAI_MODEL: key,
      OPENCRATES_ENDPOINT: `https://${key}@models.example`,
      OPENAI_BASE_URL: `https://models.example/?${key}`,
      OPENCRATES_MAX_TOKENS: key,
      OPENCRATES_TEMPERATURE: key,
    };
    for (const layer of places) {
      const file = { name: 'opencrates.toml', values: new Map(Object.entries(layer)) };
      const { warnings, values, config } = resolveConfig({
        arguments: layer,
        environment,
        file,
        workspaceSettings: layer,
        settings: layer,
      });
      assert.ok(warnings.length > 0);
      assert.equal(
        leakIn(everythingIn([warnings, values, config]), secrets),
        undefined,
        JSON.stringify(layer),
      );
    }
  });

  it('unless it is looked for: the search itself finds it', () => {
    const error = new Error('outer', {
      cause: Object.assign(new Error('inner'), { headers: { a: `Bearer ${key}` } }),
    });
    assert.ok(leakIn(everythingIn(error), secrets)?.includes('sk-canary'));
    assert.ok(leakIn(everythingIn(new AggregateError([new Error(key)])), secrets) !== undefined);
    assert.ok(leakIn(`x ${key.slice(20, 32).toUpperCase()}`, secrets) !== undefined);
    assert.equal(leakIn(`ending in …${key.slice(-4)}`, secrets), undefined);
  });
});

describe('Each try of a request', () => {
  it('has a line of its own with its number, in the shape of the schema', async () => {
    const server = await startScriptedServer();
    using folder = temporaryFolder();
    using at = await windowAt(server.url, { folder: folder.path });
    server.reply(status(503, 'busy'), status(500, 'broken'));
    await at.core.generate(requestOf(), options());
    await server.stop();
    const lines = at.logged.map((line) => attemptLogSchema.parse(JSON.parse(line)));
    assert.deepEqual(
      lines.map(({ attempt, outcome, correlationId }) => [attempt, outcome, correlationId]),
      [
        [1, 'server', 'c-1'],
        [2, 'server', 'c-1'],
        [3, 'ok', 'c-1'],
      ],
    );
  });
});
