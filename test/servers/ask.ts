import { randomUUID } from 'node:crypto';
import { createCapabilityBook } from '../../src/openai/capabilityBook.ts';
import { createOpenAIProvider } from '../../src/openai/openaiProvider.ts';
import { ApiKey } from '../../src/provider/apiKey.ts';
import { systemClock } from '../../src/provider/clock.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import type { CodexConfig } from '../../src/provider/config.ts';
import { endpointHost } from '../../src/provider/endpoint.ts';
import { isProviderError } from '../../src/provider/errors.ts';
import type { ProviderError } from '../../src/provider/errors.ts';
import type { GenerationDone, GenerationRequest } from '../../src/provider/provider.ts';

/** The two protocols a server may speak, and where each is asked. */
export const wirePaths = { chat: '/chat/completions', responses: '/responses' } as const;

/** One request to a real server. */
export interface Asking {
  /** `chat` when left out. */
  readonly wire?: keyof typeof wirePaths;
  readonly config: Partial<CodexConfig> & Pick<CodexConfig, 'endpoint' | 'model'>;
  readonly key?: string;
  readonly request?: Partial<GenerationRequest>;
  readonly signal?: AbortSignal;
  /** Called with each piece of text. */
  readonly onText?: (text: string) => void;
}

/** What came of a request; times are of `performance.now()`. */
export interface Told {
  readonly text: string;
  readonly done: GenerationDone | undefined;
  readonly failure: ProviderError | undefined;
  readonly firstTextAt: number | undefined;
  readonly endedAt: number;
}

/** A loaded machine prefills slowly: nothing here ends by time unless the test says so. */
const patience = { headersMs: 200_000, firstTokenMs: 200_000, idleMs: 100_000, totalMs: 400_000 };

/** Asks through one attempt of the real provider: what it says of a server is not yet mended by retries. */
export async function ask(asking: Asking): Promise<Told> {
  const defaults = resolveConfig({ arguments: {}, environment: {}, settings: {} }).config;
  const wire = asking.wire ?? 'chat';
  const provider = createOpenAIProvider({
    config: () => ({
      ...defaults,
      temperature: 0,
      timeouts: patience,
      capabilities: { [endpointHost(asking.config.endpoint)]: { wire } },
      ...asking.config,
    }),
    key(host) {
      const key = ApiKey.parse(asking.key ?? '', host);
      return Promise.resolve(key instanceof ApiKey ? key : undefined);
    },
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (!pathname.endsWith(wirePaths[wire])) throw new Error(`asked ${pathname}, not over ${wire}`);
      // A connection of its own: a server that closes an idle one just as it is asked again is mended by retries, too.
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers);
      headers.set('connection', 'close');
      return globalThis.fetch(input, { ...init, headers });
    },
    clock: systemClock,
    // What a server refuses is not remembered from one test to the next.
    book: createCapabilityBook({ get: () => undefined, set: async () => undefined }, Date.now),
  });
  const request: GenerationRequest = {
    task: 'generate',
    system: 'You answer with one word.',
    context: [],
    prompt: 'What is the capital of France?',
    history: [],
    format: { kind: 'text' },
    ...asking.request,
  };
  let text = '';
  let done: GenerationDone | undefined;
  let failure: ProviderError | undefined;
  let firstTextAt: number | undefined;
  try {
    const events = provider.stream(request, {
      signal: asking.signal ?? new AbortController().signal,
      priority: 'interactive',
      cache: 'off',
      correlationId: randomUUID(),
    });
    for await (const event of events) {
      if (event.type === 'done') done = event;
      if (event.type !== 'text') continue;
      firstTextAt ??= performance.now();
      text += event.text;
      asking.onText?.(event.text);
    }
  } catch (error) {
    if (!isProviderError(error)) throw error;
    failure = error;
  }
  return { text, done, failure, firstTextAt, endedAt: performance.now() };
}
