import type { AttemptLine } from './attempt.ts';
import type { RequestRecord } from './metering.ts';
import { instruments, labelNames } from './metricNames.ts';
import type { Instrument, InstrumentName } from './metricNames.ts';
import { plainLine } from './plainLine.ts';

/** Texts by the names of `labelNames`. */
export type Labels = Readonly<Record<string, string>>;

/** One series as it stands. */
export interface Point {
  readonly labels: Labels;
  /** How often it was observed. */
  readonly count: number;
  readonly sum: number;
  /** How often in each bucket, not added up; the last one has no bound. Empty for a counter. */
  readonly buckets: readonly number[];
}

/** Everything measured so far. */
export interface MetricsSnapshot {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly at: number;
  readonly families: readonly { readonly instrument: Instrument; readonly points: readonly Point[] }[];
}

/** Counts what happens. Labels are bounded: what is one too many is counted as `other`. */
export interface Metrics {
  countRequest(record: Pick<RequestRecord, 'task' | 'model' | 'outcome' | 'milliseconds'>): void;
  countCacheHit(hit: Pick<RequestRecord, 'task' | 'model'>): void;
  countAttempt(
    line: Pick<AttemptLine, 'model' | 'host' | 'outcome' | 'milliseconds' | 'firstTokenMs' | 'usage'>,
  ): void;
  snapshot(): MetricsSnapshot;
}

/** So many models and hosts get a label of their own. */
const namesKept = 20;
const labelLength = 64;

interface Series {
  readonly labels: Labels;
  count: number;
  sum: number;
  readonly buckets: number[];
}

/** Metrics since now by `clock`, in milliseconds since 1970. */
export function createMetrics(clock: () => number): Metrics {
  const startedAt = clock();
  const families = new Map<InstrumentName, Map<string, Series>>();
  const modelName = boundedNames(namesKept);
  const hostName = boundedNames(namesKept);

  function seriesOf(name: InstrumentName, labels: Labels, buckets: number): Series {
    const family = families.get(name) ?? new Map<string, Series>();
    families.set(name, family);
    // Labels are plain lines: the separator is in none of them. A family's labels stand in one order, the error's last.
    const key = Object.values(labels).join('\n');
    const known = family.get(key);
    if (known !== undefined) return known;
    const series = { labels, count: 0, sum: 0, buckets: Array.from({ length: buckets }, () => 0) };
    family.set(key, series);
    return series;
  }

  function observe(name: InstrumentName, labels: Labels, value: number): void {
    const bounds: readonly number[] = boundsOf(instruments[name]) ?? [];
    const series = seriesOf(name, labels, bounds.length === 0 ? 0 : bounds.length + 1);
    series.count += 1;
    series.sum += value;
    if (bounds.length === 0) return;
    const at = bounds.findIndex((bound) => value <= bound);
    const index = at === -1 ? bounds.length : at;
    series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  return {
    countRequest({ task, model, outcome, milliseconds }) {
      const labels = { [labelNames.task]: task, [labelNames.model]: modelName(model) };
      observe('requests', { ...labels, [labelNames.outcome]: outcome }, 1);
      observe('requestDuration', labels, milliseconds / 1000);
    },
    countCacheHit({ task, model }) {
      observe('cacheHits', { [labelNames.task]: task, [labelNames.model]: modelName(model) }, 1);
    },
    countAttempt({ model, host, outcome, milliseconds, firstTokenMs, usage }) {
      const labels: Labels = {
        [labelNames.operation]: 'chat',
        [labelNames.provider]: 'openai',
        [labelNames.requestModel]: modelName(model),
        [labelNames.serverAddress]: hostName(host),
      };
      const ended = outcome === 'ok' ? labels : { ...labels, [labelNames.errorType]: outcome };
      observe('operationDuration', ended, milliseconds / 1000);
      if (firstTokenMs !== undefined) observe('timeToFirstChunk', labels, firstTokenMs / 1000);
      if (usage.totalTokens === 0) return;
      observe('tokenUsage', { ...labels, [labelNames.tokenType]: 'input' }, usage.promptTokens);
      observe('tokenUsage', { ...labels, [labelNames.tokenType]: 'output' }, usage.completionTokens);
    },
    snapshot: () => ({
      startedAt,
      at: clock(),
      families: [...families].map(([name, series]) => ({
        instrument: instruments[name],
        points: [...series.values()].map((one) => ({ ...one, buckets: [...one.buckets] })),
      })),
    }),
  };
}

/** A series for each name would be no bound: anybody's server can name its models as it likes. */
function boundedNames(limit: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    const plain = plainLine(name, labelLength);
    if (known.size < limit) known.add(plain);
    return known.has(plain) ? plain : 'other';
  };
}

function boundsOf(instrument: Instrument): readonly number[] | undefined {
  return instrument.bounds;
}
