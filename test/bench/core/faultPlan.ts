import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What goes wrong with a request; the time until it has gone wrong, in milliseconds, is `after`.
 * 429 is none of them: it is back-pressure, and halves on purpose what is sent.
 */
export const faults = {
  error500: { after: 20, retryAfterMs: undefined },
  error503: { after: 20, retryAfterMs: undefined },
  reset: { after: 20, retryAfterMs: undefined },
  comeLater: { after: 20, retryAfterMs: 1000 },
  resetAfterHeaders: { after: 25, retryAfterMs: undefined },
} as const satisfies Readonly<
  Record<string, { readonly after: number; readonly retryAfterMs: number | undefined }>
>;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** How long an answer takes, and which request, counted as they arrive, meets a fault; 0: none does. */
export interface FaultSchedule {
  readonly latencyMs: number;
  readonly everyNth: number;
}

/** What was done so far. */
export interface Injected {
  readonly answered: number;
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
}

/** Answers by a schedule: faults take turns in the order of the table, none by chance. */
export interface FaultPlan {
  answer(response: ServerResponse, whole: Buffer): Promise<void>;
  injected(): Injected;
}

/** A plan that has answered nothing yet. */
export function createFaultPlan({ latencyMs, everyNth }: FaultSchedule): FaultPlan {
  const kinds = Object.keys(faults) as readonly Fault[];
  const counts: Partial<Record<Fault, number>> = {};
  let arrived = 0;
  let faulted = 0;
  let answered = 0;
  return {
    async answer(response, whole) {
      arrived += 1;
      const isFault = everyNth > 0 && arrived % everyNth === 0;
      const fault = isFault ? kinds[faulted++ % kinds.length] : undefined;
      if (fault === undefined) {
        await sleep(latencyMs);
        answered += 1;
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(whole);
        return;
      }
      counts[fault] = (counts[fault] ?? 0) + 1;
      await sleep(faults[fault].after);
      inject(fault, response);
    },
    injected: () => ({ answered, faults: counts }),
  };
}

function inject(fault: Fault, response: ServerResponse): void {
  const body = JSON.stringify({ error: { message: 'injected', type: 'injected', code: null } });
  const json = { 'content-type': 'application/json' };
  if (fault === 'error500') response.writeHead(500, json).end(body);
  else if (fault === 'error503') response.writeHead(503, json).end(body);
  else if (fault === 'comeLater') response.writeHead(503, { ...json, 'retry-after': '1' }).end(body);
  else if (fault === 'reset') response.socket?.resetAndDestroy();
  else {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    setTimeout(() => response.socket?.resetAndDestroy(), 5);
  }
}
