import type { Clock } from './clock.ts';
import { joinEndpoint, transportRule } from './endpoint.ts';
import { isProviderError } from './errors.ts';

/** Where and how metrics are pushed. */
export interface MetricsPush {
  /** The collector's base URL, or the whole address that ends in `/v1/metrics`. */
  readonly endpoint: string;
  readonly intervalMs: number;
  /** The body as it stands now; undefined when there is nothing to tell yet. */
  readonly body: () => string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Told of a failed push, once until one succeeds again. It holds no address. */
  readonly onFailure: (reason: string) => void;
}

const limitMs = 10_000;

/** Pushes over and over until disposed. A failure is left at that: the next push tells all of it again. */
export function startMetricsPush(push: MetricsPush): Disposable {
  const ended = new AbortController();
  const url = /\/v1\/metrics\/?$/.test(push.endpoint)
    ? push.endpoint
    : joinEndpoint(push.endpoint, 'v1/metrics');
  let isTold = false;
  let stop: (() => void) | undefined;

  const tell = (reason: string): void => {
    if (!isTold && !ended.signal.aborted) push.onFailure(reason);
    isTold = true;
  };
  const once = async (): Promise<void> => {
    const body = push.body();
    if (body === undefined) return;
    // Nobody is there to be asked, as for requests to a private address.
    if (transportRule(url) !== 'free') return tell('plain http to another computer');
    try {
      const response = await push.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        // A collector has no business sending our figures elsewhere.
        redirect: 'error',
        signal: AbortSignal.any([ended.signal, AbortSignal.timeout(limitMs)]),
      });
      await response.body?.cancel();
      if (!response.ok) return tell(`status ${response.status}`);
      isTold = false;
    } catch (error) {
      tell(isProviderError(error) ? error.kind : 'not reached');
    }
  };
  const schedule = (): void => {
    if (ended.signal.aborted) return;
    stop = push.clock.setTimeout(() => void once().finally(schedule), push.intervalMs);
  };
  schedule();
  return {
    [Symbol.dispose]() {
      ended.abort();
      stop?.();
    },
  };
}
