import type { Wait } from '../provider/waits.ts';

/** Why nothing is under way although requests run; `inMs` is when the first of them goes on. */
export type HeldUp =
  | { readonly kind: 'retry'; readonly inMs: number }
  | { readonly kind: 'limit'; readonly inMs: number }
  /** Requests that run have to end first. */
  | { readonly kind: 'turn' };

/** What holds up all of so many requests; undefined while one of them is under way. `now` is the core's clock. */
export function heldUp(waits: readonly Wait[], requests: number, now: number): HeldUp | undefined {
  if (waits.length === 0 || waits.length < requests) return undefined;
  const timed = waits
    .filter((wait) => wait.reason !== 'slot')
    .toSorted((one, other) => one.until - other.until);
  const [first] = timed;
  if (first === undefined) return { kind: 'turn' };
  const inMs = Math.max(0, first.until - now);
  return { kind: first.reason === 'retry' ? 'retry' : 'limit', inMs };
}
