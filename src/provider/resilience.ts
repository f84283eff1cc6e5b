import { createBreakers } from './breakers.ts';
import type { Breakers } from './breakers.ts';
import type { Clock } from './clock.ts';
import { createLimits } from './limits.ts';
import type { PipeParts } from './pipe.ts';
import type { RateLimits } from './rateGate.ts';
import { requestKey } from './requestKey.ts';
import type { RequestTarget } from './requestKey.ts';
import { createWaits } from './waits.ts';
import type { Waits } from './waits.ts';

/** What the guards of the core work with. */
export interface ResilienceDeps {
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Where requests go now. */
  readonly target: () => RequestTarget;
  readonly limits: () => RateLimits;
}

/** Sharing, retry, limits and breaker for one pipe, and what can be seen of them. */
export interface Resilience {
  readonly parts: Required<Pick<PipeParts, 'sharing' | 'retry' | 'limits' | 'breaker'>>;
  readonly breakers: Breakers;
  readonly waits: Waits;
  /** Lets the next request try at once: closes every breaker and ends every pause. */
  reset(): void;
}

/** All guards in their usual strength. */
export function createResilience({ clock, random, target, limits }: ResilienceDeps): Resilience {
  const breakers = createBreakers(clock);
  const waits = createWaits();
  const guard = createLimits({ clock, limits, waits, target });
  return {
    parts: {
      sharing: { key: (request) => requestKey(request, target()) },
      retry: { clock, random, waits },
      limits: guard,
      breaker: {
        breakers,
        circuit(request) {
          const { endpoint, model } = target();
          return { endpoint, model: request.model ?? model };
        },
      },
    },
    breakers,
    waits,
    reset() {
      breakers.reset();
      guard.resume();
    },
  };
}
