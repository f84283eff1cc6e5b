/** What was paid for one attempt. Times are a clock's milliseconds and never go back. */
export interface WindowPayment {
  /** The server has the request, since its reply is here: a minute from now on it is forgotten. */
  arrive(now: number): void;
  /** Puts another amount in the place of what was paid, as long as it counts. */
  correct(amount: number): void;
}

/** Sums what the server may have seen in the last minute. */
export interface RateWindow {
  /**
   * From when on `amount` more keeps the sum within `limit`: `now` when it does already,
   * infinity when that depends on requests that have not arrived.
   */
  fitsAt(amount: number, limit: number, now: number): number;
  pay(amount: number): WindowPayment;
}

const minuteMs = 60_000;

interface Entry {
  amount: number;
  until: number;
}

/**
 * A window that holds each payment by itself, so that its sum is exact at every moment. A payment counts for a minute
 * from the latest time at which the server can have seen it, so that the server never sees more than the limit in any
 * 60 s, however long single requests are on their way.
 */
export function createRateWindow(): RateWindow {
  const travelling = new Set<Entry>();
  const arrived = new Set<Entry>(); // the oldest first
  let sum = 0;
  const forget = (now: number): void => {
    for (const entry of arrived) {
      if (now < entry.until) return;
      arrived.delete(entry);
      sum -= entry.amount;
    }
  };
  return {
    fitsAt(amount, limit, now) {
      forget(now);
      let over = sum + Math.min(amount, limit) - limit; // what is larger than the limit goes alone
      if (over <= 0) return now;
      for (const entry of arrived) {
        over -= entry.amount;
        if (over <= 0) return entry.until;
      }
      return Number.POSITIVE_INFINITY;
    },
    pay(amount) {
      const entry: Entry = { amount, until: Number.POSITIVE_INFINITY };
      travelling.add(entry);
      sum += amount;
      return {
        arrive(now) {
          if (!travelling.delete(entry)) return;
          entry.until = now + minuteMs;
          arrived.add(entry);
        },
        correct(corrected) {
          if (!travelling.has(entry) && !arrived.has(entry)) return;
          sum += corrected - entry.amount;
          entry.amount = corrected;
        },
      };
    },
  };
}
