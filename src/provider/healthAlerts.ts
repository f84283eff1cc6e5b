import type { AttemptLine } from './attempt.ts';
import type { ProviderErrorKind } from './errors.ts';

/** A server that stopped answering, or answers again. */
export type HealthAlert =
  | {
      readonly kind: 'began';
      readonly host: string;
      readonly model: string;
      /** Attempts in a row that failed. */
      readonly failures: number;
      readonly last: ProviderErrorKind;
    }
  | { readonly kind: 'ended'; readonly host: string; readonly model: string; readonly milliseconds: number };

/** Tells when a server's state changes, once per incident. */
export interface HealthAlerts {
  observe(line: Pick<AttemptLine, 'host' | 'model' | 'outcome'>): void;
}

/** One more than a single request can have, which tells its own failure: its first attempt and two retries. */
const failuresOfAnIncident = 4;
/** A server that fails again so soon is still in the same trouble, which has been told. */
const sameIncidentMs = 5 * 60_000;
/** Servers that are watched at once; the one not heard of for longest goes first. */
const serversWatched = 64;

/** What shows that a server is in trouble. What a person can mend, such as a key, says nothing about the server. */
const trouble: ReadonlySet<string> = new Set<ProviderErrorKind>([
  'server',
  'timeout',
  'network',
  'tls',
  'protocol',
]);

type State =
  | { readonly kind: 'well'; readonly failures: number; readonly endedAt: number }
  | { readonly kind: 'ailing'; readonly since: number };

/** Alerts by `now`, in milliseconds on a scale that never jumps. */
export function createHealthAlerts(deps: {
  readonly now: () => number;
  readonly onAlert: (alert: HealthAlert) => void;
}): HealthAlerts {
  const states = new Map<string, State>();
  const keep = (key: string, state: State): void => {
    states.delete(key);
    states.set(key, state);
    const [oldest] = states.keys();
    if (states.size > serversWatched && oldest !== undefined) states.delete(oldest);
  };
  return {
    observe({ host, model, outcome }) {
      const key = JSON.stringify([host, model]);
      const state = states.get(key) ?? { kind: 'well', failures: 0, endedAt: -Infinity };
      const now = deps.now();
      if (outcome === 'ok') {
        if (state.kind === 'ailing') {
          keep(key, { kind: 'well', failures: 0, endedAt: now });
          deps.onAlert({ kind: 'ended', host, model, milliseconds: now - state.since });
        } else keep(key, { ...state, failures: 0 });
        return;
      }
      if (outcome === 'cancelled' || !trouble.has(outcome) || state.kind === 'ailing') return;
      const failures = state.failures + 1;
      if (failures < failuresOfAnIncident || now - state.endedAt < sameIncidentMs)
        return keep(key, { ...state, failures });
      keep(key, { kind: 'ailing', since: now });
      deps.onAlert({ kind: 'began', host, model, failures, last: outcome });
    },
  };
}
