import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createAuthority } from '../support/certificates.ts';
import { freePort } from '../support/freePort.ts';
import { installLiteLlm } from '../support/installLiteLlm.ts';
import { startLiteLlm } from '../support/liteLlm.ts';
import type { LiteLlm } from '../support/liteLlm.ts';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelServer } from '../support/model.ts';
import { notRunWhere } from '../support/notRun.ts';
import { wirePaths } from './ask.ts';
import type { Asking } from './ask.ts';
import type { Staging } from './contract.ts';
import { holdContract } from './holdContract.ts';
import { isWriting, longAnswer } from './llamaSlots.ts';

const key = 'sk-test-of-the-proxy';
const upstreamKey = 'sk-test-of-the-llama-server';
const slowSeconds = 3;
const contextTokens = 1024;

/** Models without anything behind them, which LiteLLM answers for itself. */
const staged = {
  slow: { mock_response: 'late', mock_delay: slowSeconds },
  'always-500': { mock_response: 'litellm.InternalServerError' },
};
const wires = ['chat', 'responses'] as const;

describe('A real LiteLLM proxy over TLS in front of llama.cpp', function () {
  notRunWhere(this, whyNotRun);
  let upstream: ModelServer;
  let dyingPort: number;
  let proxy: LiteLlm;
  const trusted = getCACertificates('default');
  let trustedHere: readonly string[] = trusted;

  const asking = (model: string, over: Partial<Asking> = {}, endpoint: string = proxy.url): Asking => ({
    config: { endpoint, model, maxTokens: 200 },
    key,
    ...over,
  });

  before(async () => {
    upstream = await startModelServer({ key: upstreamKey, parallel: 2, ctx: contextTokens });
    dyingPort = await freePort();
    const authority = await createAuthority('Test authority');
    const { certificate, key: privateKey } = await authority.issue('proxy', ['127.0.0.1', 'localhost']);
    trustedHere = [...trusted, authority.certificate];
    setDefaultCACertificates(trustedHere);
    const llama = { model: `openai/${upstream.model}`, api_key: upstreamKey };
    proxy = await startLiteLlm({
      key,
      tls: { cert: certificate, key: privateKey },
      models: {
        ...staged,
        coder: { ...llama, api_base: upstream.url },
        ...Object.fromEntries(
          wires.map((wire) => [`limited-${wire}`, { ...llama, api_base: upstream.url, rpm: 2 }]),
        ),
        dying: { ...llama, api_base: `http://127.0.0.1:${dyingPort}/v1` },
        'dead-upstream': { api_base: `http://127.0.0.1:${await freePort()}/v1` },
      },
    });
  });
  after(async () => {
    setDefaultCACertificates(trusted);
    await proxy?.stop();
    await upstream?.stop();
  });

  const slow = (): Staging => ({ asking: asking('slow') });
  const impatient = (): Staging => {
    const hasty = asking('slow');
    const short = 300;
    const timeouts = { headersMs: short, firstTokenMs: short, idleMs: short, totalMs: 60_000 };
    return { asking: { ...hasty, config: { ...hasty.config, timeouts } } };
  };

  for (const wire of wires)
    describe(`over ${wirePaths[wire]}`, () =>
      holdContract(wire, {
        answer: () => ({ asking: asking('coder') }),
        tokenLimit: () => ({ asking: asking('coder', { request: { ...longAnswer, maxTokens: 8 } }) }),
        contextOverflow: () => ({
          asking: asking('coder', { request: { prompt: 'word '.repeat(2 * contextTokens) } }),
        }),
        wrongKey: () => ({ asking: asking('coder', { key: 'sk-wrong-key-of-a-test' }) }),
        unknownModel: () => ({ asking: asking('not-there') }),
        wrongPath: () => ({ asking: asking('coder', {}, proxy.url.replace(/v1$/, 'v9')) }),
        cancel: () => ({
          asking: asking('coder', { request: longAnswer }),
          isBusy: () => isWriting(upstream.url, upstreamKey),
        }),
        async killed() {
          const dying = await startModelServer({ key: upstreamKey, ctx: contextTokens, port: dyingPort });
          return {
            asking: asking('dying', { request: longAnswer }),
            kill: async () => void process.kill(dying.pid, 'SIGKILL'),
            restore: () => dying.stop(),
          };
        },
        rateLimit: () => ({ asking: asking(`limited-${wire}`), perMinute: 2, retryAfterMs: 60_000 }),
        serverError: () => ({ asking: asking('always-500') }),
        deadUpstream: () => ({ asking: asking('dead-upstream') }),
        // LiteLLM's stand-ins answer late on this wire only: over the other they do not stream.
        ...(wire === 'chat' && { slow, impatient }),
        untrusted() {
          setDefaultCACertificates(trusted);
          // Another origin, so that no connection from before is used.
          const endpoint = proxy.url.replace('127.0.0.1', 'localhost');
          return {
            asking: asking('coder', {}, endpoint),
            restore: async () => setDefaultCACertificates(trustedHere),
          };
        },
      }));
});

async function whyNotRun(): Promise<string | undefined> {
  const parts = await ensureModel();
  if (parts.kind === 'unavailable') return parts.reasons.join('; ');
  try {
    await installLiteLlm(() => undefined);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
