/** Two weeks: more is no date that can be shown and no time a timer can wait. */
const longestWaitMs = 14 * 24 * 3600 * 1000;

/** Milliseconds a server asks us to wait, at most two weeks: seconds or a date, `retry-after-ms`, or LiteLLM's header. */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const asked = waitAsked(headers, now);
  return asked === undefined ? undefined : Math.min(asked, longestWaitMs);
}

function waitAsked(headers: Headers, now: number): number | undefined {
  const plain = headers.get('retry-after');
  if (plain !== null) {
    const asSeconds = toWait(plain, 1000);
    if (asSeconds !== undefined) return asSeconds;
    const date = Date.parse(plain);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  return toWait(headers.get('retry-after-ms'), 1) ?? toWait(headers.get('llm_provider-retry-after'), 1000);
}

function toWait(text: string | null, unit: number): number | undefined {
  if (text === null || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  return Math.round(Number(text) * unit);
}
