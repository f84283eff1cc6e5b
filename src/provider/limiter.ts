import { createAdaptiveSlots } from './adaptiveSlots.ts';
import type { AdaptiveSlots, SlotOutcome } from './adaptiveSlots.ts';
import type { Clock } from './clock.ts';
import { cancelled, ProviderError } from './errors.ts';
import type { ProviderErrorKind } from './errors.ts';
import type { Cost } from './lane.ts';
import type { CallOptions } from './provider.ts';
import { createRateGate } from './rateGate.ts';
import type { RateGate, RateLimits } from './rateGate.ts';
import type { RateReport } from './rateHeaders.ts';
import type { Wait, Waits } from './waits.ts';

/** An attempt that wants to be made. */
export interface Ask {
  readonly model: string;
  /** What it will cost in tokens, as far as can be told before; called only where tokens are limited. */
  readonly tokens: () => number;
  readonly options: CallOptions;
}

/** How an attempt ended, as far as the limits go. */
export interface AttemptResult {
  readonly outcome: SlotOutcome;
  /** False when nothing was sent, so that nothing has to be paid. */
  readonly isSent: boolean;
  /** Tokens by the server's count, where it gave one. */
  readonly tokens?: number | undefined;
  /** The server asked for silence. */
  readonly pause?: { readonly ms: number; readonly kind: ProviderErrorKind } | undefined;
}

/** An attempt that may be made now. */
export interface Permit {
  /** Its reply is here, and may have said how much is left. */
  arrive(report: RateReport | undefined): void;
  /** Gives the slot back; to be called once. */
  leave(result: AttemptResult): void;
}

/** What a limiter works with. */
export interface LimiterDeps {
  readonly clock: Clock;
  /** Read anew for each attempt. */
  readonly limits: () => RateLimits;
  readonly waits: Waits;
}

/** How much later than a background request an interactive one may come and still go first. */
const backgroundHandicapMs = 30_000;
/** Who would have to wait longer than this for a server that asked for silence is told so instead. */
export const longestPauseMs = 60_000;

interface Entry extends Ask {
  /** The smaller goes first. */
  readonly rank: number;
  /** When a limit lets it go; infinity while that depends on others that run. */
  until: number;
  admit: (permit: Permit) => void;
  /** Does nothing until it waits. */
  refuse: (error: ProviderError) => void;
}

/** What there is to do while there is nothing to stop or to refuse. */
const nothing = (): void => undefined;

