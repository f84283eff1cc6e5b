import { collect } from '../provider/collect.ts';
import type {
  CallOptions,
  GenerationDone,
  GenerationEvent,
  GenerationRequest,
  LLMProvider,
} from '../provider/provider.ts';
import { type AskedTemperature, isCacheable, isWorthKeeping } from './cacheRules.ts';
import { type CachedAnswer, replay, toCachedAnswer } from './cachedAnswer.ts';
import type { ExactCache } from './exactCache.ts';

/** What the decorator is given. */
export interface ExactCacheUse {
  readonly cache: ExactCache;
  /** False while the person wants none; read for each request. */
  readonly isEnabled: () => boolean;
  readonly keyOf: (request: GenerationRequest) => string;
  readonly temperatureOf: (request: GenerationRequest) => AskedTemperature;
  /** True for the answer of a stand-in, which must never be taken for a model's. */
  readonly isSimulated: (request: GenerationRequest, done: GenerationDone) => boolean;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** Called for each answer that is given again; it costs nothing. */
  readonly onHit: (request: GenerationRequest, answer: CachedAnswer) => void;
}

/**
 * Gives the same answer to the same request again where that is right (`cacheRules`), and keeps each whole answer
 * for the next time. `refresh` only keeps, `off` does neither.
 */
export function withExactCache(provider: LLMProvider, use: ExactCacheUse): LLMProvider {
  const stream: LLMProvider['stream'] = (request, options) =>
    options.cache !== 'off' && use.isEnabled() && isCacheable(request.task, use.temperatureOf(request))
      ? cached(provider, use, request, options)
      : provider.stream(request, options);
  return {
    name: provider.name,
    stream,
    generate: (request, options) => collect(stream(request, options)),
    healthCheck: (signal, watch) => provider.healthCheck(signal, watch),
  };
}

async function* cached(
  provider: LLMProvider,
  use: ExactCacheUse,
  request: GenerationRequest,
  options: CallOptions,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const key = use.keyOf(request);
  if (options.cache === 'use') {
    await use.cache.ready();
    const answer = use.cache.get(key);
    if (answer !== undefined) {
      use.onHit(request, answer);
      yield* replay(answer);
      return;
    }
  }
  let text = '';
  let reasoning = '';
  for await (const event of provider.stream(request, options)) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'reasoning') reasoning += event.text;
    else if (event.type === 'done') {
      const said = { text, reasoning };
      // The settings may have changed on the way: what is kept has to be the answer to what the key says.
      const isSame = use.keyOf(request) === key;
      if (isSame && isWorthKeeping(said, event) && !use.isSimulated(request, event))
        use.cache.put(key, toCachedAnswer(said, event, use.date()));
    }
    yield event;
  }
}
