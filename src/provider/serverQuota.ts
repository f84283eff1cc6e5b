import type { Quota } from './rateHeaders.ts';

/** What a server says is left of one of its limits, followed between its replies. */
export interface ServerQuota {
  /** The limit it named last; none yet: infinity. */
  readonly limit: number;
  /** From when on it has `amount` left, as far as is known. */
  fitsAt(amount: number, now: number): number;
  /** Takes `amount` off what is left; a negative one gives back. */
  take(amount: number, now: number): void;
  /** What a reply said; `underway` is the amount of attempts that it may not have counted. */
  report(quota: Quota, underway: number, now: number): void;
}

const minuteMs = 60_000;
const tolerance = 0.2;

type Left =
  | { readonly kind: 'unknown' }
  /** Refills all the time, by `perMs`; `level` was left at `at`. */
  | { readonly kind: 'refilling'; readonly level: number; readonly at: number; readonly perMs: number }
  /** Is `level` until `resetAt`, and unknown from then on. */
  | { readonly kind: 'fixed'; readonly level: number; readonly resetAt: number };

/** A quota of which nothing is known yet, so that everything fits. */
export function createServerQuota(): ServerQuota {
  let limit = Number.POSITIVE_INFINITY;
  let left: Left = { kind: 'unknown' };
  return {
    get limit() {
      return limit;
    },
    fitsAt(amount, now) {
      const needed = Math.min(amount, limit);
      if (left.kind === 'unknown') return now;
      if (left.kind === 'fixed') return left.level >= needed ? now : Math.max(now, left.resetAt);
      return Math.max(now, left.at + (needed - left.level) / left.perMs);
    },
    take(amount, now) {
      if (left.kind === 'refilling') {
        const level = Math.min(limit, left.level + (now - left.at) * left.perMs);
        left = { ...left, level: level - amount, at: now };
      } else if (left.kind === 'fixed') {
        left = { ...left, level: left.level - amount };
      }
    },
    report(quota, underway, now) {
      limit = quota.limit ?? limit;
      if (quota.remaining === undefined || quota.resetMs === undefined) return;
      const level = quota.remaining - underway;
      left = refills(quota.remaining, limit, quota.resetMs)
        ? { kind: 'refilling', level, at: now, perMs: (limit - quota.remaining) / quota.resetMs }
        : { kind: 'fixed', level, resetAt: now + quota.resetMs };
    },
  };
}

/**
 * True when what is used of a limit a minute comes back evenly, as OpenAI's does: a part of it in that part of a
 * minute. Others come back all at once, and nothing is left before.
 */
function refills(remaining: number, limit: number, resetMs: number): boolean {
  const wholeMs = (resetMs * limit) / (limit - remaining); // no number of use without a limit, or when nothing is used
  return Math.abs(wholeMs - minuteMs) <= minuteMs * tolerance;
}
