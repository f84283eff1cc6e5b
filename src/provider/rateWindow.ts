/** What was paid for one attempt. Times are a clock's milliseconds and never go back. */
export interface WindowPayment {
  /** The server has it, since its reply is here: a minute from now on it sees it no more. */
  arrive(now: number): void;
  /** Puts another amount in the place of what was paid, as long as it counts. */
  correct(amount: number): void;
}

/** Sums what the server may have seen in the last minute. */
export interface RateWindow {
  /** From when on `amount` more keeps the sum within `limit`; `now` when it does already. */
  fitsAt(amount: number, limit: number, now: number): number;
  pay(amount: number, now: number): WindowPayment;
}

const minuteMs = 60_000;
/** How long a request may take to the server, at most; only a reply shows that it was less. */
export const longestTravelMs = 5000;

interface Entry {
  amount: number;
  until: number;
}

/**
 * A window that holds each payment by itself, so that its sum is exact at every moment. A payment counts for a minute
 * from the latest time at which the server can have seen it, so that the server never sees more than the limit in any
 * 60 s, however the delays of single requests differ.
 */
export function createRateWindow(): RateWindow {
  const travelling = new Set<Entry>(); // both with the oldest first
  const arrived = new Set<Entry>();
  let sum = 0;
  const forget = (entries: Set<Entry>, now: number): void => {
    for (const entry of entries) {
      if (now < entry.until) return;
      entries.delete(entry);
      sum -= entry.amount;
    }
  };
  return {
    fitsAt(amount, limit, now) {
      forget(travelling, now);
      forget(arrived, now);
      let over = sum + Math.min(amount, limit) - limit; // what is larger than the limit goes alone
      let at = now;
      for (const entry of inOrder(travelling, arrived)) {
        if (over <= 0) break;
        over -= entry.amount;
        at = entry.until;
      }
      return at;
    },
    pay(amount, now) {
      const entry: Entry = { amount, until: now + longestTravelMs + minuteMs };
      travelling.add(entry);
      sum += amount;
      return {
        arrive(at) {
          if (at + minuteMs >= entry.until || !travelling.delete(entry)) return;
          entry.until = at + minuteMs;
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

/** The entries of two lists that are each in order, in order. */
function* inOrder(one: Iterable<Entry>, other: Iterable<Entry>): Generator<Entry, void, undefined> {
  const rest = other[Symbol.iterator]();
  let next = rest.next();
  for (const entry of one) {
    for (; next.done !== true && next.value.until < entry.until; next = rest.next()) yield next.value;
    yield entry;
  }
  for (; next.done !== true; next = rest.next()) yield next.value;
}
