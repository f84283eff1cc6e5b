import type { Instrument } from './metricNames.ts';
import type { MetricsSnapshot, Point } from './metrics.ts';

/** Who tells the figures. */
export interface MetricsOrigin {
  readonly version: string;
  /** Pseudonymous: tells installations apart, not people. */
  readonly installId: string | undefined;
}

/** Since the start, not since the last push: a push that is lost loses nothing. */
const cumulative = 2;

/** The body of a push in OTLP/HTTP's JSON (opentelemetry.io/docs/specs/otlp, `ExportMetricsServiceRequest`). */
export function metricsOtlp(snapshot: MetricsSnapshot, origin: MetricsOrigin): string {
  const resource = {
    'service.name': 'opencrates',
    'service.version': origin.version,
    ...(origin.installId !== undefined && { 'service.instance.id': origin.installId }),
  };
  const metrics = snapshot.families.map(({ instrument, points }) => {
    const times = {
      startTimeUnixNano: nanoseconds(snapshot.startedAt),
      timeUnixNano: nanoseconds(snapshot.at),
    };
    return {
      name: instrument.otel,
      description: instrument.help,
      unit: instrument.unit,
      ...data(instrument, points, times),
    };
  });
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [{ scope: { name: 'opencrates', version: origin.version }, metrics }],
      },
    ],
  });
}

function data(instrument: Instrument, points: readonly Point[], times: object): object {
  const { bounds } = instrument;
  if (bounds === undefined) {
    const dataPoints = points.map(({ labels, sum }) => ({
      ...times,
      attributes: attributes(labels),
      asInt: String(sum),
    }));
    return { sum: { aggregationTemporality: cumulative, isMonotonic: true, dataPoints } };
  }
  const dataPoints = points.map(({ labels, count, sum, buckets }) => ({
    ...times,
    attributes: attributes(labels),
    count: String(count),
    sum,
    bucketCounts: buckets.map(String),
    explicitBounds: bounds,
  }));
  return { histogram: { aggregationTemporality: cumulative, dataPoints } };
}

function attributes(values: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

/** JSON has no 64-bit integers: OTLP writes them as decimal texts. */
function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds)}000000`;
}
