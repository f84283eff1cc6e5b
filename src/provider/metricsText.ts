import type { Instrument } from './metricNames.ts';
import type { Labels, MetricsSnapshot, Point } from './metrics.ts';

/** What the text is, for whoever serves it. */
export const metricsTextType = 'text/plain; version=0.0.4; charset=utf-8';

/** The text format of Prometheus, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export function metricsText({ families }: MetricsSnapshot): string {
  return families.flatMap(({ instrument, points }) => familyLines(instrument, points)).join('');
}

function familyLines(instrument: Instrument, points: readonly Point[]): readonly string[] {
  const { prometheus: name, help, bounds } = instrument;
  return [
    `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`,
    `# TYPE ${name} ${bounds === undefined ? 'counter' : 'histogram'}\n`,
    ...points.flatMap((point) =>
      bounds === undefined ? [sample(name, point.labels, point.sum)] : histogram(name, point, bounds),
    ),
  ];
}

function histogram(name: string, point: Point, bounds: readonly number[]): readonly string[] {
  let below = 0;
  const buckets = point.buckets.map((count, index) => {
    below += count;
    const bound = bounds[index];
    return sample(`${name}_bucket`, point.labels, below, bound === undefined ? '+Inf' : String(bound));
  });
  return [
    ...buckets,
    sample(`${name}_sum`, point.labels, point.sum),
    sample(`${name}_count`, point.labels, point.count),
  ];
}

function sample(name: string, labels: Labels, value: number, bound?: string): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) => `${label.replaceAll('.', '_')}="${escaped(text)}"`,
  );
  if (bound !== undefined) pairs.push(`le="${bound}"`);
  return `${name}{${pairs.join(',')}} ${value}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
