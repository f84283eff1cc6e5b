import type { Clock } from '../../../src/provider/clock.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError } from '../../../src/provider/errors.ts';
import type { GenerationEvent, LLMProvider } from '../../../src/provider/provider.ts';
import { waitUntil } from '../../../src/provider/waitUntil.ts';
import { done, failure, fake, text } from './fakeProvider.ts';

/** What the server does with one attempt, `takesMs` after it came. */
export interface Turn {
  readonly takesMs: number;
  readonly outcome: 'answer' | 'fault' | 'faultAfterText' | 'throttle' | 'noCredit' | 'silence';
  /** With `throttle` and `fault`. */
  readonly retryAfterMs: number | undefined;
}

/** What must never be exceeded. */
export interface Rules {
  readonly requestsPerMinute: number;
  readonly concurrency: number;
}

/** One attempt as the server saw it. */
export interface SeenAttempt {
  readonly correlationId: string;
  readonly at: number;
  hasShown: boolean;
  /** The last byte was sent, or the connection was closed. */
  isOver: boolean;
}

/**
 * A server that fails as told and keeps its own book of when it must not be asked: during a Retry-After, while a
 * breaker has to be open (five faults in a row, half a minute, then one at a time), above the limits, or after text.
 */
export function createWatchfulServer(
  turns: readonly Turn[],
  rules: Rules,
  clock: Clock,
): {
  readonly provider: LLMProvider;
  readonly attempts: readonly SeenAttempt[];
  readonly misdeeds: readonly string[];
} {
  const attempts: SeenAttempt[] = [];
  const misdeeds: string[] = [];
  const silence = { from: 0, until: 0 };
  const book = createBook(clock);

  const watch = (correlationId: string): void => {
    const now = clock.now();
    if (now > silence.from && now < silence.until) misdeeds.push('asked before its Retry-After was over');
    misdeeds.push(...book.complaints());
    if (attempts.some((other) => other.correlationId === correlationId && other.hasShown)) {
      misdeeds.push('asked again after it had shown text');
    }
    if (attempts.filter(({ at }) => at > now - 60_000).length >= rules.requestsPerMinute) {
      misdeeds.push('asked more often in a minute than allowed');
    }
    if (attempts.filter(({ isOver }) => !isOver).length >= rules.concurrency) {
      misdeeds.push('asked more at once than allowed');
    }
  };
  const throttle = (ms: number | undefined): void => {
    if (ms === undefined || clock.now() + ms <= silence.until) return;
    Object.assign(silence, { from: clock.now(), until: clock.now() + ms });
  };

  async function* serve(
    prompt: string,
    correlationId: string,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent, void, undefined> {
    watch(correlationId);
    const turn = turns[attempts.length % turns.length] ?? {
      takesMs: 1,
      outcome: 'answer',
      retryAfterMs: undefined,
    };
    const attempt: SeenAttempt = { correlationId, at: clock.now(), hasShown: false, isOver: false };
    attempts.push(attempt);
    signal.addEventListener('abort', () => (attempt.isOver = true), { once: true });
    const note = book.begin();
    try {
      await waitUntil(clock.now() + (turn.outcome === 'silence' ? 1e9 : turn.takesMs), clock, signal);
      if (turn.outcome === 'answer' || turn.outcome === 'faultAfterText') {
        attempt.hasShown = true;
        yield text(prompt);
      }
      if (turn.outcome !== 'answer') throw failureOf(turn);
      note('success');
      attempt.isOver = true;
      yield done;
    } catch (error) {
      if (turn.outcome.startsWith('fault') && !signal.aborted) note('fault');
      if (isProviderError(error) && !signal.aborted) throttle(error.retryAfterMs);
      throw error;
    } finally {
      note('neither');
      attempt.isOver = true;
    }
  }
  const provider = fake(({ prompt }, { correlationId, signal }) => serve(prompt, correlationId, signal));
  return { provider, attempts, misdeeds };
}

function failureOf({ outcome, retryAfterMs }: Turn): ProviderError {
  if (outcome === 'throttle') return failure('rateLimit', { retryable: true, retryAfterMs });
  if (outcome === 'noCredit') return failure('quota');
  return failure('server', { retryable: true, retryAfterMs: outcome === 'fault' ? retryAfterMs : undefined });
}

type Note = (what: 'success' | 'fault' | 'neither') => void;

/** When a breaker has to keep everybody away, told from the outcomes alone. */
function createBook(clock: Clock): { complaints(): readonly string[]; begin(): Note } {
  let faults = 0;
  let open: { readonly from: number; readonly until: number } | undefined;
  let isTrying = false;
  let era = 0;
  const turnPage = (next: typeof open): void => {
    open = next;
    faults = 0;
    isTrying = false;
    era += 1;
  };
  return {
    complaints: () => [
      ...(open !== undefined && clock.now() > open.from && clock.now() < open.until
        ? ['asked while the breaker is open']
        : []),
      ...(isTrying ? ['asked by a second one while the breaker tries'] : []),
    ],
    begin() {
      const isTrial = open !== undefined && clock.now() >= open.until;
      isTrying ||= isTrial;
      const mine = era;
      let isNoted = false;
      return (what) => {
        if (isNoted || mine !== era) return;
        isNoted = true;
        if (what === 'fault') faults += 1;
        if (what === 'fault' && (isTrial || faults === 5)) {
          turnPage({ from: clock.now(), until: clock.now() + 30_000 });
        } else if (what === 'success' && isTrial) turnPage(undefined);
        else if (what === 'success') faults = 0;
        if (isTrial && what === 'neither') isTrying = false;
      };
    },
  };
}
