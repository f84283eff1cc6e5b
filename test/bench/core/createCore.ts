import { readFile } from 'node:fs/promises';
import type { ExactCache } from '../../../src/cache/exactCache.ts';
import { withExactCache } from '../../../src/cache/withExactCache.ts';
import { createObservability } from '../../../src/editor/observability.ts';
import { askedTemperature } from '../../../src/openai/askedTemperature.ts';
import { capabilitiesOf } from '../../../src/openai/capabilities.ts';
import { createOpenAIProvider } from '../../../src/openai/openaiProvider.ts';
import { createTransport } from '../../../src/openai/transport/createTransport.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { CodexConfig } from '../../../src/provider/config.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import type { CallOptions, GenerationRequest, LLMProvider } from '../../../src/provider/provider.ts';
import { requestKey } from '../../../src/provider/requestKey.ts';
import { createResilience } from '../../../src/provider/resilience.ts';
import type { Resilience } from '../../../src/provider/resilience.ts';

/** What the benches ask. */
export const request: GenerationRequest = {
  task: 'explain',
  system: 'You answer with one word.',
  context: [],
  prompt: 'What is the capital of France?',
  history: [],
  format: { kind: 'text' },
};

/** Options of one interactive call; it reads no cache unless told. */
export function callOptions(over: Partial<CallOptions> = {}): CallOptions {
  return {
    signal: new AbortController().signal,
    priority: 'interactive',
    cache: 'off',
    correlationId: 'bench',
    ...over,
  };
}

/** What a bench changes about the core. */
export interface CoreOptions {
  /** How many requests may run at the same time. */
  readonly users?: number;
  readonly timeouts?: CodexConfig['timeouts'];
  readonly cache?: ExactCache;
}

/** The core of a bench, and its guards. */
export interface Core {
  readonly provider: LLMProvider;
  readonly resilience: Resilience;
}

/** The core against an endpoint, put together as the editor does it: its transport, its guards, what it writes down. */
export function createCore(endpoint: string, options: CoreOptions = {}): Core {
  const usual = resolveConfig({ arguments: {}, environment: {}, settings: { endpoint, model: 'bench' } });
  const config: CodexConfig = {
    ...usual.config,
    temperature: 0,
    limits: { ...usual.config.limits, concurrency: options.users ?? usual.config.limits.concurrency },
    ...(options.timeouts !== undefined && { timeouts: options.timeouts }),
  };
  const observability = createObservability({
    log: { info: () => undefined, warn: () => undefined },
    installId: () => undefined,
    onAlert: () => undefined,
  });
  const resilience = createResilience({
    clock: systemClock,
    random: Math.random,
    target: () => config,
    limits: () => config.limits,
  });
  const attempt = createOpenAIProvider({
    config: () => config,
    key: async () => undefined,
    fetch: createTransport({
      hostFetch: (address, init) => globalThis.fetch(address, init),
      config: () => config.transport,
      unusable: () => [],
      plainHttpConsent: () => 'nothing',
      proxy: () => ({ isOn: false, url: '', except: [] }),
      environment: {},
      readFile: (path) => readFile(path, 'utf8'),
      passphrase: async () => undefined,
      signingSecret: async () => undefined,
    }),
    clock: systemClock,
    onHeaders: (headers, call) => resilience.parts.limits.onHeaders(headers, call),
    onAttempt: (line) => observability.onAttempt(line),
  });
  const { cache } = options;
  const provider = createPipe(attempt, {
    ...resilience.parts,
    ...(cache !== undefined && { cache: (inner) => cachedBy(cache, inner, config) }),
    metering: {
      record: (entry) => observability.onRequest(entry),
      clock: Date.now,
      target: () => ({ host: '127.0.0.1', model: config.model }),
    },
  });
  return { provider, resilience };
}

function cachedBy(cache: ExactCache, provider: LLMProvider, config: CodexConfig): LLMProvider {
  return withExactCache(provider, {
    cache,
    isEnabled: () => true,
    keyOf: (asked) => requestKey(asked, config),
    temperatureOf: (request) =>
      askedTemperature({ request, config, capabilities: capabilitiesOf(config.endpoint) }),
    isSimulated: () => false,
    date: Date.now,
    onHit: () => undefined,
  });
}
