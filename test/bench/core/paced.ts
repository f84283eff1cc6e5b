import { defaultRetryPolicy } from '../../../src/provider/retry.ts';
import type { CoreFigure } from './coreFigure.ts';
import { createCore, callOptions, request } from './createCore.ts';
import type { Measured } from './exchange.ts';
import { faults } from './faultPlan.ts';
import type { Fault, Injected } from './faultPlan.ts';
import type { Upstream } from './startUpstream.ts';

/** The latency of the classic table: 10, 50, 100 users at 8.5, 42.3, 85.7 answers a second. */
const latencyMs = 1170;
const everyNth = 100;
const steadyMs = 30_000;
const classic: Readonly<Record<number, number>> = { 10: 8.5, 50: 42.3, 100: 85.7 };

/** Milliseconds that the core waits on average before it tries again, where the server names no time: full jitter. */
const meanBackOffMs = defaultRetryPolicy.baseMs / 2;

/** Users who ask again as soon as they are answered, a slow model, and a fault in every hundredth attempt. */
export async function measurePaced(upstream: Upstream, users: number): Promise<Measured> {
  const { provider } = createCore(upstream.endpoint('paced'), { users });
  await upstream.plan({ latencyMs, everyNth });
  let errors = 0;
  const user = async (
    _: unknown,
    index: number,
  ): Promise<{ readonly count: number; readonly ms: number }> => {
    // Not all at once: people do not ask in step.
    await new Promise((resolve) => setTimeout(resolve, (latencyMs * index) / users));
    const from = performance.now();
    let count = 0;
    while (performance.now() - from < steadyMs) {
      try {
        if ((await provider.generate(request, callOptions())).text === 'Paris.') count += 1;
        else errors += 1;
      } catch {
        errors += 1;
      }
    }
    return { count, ms: performance.now() - from };
  };
  const served = await Promise.all(Array.from({ length: users }, user));
  const injected = await upstream.injected();
  const rate = served.reduce((sum, { count, ms }) => sum + count / (ms / 1000), 0);
  const ceiling = ceilingOf(users, injected);
  const figure: CoreFigure = {
    name: `answers per second, ${users} users, 1.17 s, faults`,
    core: rate,
    judged: `of the ceiling ${ceiling.toFixed(2)}; classic table ${classic[users] ?? '–'}`,
    goal: { atLeast: 0.99, of: rate / ceiling },
    errors,
  };
  return { figures: [figure], raw: { [`paced${users}`]: { served, injected, ceiling, errors } } };
}

/**
 * What nobody can beat: each answer takes its latency, and its share of what the injected faults cost. A Retry-After
 * holds everyone back, since nothing may be sent before it is over: of the others, who come to an answer at any
 * moment, each loses what is then left of it.
 */
function ceilingOf(users: number, { answered, faults: counts }: Injected): number {
  const lostMs = Object.entries(counts).reduce((sum, [name, count]) => {
    const { after, retryAfterMs } = faults[name as Fault];
    const others = retryAfterMs === undefined ? 0 : ((users - 1) * retryAfterMs ** 2) / (2 * latencyMs);
    return sum + count * (after + (retryAfterMs ?? meanBackOffMs) + others);
  }, 0);
  return (1000 * users) / (latencyMs + lostMs / Math.max(1, answered));
}
