import type { ProviderErrorKind } from './errors.ts';
import type { Quota, RateReport } from './rateHeaders.ts';
import { createRateWindow } from './rateWindow.ts';
import { createServerQuota } from './serverQuota.ts';

/** What one attempt costs of the limits of a minute. */
export interface Cost {
  readonly requests: number;
  readonly tokens: number;
}

/** A time in which the server wants to hear nothing, and how it said so. */
export interface Pause {
  readonly until: number;
  readonly kind: ProviderErrorKind;
}

/** What one attempt has paid. */
export interface LanePayment {
  /** Its reply is here, and may have said how much is left. */
  arrive(report: RateReport | undefined, now: number): void;
  /** It is over, and has cost this; nothing when it was never sent. */
  settle(cost: Cost, now: number): void;
}

/** The limits of one model at one endpoint, as far as the server told them. */
export interface Lane {
  readonly pause: Pause | undefined;
  /** Lets nothing pass until then; a shorter pause does not end a longer one. */
  pauseUntil(until: number, kind: ProviderErrorKind): void;
  /** Ends the pause, however long it was to be. */
  resume(): void;
  fitsAt(cost: Cost, now: number): number;
  /** True once the server has named a limit of tokens. */
  readonly countsTokens: boolean;
  pay(cost: Cost, now: number): LanePayment;
}

/** The two things that servers limit. */
export const units = ['requests', 'tokens'] as const;

/** A lane of which nothing is known yet. */
export function createLane(): Lane {
  const meters = { requests: createMeter(), tokens: createMeter() };
  let pause: Pause | undefined;
  return {
    get pause() {
      return pause;
    },
    pauseUntil(until, kind) {
      if (pause === undefined || until > pause.until) pause = { until, kind };
    },
    resume() {
      pause = undefined;
    },
    get countsTokens() {
      return meters.tokens.isLimited;
    },
    fitsAt: (cost, now) =>
      Math.max(now, pause?.until ?? now, ...units.map((unit) => meters[unit].fitsAt(cost[unit], now))),
    pay(cost, now) {
      const paid = {
        requests: meters.requests.pay(cost.requests, now),
        tokens: meters.tokens.pay(cost.tokens, now),
      };
      return {
        arrive(report, at) {
          for (const unit of units) paid[unit].arrive(report?.[unit], at);
        },
        settle(real, at) {
          for (const unit of units) paid[unit].settle(real[unit], at);
        },
      };
    },
  };
}

interface MeterPayment {
  arrive(said: Quota | undefined, now: number): void;
  settle(amount: number, now: number): void;
}

interface Meter {
  readonly isLimited: boolean;
  fitsAt(amount: number, now: number): number;
  pay(amount: number, now: number): MeterPayment;
}

/** A limit that the server named, kept in every minute, and what it says is left of it. */
function createMeter(): Meter {
  const window = createRateWindow();
  const quota = createServerQuota();
  let underway = 0;
  const isLimited = (): boolean => Number.isFinite(quota.limit);
  return {
    get isLimited() {
      return isLimited();
    },
    fitsAt: (amount, now) => Math.max(window.fitsAt(amount, quota.limit, now), quota.fitsAt(amount, now)),
    pay(amount, now) {
      // What nobody limits is not written down.
      let payment = isLimited() ? window.pay(amount) : undefined;
      quota.take(amount, now);
      underway += amount;
      let isUnderway = true;
      const arrive = (at: number): void => {
        if (isUnderway) underway -= amount;
        isUnderway = false;
        payment?.arrive(at);
      };
      return {
        arrive(said, at) {
          arrive(at);
          if (said === undefined) return;
          quota.report(said, underway, at);
          if (isLimited()) payment ??= window.pay(amount);
          payment?.arrive(at);
        },
        settle(real, at) {
          if (isUnderway) quota.take(real - amount, at);
          arrive(at);
          payment?.correct(real);
        },
      };
    },
  };
}
