import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work at a stretch, after which everybody else gets a turn. */
const turnMs = 10;

/** Gives everybody else a turn, between two pieces of work of which each may take long. */
export const giveWay = (): Promise<void> => setImmediate();

/** Does work that is cut into steps, and gives way to everybody else's between them. */
export async function inTurns<Result>(steps: Iterator<unknown, Result, undefined>): Promise<Result> {
  for (;;) {
    const end = performance.now() + turnMs;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await setImmediate();
  }
}

/** Does the same at one go. */
export function atOnce<Result>(steps: Iterator<unknown, Result, undefined>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
