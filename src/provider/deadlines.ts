import type { Clock } from './clock.ts';
import { cancelled, ProviderError } from './errors.ts';
import type { ProviderErrorInit } from './errors.ts';

/** Milliseconds each phase of one attempt may take. */
export interface Timeouts {
  /** From the start to the response's headers. */
  readonly headersMs: number;
  /** From the headers to the first text, and later the longest time without any text. */
  readonly firstTokenMs: number;
  /** Without a byte, once text has begun. */
  readonly idleMs: number;
  /** The whole attempt; waiting in a queue is not part of it. */
  readonly totalMs: number;
}

type Timer = NonNullable<ProviderErrorInit['timer']>;

/** The four timers of one running attempt. */
export interface Deadlines extends Disposable {
  /** Aborts with a `ProviderError` as reason: `timeout` with its timer, or `cancelled` when the caller gave up. */
  readonly signal: AbortSignal;
  /** The answer will come all at once: from now on only the time of the whole attempt counts. */
  onWhole(): void;
  /** The headers are here. */
  onHeaders(): void;
  /** Bytes arrived, be they only a comment. */
  onBytes(): void;
  /** Text or reasoning arrived. */
  onContent(): void;
}

/**
 * Starts the timers of an attempt. Comments and empty events keep `idle` from ending it,
 * but never for longer than `firstTokenMs` without text. One real timer serves all four.
 */
export function startDeadlines(timeouts: Timeouts, clock: Clock, caller: AbortSignal): Deadlines {
  const controller = new AbortController();
  const startedAt = clock.now();
  let isWhole = false;
  let headersAt: number | undefined;
  let contentAt: number | undefined;
  let bytesAt = startedAt;
  let rings: number | undefined;
  let stopTimer = (): void => undefined;

  const due = (): readonly [at: number, timer: Timer] => {
    const total = [startedAt + timeouts.totalMs, 'total'] as const;
    if (isWhole) return total;
    const candidates: readonly (readonly [number, Timer])[] =
      headersAt === undefined
        ? [[startedAt + timeouts.headersMs, 'headers']]
        : contentAt === undefined
          ? [[headersAt + timeouts.firstTokenMs, 'firstToken']]
          : [
              [bytesAt + timeouts.idleMs, 'idle'],
              [contentAt + timeouts.firstTokenMs, 'idle'],
            ];
    return candidates.reduce((first, next) => (next[0] < first[0] ? next : first), total);
  };
  // A timer that rings too soon is not set anew for each phase: it is asked again what is due when it rings.
  const arm = (): void => {
    const [at] = due();
    if (controller.signal.aborted || (rings !== undefined && rings <= at)) return;
    stopTimer();
    rings = at;
    stopTimer = clock.setTimeout(check, Math.max(0, at - clock.now()));
  };
  const check = (): void => {
    rings = undefined;
    const [at, timer] = due();
    if (clock.now() < at) return arm();
    end(new ProviderError({ kind: 'timeout', timer, detail: `timer ${timer} ran out`, retryable: true }));
  };
  const end = (reason: ProviderError): void => {
    stopTimer();
    controller.abort(reason);
  };
  const onCallerAbort = (): void => end(cancelled());

  if (caller.aborted) onCallerAbort();
  else caller.addEventListener('abort', onCallerAbort);
  arm();
  return {
    signal: controller.signal,
    onWhole() {
      isWhole = true; // what was due sooner rings in vain
    },
    onHeaders() {
      headersAt = bytesAt = clock.now();
      arm();
    },
    onBytes() {
      bytesAt = clock.now();
    },
    onContent() {
      const isFirst = contentAt === undefined;
      contentAt = bytesAt = clock.now();
      if (isFirst) arm();
    },
    [Symbol.dispose]() {
      stopTimer();
      caller.removeEventListener('abort', onCallerAbort);
    },
  };
}
