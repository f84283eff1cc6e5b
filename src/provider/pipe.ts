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
  return withCancellation(withMetering(attempt, metering));
}
