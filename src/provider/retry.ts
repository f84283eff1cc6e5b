import type { Clock } from './clock.ts';
import { cancelled, isProviderError } from './errors.ts';
import type { ProviderError, ProviderErrorKind } from './errors.ts';
import type { CallOptions, GenerationEvent, GenerationRequest, LLMProvider } from './provider.ts';
import type { Wait, Waits } from './waits.ts';
import { waitUntil } from './waitUntil.ts';
import { withStream } from './withStream.ts';

/** How often and how late a failed attempt is repeated. */
export interface RetryPolicy {
  readonly maxRetries: number;
  /** Milliseconds the first delay is at most; each further one may be twice as long, up to `longestBackoffMs`. */
  readonly baseMs: number;
  readonly longestBackoffMs: number;
  /** A server that asks for more is not waited for: the failure says until when. */
  readonly longestRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: 2,
  baseMs: 500,
  longestBackoffMs: 8000,
  longestRetryAfterMs: 60_000,
};

/** What retrying needs beside the provider. */
export interface Retrying {
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Where the delay is seen while it lasts. */
  readonly waits: Waits;
  readonly policy?: RetryPolicy;
}

/**
 * Repeats attempts that failed before anything of their answer was shown, where the failure may be gone the next time.
 * Own code rather than cockatiel 4: its delays do not end with an abort signal, run on the wall clock,
 * and know a promise that fails, not a stream that fails before its first word.
 */
export function withRetry(provider: LLMProvider, retrying: Retrying): LLMProvider {
  return withStream(provider, (request, options) => ({
    [Symbol.asyncIterator]: () => retried({ provider, request, options }, retrying),
  }));
}

/**
 * Milliseconds until the next attempt, or undefined when there must be none: full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what the server asked for if longer.
 * `retries` is how many there were.
 */
export function retryDelay(
  error: ProviderError,
  retries: number,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (retries >= policy.maxRetries || !mayPass(error)) return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > policy.longestRetryAfterMs) return undefined;
  return Math.max(asked, random() * Math.min(policy.longestBackoffMs, policy.baseMs * 2 ** retries));
}

const passing: ReadonlySet<ProviderErrorKind> = new Set(['server', 'rateLimit', 'network', 'timeout']);

/** A server that never sent headers may have lost the request; one that sent them is working on it. */
function mayPass(error: ProviderError): boolean {
  if (!error.retryable || !passing.has(error.kind)) return false;
  return error.timer === undefined || error.timer === 'headers';
}

/** The attempts of a request may themselves open the breaker: what they met says more than that it is open. */
function telling(error: unknown, met: ProviderError | undefined): unknown {
  return met !== undefined && isProviderError(error) && error.kind === 'circuitOpen' ? met : error;
}

interface Call {
  readonly provider: LLMProvider;
  readonly request: GenerationRequest;
  readonly options: CallOptions;
}

function retried(call: Call, retrying: Retrying): AsyncIterator<GenerationEvent> {
  const { clock, random, waits, policy = defaultRetryPolicy } = retrying;
  const { signal, correlationId } = call.options;
  let retries = 0;
  let met: ProviderError | undefined;
  const open = (): AsyncIterator<GenerationEvent> =>
    call.provider.stream(call.request, { ...call.options, attempt: retries + 1 })[Symbol.asyncIterator]();
  let source = open();
  let isShown = false;
  let hasLeft = false;

  const pause = async (error: unknown): Promise<void> => {
    const delayMs = isProviderError(error) ? retryDelay(error, retries, policy, random) : undefined;
    if (!isProviderError(error) || delayMs === undefined) throw telling(error, met);
    met = error;
    const until = clock.now() + delayMs;
    retries += 1;
    const wait: Wait = { reason: 'retry', correlationId, kind: error.kind, attempt: retries + 1, until };
    const endWait = waits.begin(() => wait);
    try {
      await waitUntil(until, clock, signal);
    } finally {
      endWait();
    }
    if (hasLeft) throw cancelled();
  };
  const first = async (): Promise<IteratorResult<GenerationEvent>> => {
    for (;;) {
      try {
        const result = await source.next();
        isShown = result.done === true || result.value.type !== 'usage';
        return result;
      } catch (error) {
        await pause(error);
        source = open();
      }
    }
  };
  return {
    next: () => (isShown ? source.next() : first()),
    async return() {
      hasLeft = true;
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
}
