import type { ProviderErrorKind } from '../provider/errors.ts';

/** What the requests of this window are doing, as the status bar tells it. */
export type WorkState =
  | { readonly kind: 'idle' }
  /** `label` is that of the only request; undefined when there are several. `since` is when the oldest began. */
  | {
      readonly kind: 'working';
      readonly count: number;
      readonly label: string | undefined;
      readonly since: number;
    }
  | { readonly kind: 'failed'; readonly failure: ProviderErrorKind };

/** How one request ended. */
export type WorkOutcome = 'ok' | 'cancelled' | ProviderErrorKind;

/** One request that runs. */
export interface TrackedWork {
  /** Says what it is doing now. */
  readonly relabel: (label: string) => void;
  /** Ends it, once. */
  readonly finish: (outcome: WorkOutcome) => void;
}

/** Follows the requests that run; `clock` is in milliseconds. */
export interface WorkTracker {
  /** Begins one request. */
  start(label: string): TrackedWork;
  state(): WorkState;
  /** Forgets the last failure, when what failed has been mended. */
  forgive(): void;
}

/** A tracker with nothing running. A failure stays until a request succeeds or `forgive` is called. */
export function createWorkTracker(clock: () => number): WorkTracker {
  const running = new Map<symbol, { readonly label: string; readonly since: number }>();
  let failure: ProviderErrorKind | undefined;
  return {
    start(label) {
      const id = Symbol(label);
      const since = clock();
      running.set(id, { label, since });
      return {
        relabel(now) {
          if (running.has(id)) running.set(id, { label: now, since });
        },
        finish(outcome) {
          if (!running.delete(id) || outcome === 'cancelled') return;
          failure = outcome === 'ok' ? undefined : outcome;
        },
      };
    },
    state() {
      const requests = [...running.values()];
      const first = requests[0];
      if (first !== undefined) {
        const label = requests.length === 1 ? first.label : undefined;
        return { kind: 'working', count: requests.length, label, since: first.since };
      }
      return failure === undefined ? { kind: 'idle' } : { kind: 'failed', failure };
    },
    forgive() {
      failure = undefined;
    },
  };
}
