import * as z from 'zod/mini';
import type { RequestRecord } from '../provider/metering.ts';

/** What was spent on one day. */
export interface DayUsage {
  /** `YYYY-MM-DD`, by the clock's own time zone. */
  readonly date: string;
  readonly requests: number;
  /** Requests that failed; one that the person cancelled did not. */
  readonly failures: number;
  /** Answers given again without a request; they cost nothing and are no part of the other numbers. */
  readonly cacheHits: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True when some of the tokens are our own count. */
  readonly estimated: boolean;
}

/** Where the ledger is kept. */
export interface LedgerStore {
  get(): unknown;
  set(value: unknown): PromiseLike<void>;
}

/** Counts requests and tokens by day. */
export interface Ledger {
  record(entry: RequestRecord): void;
  /** Counts an answer that was given again without a request. */
  recordCacheHit(): void;
  /** Oldest first; days without a request are left out. */
  days(): readonly DayUsage[];
  today(): DayUsage;
}

/** Days older than this are forgotten. */
const daysKept = 90;

const count = z.number().check(z.int(), z.nonnegative());
const schema = z.object({
  version: z.literal(1),
  days: z.array(
    z.object({
      date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/u)),
      requests: count,
      failures: count,
      // Absent in what was kept before there was a cache.
      cacheHits: z._default(count, 0),
      promptTokens: count,
      completionTokens: count,
      estimated: z.boolean(),
    }),
  ),
});

/** Counts go on at once and are saved behind; what a failed save lost is in the next one. A damaged store starts fresh. */
export function createLedger(store: LedgerStore, clock: () => Date): Ledger {
  const days = new Map(readDays(store).map((day) => [day.date, day]));
  let saving: Promise<unknown> = Promise.resolve();

  const today = (): DayUsage => {
    const date = dateOf(clock());
    return days.get(date) ?? emptyDay(date);
  };
  const recent = (): readonly DayUsage[] => {
    const oldest = clock();
    oldest.setDate(oldest.getDate() - daysKept + 1);
    const first = dateOf(oldest);
    return [...days.values()]
      .filter((day) => day.date >= first)
      .toSorted((left, right) => (left.date < right.date ? -1 : 1));
  };
  const keep = (day: DayUsage): void => {
    days.set(day.date, day);
    const save = async (): Promise<void> => store.set({ version: 1, days: recent() });
    saving = saving.then(save).catch(() => undefined);
  };
  return {
    today,
    days: recent,
    record: (entry) => keep(withEntry(today(), entry)),
    recordCacheHit() {
      const day = today();
      keep({ ...day, cacheHits: day.cacheHits + 1 });
    },
  };
}

function readDays(store: LedgerStore): readonly DayUsage[] {
  const parsed = schema.safeParse(store.get());
  return parsed.success ? parsed.data.days : [];
}

function emptyDay(date: string): DayUsage {
  return {
    date,
    requests: 0,
    failures: 0,
    cacheHits: 0,
    promptTokens: 0,
    completionTokens: 0,
    estimated: false,
  };
}

function withEntry(day: DayUsage, { usage, usageEstimated, outcome }: RequestRecord): DayUsage {
  return {
    ...day,
    requests: day.requests + 1,
    failures: day.failures + (outcome === 'ok' || outcome === 'cancelled' ? 0 : 1),
    promptTokens: day.promptTokens + usage.promptTokens,
    completionTokens: day.completionTokens + usage.completionTokens,
    estimated: day.estimated || (usageEstimated && usage.totalTokens > 0),
  };
}

function dateOf(time: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
}
