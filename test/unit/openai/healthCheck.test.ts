import assert from 'node:assert/strict';
import { checkHealth } from '../../../src/openai/healthCheck.ts';
import { transportFault } from '../../../src/openai/transport/transportFault.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import type { Surroundings } from '../../../src/openai/healthRoute.ts';
import type { KeySource } from '../../../src/provider/apiKey.ts';
import type { CodexConfig } from '../../../src/provider/config.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { TlsFacts } from '../../../src/provider/health.ts';
import type { HealthWatch, LLMProvider } from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import type { HealthReport, HealthStep } from '../../../src/provider/health.ts';
import { chatAnswer, stall, status } from '../../support/scriptedReply.ts';
import { modelList, startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { canary, coreAt, failureOf, keyOf } from './providerAt.ts';

const done = {
  type: 'done',
  finish: 'stop',
  model: 'scripted',
  usage: usageOf(1, 1),
  usageEstimated: false,
  source: 'server',
} as const;
const never = new AbortController().signal;

function shown({ ok, steps }: HealthReport): readonly unknown[] {
  return [ok, ...steps.map((step) => `${step.name} ${step.ok ? 'ok' : step.failure}`)];
}

const route = ['name ok', 'proxy ok', 'tls ok'];
const factsOf = ({ steps }: HealthReport): readonly unknown[] =>
  steps.map((step) => ('fact' in step ? step.fact : undefined));

const configOf = (endpoint: string): CodexConfig =>
  resolveConfig({ arguments: { endpoint }, environment: {}, settings: { model: 'scripted' } }).config;

const certificate: TlsFacts = { version: 'TLSv1.3', issuer: 'Corp Proxy', validUntil: 1_900_000_000_000 };
const found: Surroundings = {
  probe: { resolve: () => Promise.resolve(['192.0.2.1']), handshake: () => Promise.resolve(certificate) },
};
const lost: Surroundings = {
  probe: {
    resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    handshake: () => Promise.reject(new Error('never tried')),
  },
};
const blocked: Surroundings = {
  probe: {
    resolve: () => Promise.resolve(['192.0.2.1']),
    handshake: () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNRESET' })),
  },
};
const answering: typeof fetch = () =>
  Promise.resolve(Response.json({ object: 'list', data: [{ id: 'scripted' }] }));
const failing =
  (code: string): typeof fetch =>
  () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

interface Through {
  readonly endpoint?: string;
  readonly fetch?: typeof fetch;
  readonly key?: KeySource;
  readonly surroundings: Surroundings;
  readonly watch?: HealthWatch;
}

/** A check of an endpoint elsewhere whose every part is told. */
function through(check: Through): Promise<HealthReport> {
  const { endpoint = 'https://models.example/v1', fetch = answering, key = keyOf(canary) } = check;
  const config = { ...configOf('https://models.example/v1'), endpoint };
  const deps = { config: () => config, key, fetch, clock: systemClock };
  const stream: LLMProvider['stream'] = async function* () {
    yield { type: 'text', text: 'ok' } as const;
    yield done;
  };
  return checkHealth({ ...deps, stream, surroundings: check.surroundings }, never, check.watch);
}

describe('The way to a server', () => {
  it('names what our own transport refused, so that it is told as everywhere else', async () => {
    const fetch = () => Promise.reject(transportFault('wrongPin', 'no pin fits'));
    const { steps } = await through({ surroundings: found, fetch });
    const step = steps.find(({ ok }) => !ok);
    assert.ok(step?.ok === false);
    assert.deepEqual(
      [step.name, step.failure, step.fault, step.detail],
      ['tls', 'tls', 'wrongPin', 'no pin fits'],
    );
  });

  it('is shown with the certificate at its end', async () => {
    const report = await through({ surroundings: found });
    assert.equal(report.ok, true);
    assert.deepEqual(factsOf(report).slice(0, 3), [
      { kind: 'addresses', addresses: ['192.0.2.1'] },
      { kind: 'direct' },
      { kind: 'tls', ...certificate },
    ]);
  });

  it('through a proxy is not looked up from here, and its encryption is what requests saw', async () => {
    const proxy = (): string => 'proxy.example:3128';
    const report = await through({ surroundings: { ...lost, proxy } });
    assert.deepEqual(factsOf(report).slice(0, 3), [
      { kind: 'byProxy' },
      { kind: 'proxy', host: 'proxy.example:3128' },
      { kind: 'tlsUnseen' },
    ]);
    const seen = await through({ surroundings: { ...lost, proxy, evidence: () => certificate } });
    assert.deepEqual(factsOf(seen)[2], { kind: 'tls', ...certificate });
  });

  it('goes through a proxy nobody told us of when the server answers though its name is not found', async () => {
    const seen: HealthStep[] = [];
    const report = await through({ surroundings: lost, watch: { onStep: (step) => seen.push(step) } });
    assert.equal(report.ok, true);
    assert.deepEqual(factsOf(report).slice(0, 3), [
      { kind: 'byProxy' },
      { kind: 'proxy' },
      { kind: 'tlsUnseen' },
    ]);
    assert.deepEqual([seen[0]?.name, seen[0]?.ok], ['name', false]);
  });

  it('has encryption nobody can look at when the server answers but not to our own socket', async () => {
    const report = await through({ surroundings: blocked });
    assert.equal(report.ok, true);
    assert.deepEqual(factsOf(report)[2], { kind: 'tlsUnseen' });
  });

  it('ends at a name that is not found', async () => {
    const report = await through({ surroundings: lost, fetch: failing('ENOTFOUND') });
    assert.deepEqual(shown(report), [false, 'name network', 'proxy ok']);
    assert.equal(report.steps[0]?.ok === false && report.steps[0].detail, 'ENOTFOUND');
  });

  it('ends at a certificate that is not trusted, and shows whose it is', async () => {
    const report = await through({ surroundings: found, fetch: failing('SELF_SIGNED_CERT_IN_CHAIN') });
    assert.deepEqual(shown(report), [false, 'name ok', 'proxy ok', 'tls tls']);
    assert.deepEqual(factsOf(report)[2], { kind: 'tls', ...certificate });
    const unseen = await through({ surroundings: blocked, fetch: failing('CERT_HAS_EXPIRED') });
    assert.deepEqual(
      [shown(unseen), factsOf(unseen)[2]],
      [[false, 'name ok', 'proxy ok', 'tls tls'], undefined],
    );
  });

  it('never shows a key that a certificate, a proxy or a model is named after', async () => {
    const probe = { resolve: () => Promise.resolve([]), handshake: () => Promise.resolve(named) };
    const named = { ...certificate, issuer: `O ${canary}` };
    const direct = await through({ surroundings: { probe } });
    const proxied = await through({ surroundings: { probe, proxy: () => canary, evidence: () => named } });
    assert.ok(!JSON.stringify([direct, proxied]).includes(canary));
    assert.deepEqual(factsOf(direct)[2], { kind: 'tls', ...certificate, issuer: 'O [secret]' });
  });
});

describe('The one token that may cost money', () => {
  it('is not asked for when the person does not want it', async () => {
    const asked: string[] = [];
    const mayAskToken = (): boolean => {
      asked.push('may I');
      return false;
    };
    const report = await through({ surroundings: found, watch: { mayAskToken } });
    assert.deepEqual(shown(report), [true, ...route, 'endpoint ok', 'key ok', 'model ok']);
    assert.deepEqual(asked, ['may I']);
  });

  it('goes through what it is told to go through', async () => {
    const tasks: string[] = [];
    const stream: LLMProvider['stream'] = async function* (request) {
      tasks.push(request.task);
      yield { type: 'reasoning', text: 'hm' } as const;
      yield done;
    };
    const report = await through({ surroundings: found, watch: { mayAskToken: async () => true, stream } });
    assert.deepEqual([report.ok, tasks], [true, ['health']]);
  });
});

describe('A health check', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  it('goes through name, proxy, encryption, endpoint, key, model and one token', async () => {
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [true, ...route, 'endpoint ok', 'key ok', 'model ok', 'stream ok']);
    assert.deepEqual(factsOf(report), [
      { kind: 'addresses', addresses: ['127.0.0.1'] },
      { kind: 'direct' },
      { kind: 'plain' },
      { kind: 'answers', host: `127.0.0.1:${server.port}` },
      { kind: 'key', ending: '6789' },
      { kind: 'model', model: 'scripted', isListed: true },
      { kind: 'token' },
    ]);
    assert.ok(report.steps.every(({ milliseconds }) => milliseconds >= 0));
    assert.equal(JSON.stringify(report).includes(canary), false);
    assert.equal(JSON.parse(server.requests[0]?.body ?? '{}').max_tokens, 16);
  });

  it('that passes counts as answered, with the usage that the server told', async () => {
    const { core, lines, records } = coreAt(server.url);
    assert.equal((await core.healthCheck(never)).ok, true);
    assert.deepEqual(
      lines.map(({ outcome }) => outcome),
      ['ok'],
    );
    assert.deepEqual(
      records.map(({ outcome, usageEstimated }) => [outcome, usageEstimated]),
      [['ok', false]],
    );
  });

  it('takes an answer cut at so few tokens as good, and a keyless server', async () => {
    server.reply(chatAnswer('', { finishReason: 'length' }));
    const { core, lines, records } = coreAt(server.url, { key: () => Promise.resolve(undefined) });
    const report = await core.healthCheck(never);
    assert.equal(report.ok, true);
    assert.deepEqual(
      [...lines, ...records].map(({ outcome }) => outcome),
      ['ok', 'ok'],
    );
    assert.deepEqual(factsOf(report)[4], { kind: 'keyless' });
  });

  it('takes an answer that breaks off as none', async () => {
    server.reply(chatAnswer('ok, and so on', { chunkSize: 2, cutAfter: 2, cut: 'end' }));
    const { core, lines } = coreAt(server.url);
    const report = await core.healthCheck(never);
    assert.deepEqual(shown(report).at(-1), 'stream truncated');
    assert.deepEqual(
      lines.map(({ outcome }) => outcome),
      ['truncated'],
    );
  });

  it('says when the server does not list the model but answers all the same', async () => {
    server.replyModels(modelList('other'));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.equal(report.ok, true);
    assert.deepEqual(factsOf(report)[5], { kind: 'model', model: 'scripted', isListed: false });
  });

  it('does without a list of models', async () => {
    server.replyModels(status(404, 'none'));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.equal(report.ok, true);
    assert.deepEqual(factsOf(report)[5], { kind: 'model', model: 'scripted' });
  });

  it('ends at a refused key', async () => {
    server.replyModels(status(401, ''));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, ...route, 'endpoint ok', 'key auth']);
    assert.equal(server.requests.length, 0);
  });

  it('ends at an unknown model', async () => {
    server.reply(status(404, { error: { message: 'no', code: 'model_not_found' } }));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, ...route, 'endpoint ok', 'key ok', 'model modelUnavailable']);
  });

  it('says what went wrong with the token', async () => {
    server.reply(status(500, ''));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, ...route, 'endpoint ok', 'key ok', 'model ok', 'stream server']);
  });

  it('ends at an endpoint that is not there, or may not be used', async () => {
    const gone = await startScriptedServer();
    await gone.stop();
    const report = await coreAt(gone.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, ...route, 'endpoint network']);
    const plain = await through({ endpoint: 'http://models.example/v1', surroundings: found });
    assert.deepEqual(shown(plain), [false, ...route, 'endpoint badRequest']);
  });

  it('ends before anything is sent when a key is missing', async () => {
    const report = await through({ key: () => Promise.resolve(undefined), surroundings: found });
    assert.deepEqual(shown(report), [false, ...route, 'key noKey']);
  });

  it('does not hide a bug', async () => {
    const deps = {
      config: () => configOf(server.url),
      key: () => Promise.resolve(undefined),
      fetch,
      clock: systemClock,
      stream: () => {
        throw new Error('a bug');
      },
    };
    await assert.rejects(checkHealth(deps, never), /a bug/);
  });

  it('can be given up at every step', async () => {
    for (const prepare of [() => server.replyModels(stall), () => server.reply(stall)]) {
      server.reset();
      prepare();
      const cancel = new AbortController();
      const failing = failureOf(coreAt(server.url).core.healthCheck(cancel.signal));
      setTimeout(() => cancel.abort(), 30);
      assert.equal((await failing).kind, 'cancelled');
    }
    assert.equal(
      (await failureOf(coreAt(server.url).core.healthCheck(AbortSignal.abort()))).kind,
      'cancelled',
    );
  });
});
