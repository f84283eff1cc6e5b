import { withCancellation } from './cancellation.ts';
import { withMetering } from './metering.ts';
import type { Metering } from './metering.ts';
import type { LLMProvider } from './provider.ts';

/** What goes around one attempt. Each decorator is a function from provider to provider. */
export interface PipeParts {
  /** Answers from an exact cache and fills it; without it every request goes on. */
  readonly cache?: (provider: LLMProvider) => LLMProvider;
  readonly metering: Metering;
}

/**
 * Puts the decorators around one attempt, outermost first:
 * cancellation → exact cache → (in-flight sharing) → metering → (retry → queue and rate → breaker) → attempt.
 * Those in parentheses have their place here and are functions from provider to provider like the others.
 */
export function createPipe(attempt: LLMProvider, parts: PipeParts): LLMProvider {
  const metered = withMetering(attempt, parts.metering);
  const cached = parts.cache?.(metered) ?? metered;
  return {
    ...withCancellation(cached),
    // Straight to the attempt: a health check looks past retries and breakers, but what it spends is counted.
    healthCheck: (signal, watch) =>
      attempt.healthCheck(signal, {
        stream: (request, options) => metered.stream(request, options),
        ...watch,
      }),
  };
}
