import type { Clock } from '../../src/provider/clock.ts';

/** A clock that stands still until told to go on. */
export interface ManualClock extends Clock {
  /** Lets this many milliseconds pass, running what falls due in order. */
  pass(milliseconds: number): void;
  /** Lets time pass until the next timer that is set, if any, has rung. */
  passToNext(): void;
  /** Timers that are set and not yet taken back. */
  readonly pending: number;
}

/** A clock that begins at `start`. */
export function createManualClock(start = 1000): ManualClock {
  let now = start;
  let timers: readonly { readonly at: number; readonly callback: () => void }[] = [];
  const clock: ManualClock = {
    now: () => now,
    setTimeout(callback, milliseconds) {
      const timer = { at: now + milliseconds, callback };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > until) break;
        now = Math.max(now, next.at);
        timers = timers.filter((other) => other !== next);
        next.callback();
      }
      now = until;
    },
    passToNext() {
      const next = Math.min(...timers.map(({ at }) => at));
      if (Number.isFinite(next)) clock.pass(Math.max(0, next - now));
    },
    get pending() {
      return timers.length;
    },
  };
  return clock;
}
