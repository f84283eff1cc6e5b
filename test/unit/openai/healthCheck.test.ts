import assert from 'node:assert/strict';
import { checkHealth } from '../../../src/openai/healthCheck.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { HealthReport } from '../../../src/provider/provider.ts';
import { chatAnswer, stall, status } from '../../support/scriptedReply.ts';
import { modelList, startScriptedServer } from '../../support/scriptedServer.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import { canary, coreAt, failureOf } from './providerAt.ts';

const never = new AbortController().signal;

function shown({ ok, steps }: HealthReport): readonly unknown[] {
  return [ok, ...steps.map((step) => `${step.name} ${step.failure ?? (step.ok ? 'ok' : 'not ok')}`)];
}

describe('A health check', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  it('goes through endpoint, key, model and one token', async () => {
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [true, 'endpoint ok', 'key ok', 'model ok', 'stream ok']);
    assert.deepEqual(
      report.steps.map(({ detail }) => detail),
      [`127.0.0.1:${server.port}`, 'key ending in 6789', 'scripted', 'a token arrived'],
    );
    assert.ok(report.steps.every(({ milliseconds }) => milliseconds >= 0));
    assert.equal(JSON.stringify(report).includes(canary), false);
    assert.equal(JSON.parse(server.requests[0]?.body ?? '{}').max_tokens, 16);
  });

  it('takes an answer cut at so few tokens as good, and a keyless server', async () => {
    server.reply(chatAnswer('', { finishReason: 'length' }));
    const report = await coreAt(server.url, { key: () => Promise.resolve(undefined) }).core.healthCheck(
      never,
    );
    assert.equal(report.ok, true);
    assert.equal(report.steps[1]?.detail, 'no key');
  });

  it('says when the server does not list the model but answers all the same', async () => {
    server.replyModels(modelList('other'));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.equal(report.ok, true);
    assert.equal(report.steps[2]?.detail, "scripted (not in the server's list)");
  });

  it('does without a list of models', async () => {
    server.replyModels(status(404, 'none'));
    assert.equal((await coreAt(server.url).core.healthCheck(never)).ok, true);
  });

  it('ends at a refused key', async () => {
    server.replyModels(status(401, ''));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, 'endpoint ok', 'key auth']);
    assert.equal(server.requests.length, 0);
  });

  it('ends at an unknown model', async () => {
    server.reply(status(404, { error: { message: 'no', code: 'model_not_found' } }));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, 'endpoint ok', 'key ok', 'model modelUnavailable']);
  });

  it('says what went wrong with the token', async () => {
    server.reply(status(500, ''));
    const report = await coreAt(server.url).core.healthCheck(never);
    assert.deepEqual(shown(report), [false, 'endpoint ok', 'key ok', 'model ok', 'stream server']);
  });

  it('ends at an endpoint that is not there, or may not be used', async () => {
    const gone = await startScriptedServer();
    await gone.stop();
    assert.deepEqual(shown(await coreAt(gone.url).core.healthCheck(never)), [false, 'endpoint network']);
    const config = { endpoint: 'http://models.example/v1' };
    const plain = await coreAt(gone.url, { config }).core.healthCheck(never);
    assert.deepEqual(shown(plain), [false, 'endpoint badRequest']);
  });

  it('ends before anything is sent when a key is missing', async () => {
    const { core } = coreAt('https://models.example/v1', { key: () => Promise.resolve(undefined) });
    assert.deepEqual(shown(await core.healthCheck(never)), [false, 'key noKey']);
  });

  it('does not hide a bug', async () => {
    const deps = {
      config: () =>
        resolveConfig({ arguments: {}, environment: {}, settings: { endpoint: server.url } }).config,
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
