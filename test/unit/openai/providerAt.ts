import type { CapabilityBook } from '../../../src/openai/capabilityBook.ts';
import { createOpenAIProvider } from '../../../src/openai/openaiProvider.ts';
import type { AttemptLine } from '../../../src/provider/attempt.ts';
import { ApiKey } from '../../../src/provider/apiKey.ts';
import type { KeySource } from '../../../src/provider/apiKey.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import type { CodexConfig } from '../../../src/provider/config.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError } from '../../../src/provider/errors.ts';
import type { RequestRecord } from '../../../src/provider/metering.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import type { CallOptions, LLMProvider } from '../../../src/provider/provider.ts';
import { tokenLimit } from './rawReplies.ts';
import type { WireWords } from './rawReplies.ts';

/** A key that must never be seen anywhere but in a request's header. */
export const canary = 'sk-canary-0123456789abcdefghijklmnopqrstuvwxyz-0123456789';

/** A key source that always gives this text, bound to whatever host asks. */
export function keyOf(text: string): KeySource {
  return (host) => {
    const key = ApiKey.parse(text, host);
    return Promise.resolve(key instanceof ApiKey ? key : undefined);
  };
}

/** A whole core over an endpoint, with what it logged and recorded. */
export function coreAt(
  endpoint: string,
  more: {
    readonly config?: Partial<CodexConfig>;
    readonly key?: KeySource;
    readonly fetch?: typeof fetch;
    readonly book?: CapabilityBook;
  } = {},
): {
  readonly core: LLMProvider;
  readonly lines: readonly AttemptLine[];
  readonly records: readonly RequestRecord[];
} {
  const lines: AttemptLine[] = [];
  const records: RequestRecord[] = [];
  const { config } = resolveConfig({
    arguments: {},
    environment: {},
    settings: { endpoint, model: 'scripted' },
  });
  const provider = createOpenAIProvider({
    config: () => ({ ...config, ...more.config }),
    key: more.key ?? keyOf(canary),
    fetch: more.fetch ?? globalThis.fetch,
    clock: systemClock,
    ...(more.book !== undefined && { book: more.book }),
    onAttempt: (line) => lines.push(line),
  });
  const core = createPipe(provider, {
    metering: {
      record: (entry) => records.push(entry),
      clock: Date.now,
      target: () => ({ host: 'here', model: config.model }),
    },
  });
  return { core, lines, records };
}

/** Whose protocol is spoken by the addresses that are really the server of the test. */
const endpoints = { chat: 'http://127.0.0.1:1/v1', responses: 'https://api.openai.com/v1' } as const;

/** One attempt, and no second, over Node's own fetch, which goes to `origin` whatever the endpoint. */
export function attemptAt(
  origin: string,
  wire: WireWords['name'],
  timeouts: Partial<CodexConfig['timeouts']>,
): LLMProvider {
  const settings = { endpoint: endpoints[wire], model: 'gpt-4.1', maxTokens: tokenLimit };
  const { config } = resolveConfig({ arguments: {}, environment: {}, settings });
  return createOpenAIProvider({
    config: () => ({ ...config, timeouts: { ...config.timeouts, ...timeouts } }),
    key: keyOf(canary),
    fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      return globalThis.fetch(`${origin}${pathname}`, init);
    },
    clock: systemClock,
  });
}

/** Options of an interactive request. */
export function callOptions(signal: AbortSignal = new AbortController().signal): CallOptions {
  return { signal, priority: 'interactive', cache: 'off', correlationId: 'c-1' };
}

/** The failure a promise ends with; throws when it does not fail, or fails as something else. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (isProviderError(error)) return error;
    throw error;
  }
  throw new Error(`did not fail but gave ${JSON.stringify(value)}`);
}
