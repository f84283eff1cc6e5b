import { withCancellation } from './cancellation.ts';
import { withMetering } from './metering.ts';
import type { Metering } from './metering.ts';
import type { LLMProvider } from './provider.ts';

/**
 * Puts the decorators around one attempt, outermost first:
 * cancellation → (exact cache → in-flight sharing) → metering → (retry → queue and rate → breaker) → attempt.
 * Those in parentheses have their place here and are functions from provider to provider like the others.
 */
export function createPipe(attempt: LLMProvider, metering: Metering): LLMProvider {
  const metered = withMetering(attempt, metering);
  return {
    ...withCancellation(metered),
    // Straight to the attempt: a health check looks past retries and breakers, but what it spends is counted.
    healthCheck: (signal, watch) =>
      attempt.healthCheck(signal, {
        stream: (request, options) => metered.stream(request, options),
        ...watch,
      }),
  };
}
