import type { CapabilityBook } from '../openai/capabilityBook.ts';
import { keyFor } from '../openai/keyFor.ts';
import { learnedFromFacts, probeEndpoint } from '../openai/probeEndpoint.ts';
import { systemClock } from '../provider/clock.ts';
import type { ModelFacts } from '../provider/modelFacts.ts';
import type { KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';

/** The models of the endpoint in force, and what they teach about how to ask it. */
export interface EndpointModels {
  /** What was heard last in this window; undefined before that. */
  known(): readonly ModelFacts[] | undefined;
  /** Asks the endpoint, without anything being billed. Throws a `ProviderError`. */
  list(signal: AbortSignal): Promise<readonly ModelFacts[]>;
  /** Asks an endpoint that was not asked yet by this window, in its own time. */
  learn(): void;
}

/** What a question in the background may take. */
const backgroundMs = 5000;

/** Asks with the key, the headers and the `fetch` of requests. */
export function createEndpointModels(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly book: CapabilityBook;
  readonly fetch: typeof fetch;
}): EndpointModels {
  const { settings, keys, book, fetch } = deps;
  const heard = new Map<string, readonly ModelFacts[]>();
  const asked = new Set<string>();

  async function ask(signal: AbortSignal, timeoutMs: number): Promise<readonly ModelFacts[]> {
    const { config } = settings.current();
    const { endpoint, headers, model } = config;
    const key = await keyFor({ config, key: keys.source, clock: systemClock }, signal);
    const models = await probeEndpoint({ endpoint, key, headers, fetch, timeoutMs }, model, signal);
    heard.set(endpoint, models);
    asked.add(endpoint);
    const current = models.find(({ id }) => id === model);
    if (current !== undefined) book.learn(endpoint, model, learnedFromFacts(current));
    return models;
  }

  return {
    known: () => heard.get(settings.current().config.endpoint),
    list: (signal) => ask(signal, settings.current().config.timeouts.headersMs),
    learn() {
      const { endpoint } = settings.current().config;
      if (asked.has(endpoint)) return;
      asked.add(endpoint);
      // Nobody waits for it, and an endpoint that tells nothing is as good as before.
      void ask(AbortSignal.timeout(backgroundMs), backgroundMs).catch(() => undefined);
    },
  };
}
