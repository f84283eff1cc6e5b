import type { Clock } from './clock.ts';
import { cancelled } from './errors.ts';

/**
 * Waits until the clock shows `at`, never less: timers may ring a little early.
 * Rejects with `cancelled` as soon as the signal aborts, and then leaves no timer behind.
 */
export function waitUntil(at: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    let stopTimer: (() => void) | undefined;
    const onAbort = (): void => {
      stopTimer?.();
      reject(cancelled());
    };
    const check = (): void => {
      const left = at - clock.now();
      if (left > 0) {
        stopTimer = clock.setTimeout(check, left);
        return;
      }
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    check();
  });
}
