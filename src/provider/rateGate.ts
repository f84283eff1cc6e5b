import type { ProviderErrorKind } from './errors.ts';
import { createLane, units } from './lane.ts';
import type { Cost, Lane } from './lane.ts';
import type { RateReport } from './rateHeaders.ts';
import { createRateWindow } from './rateWindow.ts';

/** Limits of one endpoint; null: none. */
export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  /** Attempts at the same time. */
  readonly concurrency: number | null;
}

/** When an attempt may go, and who else has to wait until then; infinity: when others have arrived. */
export interface Opening {
  /** `now` when it may go at once. */
  readonly at: number;
  readonly shuts: 'nobody' | 'model' | 'endpoint';
}

/** What one attempt has paid. */
export interface Payment {
  /** Its reply is here, and may have said how much is left. */
  arrive(report: RateReport | undefined, now: number): void;
  /** It is over, and has cost this; nothing when it was never sent. */
  settle(cost: Cost, now: number): void;
}

/** The minutes of one endpoint: the limits of the settings for all its models, those the server told for each. */
export interface RateGate {
  opensFor(model: string, cost: Cost, now: number): Opening;
  pay(model: string, cost: Cost, now: number): Payment;
  /** True where a limit of tokens is in force, so that it is worth counting them. */
  countsTokens(model: string): boolean;
  /** Lets nothing pass to a model until then, because of a failure of this kind. */
  pause(model: string, until: number, kind: ProviderErrorKind): void;
  pauseOf(model: string): Lane['pause'];
  /** Ends the pauses of all models. */
  resume(): void;
}

/** A gate of which nobody has paid yet; `limits` is read anew each time. */
export function createRateGate(limits: () => RateLimits): RateGate {
  const windows = { requests: createRateWindow(), tokens: createRateWindow() };
  const lanes = new Map<string, Lane>();
  const laneOf = (model: string): Lane => {
    const lane = lanes.get(model) ?? createLane();
    lanes.set(model, lane);
    return lane;
  };
  const limitOf = {
    requests: (): number => limits().requestsPerMinute ?? Number.POSITIVE_INFINITY,
    tokens: (): number => limits().tokensPerMinute ?? Number.POSITIVE_INFINITY,
  };
  return {
    opensFor(model, cost, now) {
      const inLane = laneOf(model).fitsAt(cost, now);
      if (inLane > now) return { at: inLane, shuts: 'model' };
      const at = Math.max(...units.map((unit) => windows[unit].fitsAt(cost[unit], limitOf[unit](), now)));
      return { at, shuts: at > now ? 'endpoint' : 'nobody' };
    },
    pay(model, cost, now) {
      const inLane = laneOf(model).pay(cost, now);
      const paid = units.map((unit) => ({
        unit,
        // What nobody limits is not written down.
        payment: Number.isFinite(limitOf[unit]()) ? windows[unit].pay(cost[unit]) : undefined,
      }));
      return {
        arrive(report, at) {
          inLane.arrive(report, at);
          for (const { payment } of paid) payment?.arrive(at);
        },
        settle(real, at) {
          inLane.settle(real, at);
          for (const { unit, payment } of paid) {
            payment?.arrive(at);
            payment?.correct(real[unit]);
          }
        },
      };
    },
    countsTokens: (model) => Number.isFinite(limitOf.tokens()) || laneOf(model).countsTokens,
    pause: (model, until, kind) => laneOf(model).pauseUntil(until, kind),
    pauseOf: (model) => laneOf(model).pause,
    resume() {
      for (const lane of lanes.values()) lane.resume();
    },
  };
}
