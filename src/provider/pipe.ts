import { withBreaker } from './breaker.ts';
import type { Breaking } from './breaker.ts';
import { withCancellation } from './cancellation.ts';
import type { Limits } from './limits.ts';
import { withMetering } from './metering.ts';
import type { Metering } from './metering.ts';
import type { LLMProvider } from './provider.ts';
import { withRetry } from './retry.ts';
import type { Retrying } from './retry.ts';
import { withSharing } from './sharing.ts';
import type { Sharing } from './sharing.ts';
import { withValidation } from './validation.ts';

/** What goes around one attempt; what is not given is left out. */
export interface PipeParts {
  /** Answers from an exact cache and fills it: a function from provider to provider like the others. */
  readonly cache?: (provider: LLMProvider) => LLMProvider;
  readonly sharing?: Sharing;
  readonly metering: Metering;
  readonly retry?: Retrying;
  readonly limits?: Limits;
  readonly breaker?: Breaking;
}

/**
 * Puts the decorators around one attempt, outermost first:
 * validation → cancellation → exact cache → in-flight sharing → metering → retry → queue and rate → breaker → attempt.
 */
export function createPipe(attempt: LLMProvider, parts: PipeParts): LLMProvider {
  const { cache, sharing, metering, retry, limits, breaker } = parts;
  const guarded = breaker === undefined ? attempt : withBreaker(attempt, breaker);
  const limited = limits?.around(guarded) ?? guarded;
  const retried = retry === undefined ? limited : withRetry(limited, retry);
  const metered = withMetering(retried, metering);
  const shared = sharing === undefined ? metered : withSharing(metered, sharing);
  const checked = withMetering(attempt, metering);
  return {
    ...withValidation(withCancellation(cache?.(shared) ?? shared)),
    // Straight to the attempt: a health check looks past retries and breakers, but what it spends is counted.
    healthCheck: (signal, watch) =>
      attempt.healthCheck(signal, {
        stream: (request, options) => checked.stream(request, options),
        ...watch,
      }),
  };
}
