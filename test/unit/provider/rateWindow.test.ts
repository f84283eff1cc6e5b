import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRateWindow } from '../../../src/provider/rateWindow.ts';
import type { WindowPayment } from '../../../src/provider/rateWindow.ts';

describe('The window of a minute', () => {
  it('counts a payment for a minute from the reply that shows that the server has it', () => {
    const window = createRateWindow();
    window.pay(1).arrive(1200);
    assert.equal(window.fitsAt(1, 1, 1200), 61_200);
    assert.equal(window.fitsAt(1, 1, 61_199), 61_200);
    assert.equal(window.fitsAt(1, 1, 61_200), 61_200);
    assert.equal(window.fitsAt(1, 1, 99_000), 99_000);
  });

  it('counts a payment without a reply for as long as there is none', () => {
    const window = createRateWindow();
    const payment = window.pay(1);
    assert.equal(window.fitsAt(1, 1, 1e9), Number.POSITIVE_INFINITY);
    payment.arrive(1e9);
    assert.equal(window.fitsAt(1, 1, 1e9), 1e9 + 60_000);
  });

  it('takes the first reply only', () => {
    const window = createRateWindow();
    const payment = window.pay(1);
    payment.arrive(100);
    payment.arrive(200);
    assert.equal(window.fitsAt(1, 1, 200), 60_100);
  });

  it('lets everything in up to the limit, and then waits for as many as are needed', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(10, 10, 0), 0);
    window.pay(3);
    window.pay(3).arrive(150);
    window.pay(3).arrive(250);
    assert.deepEqual(
      [1, 2, 4, 5, 7, 8].map((amount) => window.fitsAt(amount, 10, 300)),
      [300, 60_150, 60_150, 60_250, 60_250, Number.POSITIVE_INFINITY],
    );
    assert.equal(window.fitsAt(4, 10, 60_150), 60_150);
    assert.equal(window.fitsAt(5, 10, 60_150), 60_250);
    assert.equal(window.fitsAt(7, 10, 60_250), 60_250);
    assert.equal(window.fitsAt(8, 10, 60_250), Number.POSITIVE_INFINITY);
  });

  it('lets what is larger than the limit go alone', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(50, 10, 5), 5);
    window.pay(1).arrive(5);
    assert.equal(window.fitsAt(50, 10, 6), 60_005);
  });

  it('knows no limit where there is none', () => {
    const window = createRateWindow();
    window.pay(1e9);
    assert.equal(window.fitsAt(1e9, Number.POSITIVE_INFINITY, 1), 1);
  });

  it('takes corrections at the old time, as long as the payment counts', () => {
    const window = createRateWindow();
    const payment = window.pay(8);
    payment.correct(2);
    assert.equal(window.fitsAt(8, 10, 1), 1);
    payment.correct(11);
    assert.equal(window.fitsAt(1, 10, 1), Number.POSITIVE_INFINITY);
    payment.arrive(5);
    payment.correct(10);
    assert.equal(window.fitsAt(1, 10, 5), 60_005);
    payment.correct(9);
    assert.equal(window.fitsAt(1, 10, 5), 5);
    assert.equal(window.fitsAt(10, 10, 60_005), 60_005);
    payment.correct(100);
    payment.arrive(60_005);
    assert.equal(window.fitsAt(10, 10, 60_005), 60_005);
  });

  it('over any schedule keeps every minute within the limit as the server sees it', () => {
    const step = fc.record({
      pause: fc.nat(20_000),
      amount: fc.integer({ min: 1, max: 5 }),
      travel: fc.nat(90_000),
      answers: fc.nat(9000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 5, max: 12 }), (steps, limit) => {
        const window = createRateWindow();
        const seen: { readonly at: number; readonly amount: number }[] = [];
        let replies: readonly { readonly at: number; readonly payment: WindowPayment }[] = [];
        let now = 0;
        const advance = (until: number): void => {
          for (const reply of replies.filter(({ at }) => at <= until)) reply.payment.arrive(reply.at);
          replies = replies.filter(({ at }) => at > until);
          now = until;
        };
        for (const { pause, amount, travel, answers } of steps) {
          advance(now + pause);
          for (let at = window.fitsAt(amount, limit, now); at > now; at = window.fitsAt(amount, limit, now)) {
            advance(Math.min(at, ...replies.map((reply) => reply.at)));
          }
          const payment = window.pay(amount);
          seen.push({ at: now + travel, amount });
          replies = [...replies, { at: now + travel + answers, payment }].toSorted((a, b) => a.at - b.at);
        }
        for (const { at: from } of seen) {
          const inMinute = seen.filter(({ at }) => at >= from && at < from + 60_000);
          assert.ok(inMinute.reduce((sum, { amount }) => sum + amount, 0) <= limit);
        }
      }),
    );
  });
});
