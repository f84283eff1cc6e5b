import type { Circuit } from '../provider/breakers.ts';
import type { Clock } from '../provider/clock.ts';
import type { RecentHealth } from '../provider/healthWindow.ts';
import type { Resilience } from '../provider/resilience.ts';
import type { Wait } from '../provider/waits.ts';
import type { Observability } from './observability.ts';
import type { Settings } from './settings.ts';

/** What holds requests back, as the status bar shows it. */
export interface Traffic {
  readonly waits: () => readonly Wait[];
  /** Of the model that is configured now. */
  readonly circuit: () => Circuit;
  /** How the last hour went. */
  readonly recent: () => RecentHealth;
  /** The scale of the waits' times. */
  readonly now: () => number;
  /** The returned function ends it. */
  readonly onChange: (listener: () => void) => () => void;
}

/** The traffic through the guards of the core. */
export function trafficOf(
  { waits, breakers }: Resilience,
  { recent }: Pick<Observability, 'recent'>,
  settings: Settings,
  clock: Clock,
): Traffic {
  return {
    waits: () => waits.current(),
    circuit: () => breakers.circuit(settings.current().config),
    recent: () => recent(),
    now: () => clock.now(),
    onChange(listener) {
      const stops = [waits.onChange(listener), breakers.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
