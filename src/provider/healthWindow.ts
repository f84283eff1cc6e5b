import type { AttemptLine } from './attempt.ts';

/** How the attempts of the last hour went. */
export interface RecentHealth {
  /** Attempts that ended by themselves: given up ones are left out. */
  readonly attempts: number;
  readonly failures: number;
  /** 0–1; 0 without attempts. */
  readonly errorRate: number;
  /** Milliseconds half of the answers took at most; undefined without an answer. */
  readonly p50Ms: number | undefined;
  /** Milliseconds 95 of 100 answers took at most. */
  readonly p95Ms: number | undefined;
}

/** Remembers how recent attempts went. */
export interface HealthWindow {
  record(line: Pick<AttemptLine, 'outcome' | 'milliseconds'>): void;
  /** At most a second old while nothing is recorded, so that reading it often costs nothing. */
  read(): RecentHealth;
}

/** How far back it looks. */
const hourMs = 3_600_000;
/** So many attempts are remembered at most; the oldest go first. */
const usualCapacity = 2048;
const freshMs = 1000;

/** A window over the last hour by `now`, in milliseconds on a scale that never jumps. */
export function createHealthWindow(now: () => number, capacity = usualCapacity): HealthWindow {
  const times = new Float64Array(capacity).fill(-Infinity);
  const durations = new Float64Array(capacity);
  const failed = new Uint8Array(capacity);
  let next = 0;
  let kept: { readonly at: number; readonly health: RecentHealth } | undefined;

  function summary(at: number): RecentHealth {
    const answered: number[] = [];
    let failures = 0;
    for (const [index, time] of times.entries()) {
      if (at - time >= hourMs) continue;
      if (failed[index] === 1) failures += 1;
      else answered.push(durations[index] ?? 0);
    }
    const sorted = Float64Array.from(answered).toSorted();
    const attempts = failures + sorted.length;
    return {
      attempts,
      failures,
      errorRate: attempts === 0 ? 0 : failures / attempts,
      p50Ms: quantile(sorted, 0.5),
      p95Ms: quantile(sorted, 0.95),
    };
  }

  return {
    record({ outcome, milliseconds }) {
      if (outcome === 'cancelled') return;
      times[next] = now();
      durations[next] = milliseconds;
      failed[next] = outcome === 'ok' ? 0 : 1;
      next = (next + 1) % capacity;
      kept = undefined;
    },
    read() {
      const at = now();
      if (kept === undefined || at - kept.at >= freshMs) kept = { at, health: summary(at) };
      return kept.health;
    },
  };
}

/** The nearest-rank quantile: the smallest value that at least this share of all does not exceed. */
function quantile(sorted: Float64Array, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