/**
 * The queue in front of one endpoint. Its slots and minutes are paid by attempts, so that no wait holds one. Interactive
 * requests go before background ones that came less than half a minute earlier; what runs is never interrupted.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #waits: Waits;
  readonly #slots: AdaptiveSlots;
  readonly #gate: RateGate;
  #waiting: readonly Entry[] = [];
  #stopTimer: () => void = nothing;

  constructor({ clock, limits, waits }: LimiterDeps) {
    this.#clock = clock;
    this.#waits = waits;
    this.#slots = createAdaptiveSlots(() => limits().concurrency ?? Number.POSITIVE_INFINITY);
    this.#gate = createRateGate(limits);
  }

  /** A permit at once, or when there is room. Throws or rejects when the caller gives up or the server's pause is long. */
  enter(ask: Ask): Permit | Promise<Permit> {
    const refusal = ask.options.signal.aborted ? cancelled() : this.#refusalFor(ask.model);
    if (refusal !== undefined) throw refusal;
    let permit: Permit | undefined;
    const entry: Entry = {
      ...ask,
      rank: this.#clock.now() + (ask.options.priority === 'background' ? backgroundHandicapMs : 0),
      until: Number.POSITIVE_INFINITY,
      admit: (given) => (permit = given),
      refuse: nothing,
    };
    // The sort is stable: who has the same rank goes in the order of coming.
    this.#waiting = [...this.#waiting, entry].toSorted((one, other) => one.rank - other.rank);
    this.#pump();
    return permit ?? this.#wait(entry);
  }

  /** Lets those go at once who may by the limits as they are now; to be called when these change. */
  update(): void {
    this.#pump();
  }

  /** Forgets what the server asked for: the next request shows whether it still wants silence. */
  resume(): void {
    this.#gate.resume();
    this.#pump();
  }

  /** Lets go, in order, who may go; sets the one timer for the next who will. */
  #pump(): void {
    this.#stopTimer();
    if (this.#waiting.length === 0) return;
    const shut = new Map<string, number>();
    let allShut: number | undefined;
    for (const entry of this.#waiting) {
      entry.until = Number.POSITIVE_INFINITY;
      if (this.#slots.inUse >= this.#slots.allowed) continue;
      const shutUntil = allShut ?? shut.get(entry.model);
      if (shutUntil !== undefined) {
        entry.until = shutUntil;
        continue;
      }
      const cost = { requests: 1, tokens: this.#gate.countsTokens(entry.model) ? entry.tokens() : 0 };
      const { at, shuts } = this.#gate.opensFor(entry.model, cost, this.#clock.now());
      if (shuts === 'nobody') {
        this.#remove(entry);
        entry.admit(this.#grant(entry.model, cost));
        continue;
      }
      entry.until = at;
      if (shuts === 'endpoint') allShut = at;
      else shut.set(entry.model, at);
    }
    const next = Math.min(allShut ?? Number.POSITIVE_INFINITY, ...shut.values());
    if (!Number.isFinite(next)) return;
    this.#stopTimer = this.#clock.setTimeout(() => this.#pump(), Math.max(0, next - this.#clock.now()));
  }

  #grant(model: string, cost: Cost): Permit {
    const leaveSlot = this.#slots.take();
    const payment = this.#gate.pay(model, cost, this.#clock.now());
    return {
      arrive: (report) => {
        payment.arrive(report, this.#clock.now());
        this.#pump();
      },
      leave: ({ outcome, isSent, tokens = cost.tokens, pause }) => {
        payment.settle(isSent ? { ...cost, tokens } : { requests: 0, tokens: 0 }, this.#clock.now());
        leaveSlot(outcome);
        if (pause !== undefined) this.#pause(model, pause);
        this.#pump();
      },
    };
  }

  #pause(model: string, { ms, kind }: NonNullable<AttemptResult['pause']>): void {
    this.#gate.pause(model, this.#clock.now() + ms, kind);
    const refusal = this.#refusalFor(model);
    if (refusal === undefined) return;
    for (const entry of this.#waiting) {
      if (entry.model !== model) continue;
      this.#remove(entry);
      entry.refuse(refusal);
    }
  }

  #refusalFor(model: string): ProviderError | undefined {
    const pause = this.#gate.pauseOf(model);
    if (pause === undefined) return undefined;
    const retryAfterMs = pause.until - this.#clock.now();
    if (retryAfterMs <= longestPauseMs) return undefined;
    return new ProviderError({ kind: pause.kind, detail: 'the server asked to wait', retryAfterMs });
  }

  #remove(entry: Entry): void {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
  }

  #wait(entry: Entry): Promise<Permit> {
    const { signal } = entry.options;
    return new Promise((resolve, reject) => {
      const endWait = this.#waits.begin(() => waitOf(entry));
      const onAbort = (): void => {
        this.#remove(entry);
        entry.refuse(cancelled());
        this.#pump();
      };
      const end = (): void => {
        endWait();
        signal.removeEventListener('abort', onAbort);
      };
      entry.admit = (permit) => {
        end();
        resolve(permit);
      };
      entry.refuse = (error) => {
        end();
        reject(error);
      };
      signal.addEventListener('abort', onAbort);
    });
  }
}

function waitOf({ options: { correlationId }, until }: Entry): Wait {
  return Number.isFinite(until)
    ? { reason: 'rate', correlationId, until }
    : { reason: 'slot', correlationId };
}
