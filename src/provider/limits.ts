import { isProviderError } from './errors.ts';
import type { ProviderError } from './errors.ts';
import { estimatePromptTokens } from './estimateUsage.ts';
import { Limiter } from './limiter.ts';
import type { AttemptResult, LimiterDeps, Permit } from './limiter.ts';
import { observed } from './observedStream.ts';
import type { StreamEnd } from './observedStream.ts';
import type { CallOptions, LLMProvider } from './provider.ts';
import { readRateHeaders } from './rateHeaders.ts';
import type { RequestTarget } from './requestKey.ts';
import { withStream } from './withStream.ts';

/** What limiting needs beside the provider. */
export interface Limiting extends LimiterDeps {
  readonly target: () => RequestTarget;
}

/** Limits of all endpoints, and where attempts tell what their replies say about them. */
export interface Limits {
  /** Makes each attempt wait for its turn. */
  around(provider: LLMProvider): LLMProvider;
  /** Takes the headers of a reply; `options` are those the attempt was called with. */
  onHeaders(headers: Headers, options: CallOptions): void;
  /** The limits are others now: who waited for the old ones may go at once. */
  update(): void;
  /** Ends every silence that a server asked for. */
  resume(): void;
}

/** Limits without an attempt. */
export function createLimits(limiting: Limiting): Limits {
  const limiters = new Map<string, Limiter>();
  // By the options of one attempt, which is the only thing that the wire knows of it.
  const permits = new WeakMap<CallOptions, Permit>();
  const limiterOf = (endpoint: string): Limiter => {
    const limiter = limiters.get(endpoint) ?? new Limiter(limiting);
    limiters.set(endpoint, limiter);
    return limiter;
  };
  return {
    around: (provider) =>
      withStream(provider, (request, options) =>
        observed(async () => {
          const target = limiting.target();
          const permit = await limiterOf(target.endpoint).enter({
            model: request.model ?? target.model,
            tokens: once(() => estimatePromptTokens(request) + (request.maxTokens ?? target.maxTokens)),
            options,
          });
          const own = { ...options };
          permits.set(own, permit);
          let tokens: number | undefined;
          return {
            events: provider.stream(request, own),
            onEvent(event) {
              if (event.type === 'usage') tokens = event.usage.totalTokens;
            },
            onEnd: (end) => permit.leave(resultOf(end, tokens)),
          };
        }),
      ),
    onHeaders(headers, options) {
      permits.get(options)?.arrive(readRateHeaders(headers));
    },
    update() {
      for (const limiter of limiters.values()) limiter.update();
    },
    resume() {
      for (const limiter of limiters.values()) limiter.resume();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function resultOf(end: StreamEnd, tokens: number | undefined): AttemptResult {
  if (end.kind === 'done') {
    return { outcome: 'answered', isSent: true, tokens: end.event.usage.totalTokens };
  }
  const error = end.kind === 'failed' && isProviderError(end.error) ? end.error : undefined;
  return {
    outcome: error?.kind === 'rateLimit' ? 'throttled' : 'other',
    isSent: error?.kind !== 'circuitOpen' && error?.kind !== 'noKey',
    tokens,
    pause: error === undefined ? undefined : pauseAfter(error),
  };
}

/** A server that is too busy wants silence from everybody; what a person can mend, such as a key, ends sooner. */
function pauseAfter({ kind, retryAfterMs: ms }: ProviderError): AttemptResult['pause'] {
  return ms !== undefined && (kind === 'rateLimit' || kind === 'server') ? { ms, kind } : undefined;
}
