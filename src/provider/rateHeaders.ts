/** What a server says about one of its limits; everything may be missing. */
export interface Quota {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Milliseconds until `remaining` is `limit` again. */
  readonly resetMs: number | undefined;
}

/** What a reply says about the limits of the account. */
export interface RateReport {
  readonly requests: Quota;
  readonly tokens: Quota;
}

/**
 * Reads `x-ratelimit-*` as OpenAI documents them
 * (https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers); undefined when there are none.
 */
export function readRateHeaders(headers: Headers): RateReport | undefined {
  const quota = (unit: 'requests' | 'tokens'): Quota => ({
    limit: count(headers.get(`x-ratelimit-limit-${unit}`)),
    remaining: count(headers.get(`x-ratelimit-remaining-${unit}`)),
    resetMs: duration(headers.get(`x-ratelimit-reset-${unit}`)),
  });
  const report = { requests: quota('requests'), tokens: quota('tokens') };
  const said = [...Object.values(report.requests), ...Object.values(report.tokens)];
  return said.every((value) => value === undefined) ? undefined : report;
}

function count(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const milliseconds: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};

/** Two weeks: more is no time a timer can wait. */
const longestMs = 14 * 86_400_000;

/** A duration as Go writes it, such as `6m0s` or `1h2m3.5s`, or a number of seconds; in milliseconds, at most two weeks. */
function duration(text: string | null): number | undefined {
  if (text === null) return undefined;
  const whole = /^\d{1,15}(\.\d{1,15})?$/.test(text) ? `${text}s` : text;
  if (!/^(\d{1,15}(\.\d{1,15})?(d|h|ms?|s|us|µs|ns))+$/.test(whole)) return undefined;
  let sum = 0;
  for (const [, value, unit = ''] of whole.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)) {
    sum += Number(value) * (milliseconds[unit] ?? 0);
  }
  return Math.min(sum, longestMs);
}
