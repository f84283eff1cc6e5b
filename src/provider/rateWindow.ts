/** Sums what was paid in the last minute. Times are a clock's milliseconds and never go back. */
export interface RateWindow {
  /** From when on `amount` more keeps the sum within `limit`; `now` when it does already. */
  fitsAt(amount: number, limit: number, now: number): number;
  /** Pays; the returned function puts another amount in its place, as long as it counts. */
  pay(amount: number, now: number): (corrected: number) => void;
}

/**
 * How long a payment counts: a minute, and a second more for the way to the server. Where no request takes longer than
 * that second, the server never sees more than the limit in any 60 s, however the delays of single requests differ.
 */
export const windowMs = 61_000;

interface Payment {
  readonly at: number;
  amount: number;
}

/** A window that holds each payment by itself, so that its sum is exact at every moment. */
export function createRateWindow(): RateWindow {
  const payments = new Set<Payment>(); // the oldest first
  let sum = 0;
  const forget = (now: number): void => {
    for (const payment of payments) {
      if (now < payment.at + windowMs) return;
      payments.delete(payment);
      sum -= payment.amount;
    }
  };
  return {
    fitsAt(amount, limit, now) {
      forget(now);
      let over = sum + Math.min(amount, limit) - limit; // what is larger than the limit goes alone
      let at = now;
      for (const payment of payments) {
        if (over <= 0) break;
        over -= payment.amount;
        at = payment.at + windowMs;
      }
      return at;
    },
    pay(amount, now) {
      forget(now);
      const payment: Payment = { at: now, amount };
      payments.add(payment);
      sum += amount;
      return (corrected) => {
        if (!payments.has(payment)) return;
        sum += corrected - payment.amount;
        payment.amount = corrected;
      };
    },
  };
}
