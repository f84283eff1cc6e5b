import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRateWindow, longestTravelMs } from '../../../src/provider/rateWindow.ts';

describe('The window of a minute', () => {
  it('counts a payment for a minute from the reply that shows that the server has it', () => {
    const window = createRateWindow();
    window.pay(1, 1000).arrive(1200);
    assert.equal(window.fitsAt(1, 1, 1200), 61_200);
    assert.equal(window.fitsAt(1, 1, 61_199), 61_200);
    assert.equal(window.fitsAt(1, 1, 61_200), 61_200);
    assert.equal(window.fitsAt(1, 1, 99_000), 99_000);
  });

  it('counts a payment without a reply for a minute and the five seconds its way takes at most', () => {
    assert.equal(longestTravelMs, 5000);
    const window = createRateWindow();
    const { arrive } = window.pay(1, 1000);
    assert.equal(window.fitsAt(1, 1, 1000), 66_000);
    arrive(30_000); // it was there long before
    assert.equal(window.fitsAt(1, 1, 30_000), 66_000);
    assert.equal(window.fitsAt(1, 1, 65_999), 66_000);
    assert.equal(window.fitsAt(1, 1, 66_000), 66_000);
  });

  it('takes the first reply only', () => {
    const window = createRateWindow();
    const { arrive } = window.pay(1, 0);
    arrive(100);
    arrive(200);
    assert.equal(window.fitsAt(1, 1, 200), 60_100);
  });

  it('lets everything in up to the limit, and then waits for as many as are needed, in any order', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(10, 10, 0), 0);
    window.pay(3, 0); // until 65,000
    window.pay(3, 100).arrive(150); // until 60,150
    window.pay(3, 200).arrive(5000); // until 65,000
    assert.deepEqual(
      [1, 2, 4, 5, 7, 8, 10].map((amount) => window.fitsAt(amount, 10, 5000)),
      [5000, 60_150, 60_150, 65_000, 65_000, 65_000, 65_000],
    );
    assert.equal(window.fitsAt(4, 10, 60_150), 60_150);
    assert.equal(window.fitsAt(5, 10, 60_150), 65_000);
  });

  it('frees payments under way and payments that arrived in the order of their ends', () => {
    const window = createRateWindow();
    window.pay(1, 0).arrive(10); // until 60,010
    window.pay(1, 20); // until 65,020
    window.pay(1, 30).arrive(5029); // until 65,029
    window.pay(1, 40); // until 65,040
    assert.deepEqual(
      [1, 2, 3, 4].map((amount) => window.fitsAt(amount, 4, 5029)),
      [60_010, 65_020, 65_029, 65_040],
    );
    assert.equal(window.fitsAt(2, 4, 65_020), 65_020);
    assert.equal(window.fitsAt(3, 4, 65_029), 65_029);
    assert.equal(window.fitsAt(4, 4, 65_040), 65_040);
  });

  it('lets what is larger than the limit go alone', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(50, 10, 5), 5);
    window.pay(1, 5).arrive(5);
    assert.equal(window.fitsAt(50, 10, 6), 60_005);
  });

  it('knows no limit where there is none', () => {
    const window = createRateWindow();
    window.pay(1e9, 0);
    assert.equal(window.fitsAt(1e9, Number.POSITIVE_INFINITY, 1), 1);
  });

  it('takes corrections at the old time, as long as the payment counts', () => {
    for (const arrives of [false, true]) {
      const window = createRateWindow();
      const payment = window.pay(8, 0);
      if (arrives) payment.arrive(0);
      const end = arrives ? 60_000 : 65_000;
      payment.correct(2);
      assert.equal(window.fitsAt(8, 10, 1), 1);
      payment.correct(11);
      assert.equal(window.fitsAt(1, 10, 1), end);
      assert.equal(window.fitsAt(10, 10, end), end);
      payment.correct(100);
      payment.arrive(end);
      assert.equal(window.fitsAt(10, 10, end), end);
      window.pay(10, end);
      assert.equal(window.fitsAt(1, 10, end + 1), end + 65_000);
    }
  });

  it('over any schedule keeps every minute within the limit as the server sees it', () => {
    const step = fc.record({
      pause: fc.nat(20_000),
      amount: fc.integer({ min: 1, max: 5 }),
      travel: fc.nat(4999),
      answers: fc.option(fc.nat(9000), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 5, max: 12 }), (steps, limit) => {
        const window = createRateWindow();
        const seen: { readonly at: number; readonly amount: number }[] = [];
        let replies: readonly { readonly at: number; readonly arrive: (now: number) => void }[] = [];
        let now = 0;
        const advance = (until: number): void => {
          for (const reply of replies.filter(({ at }) => at <= until)) reply.arrive(reply.at);
          replies = replies.filter(({ at }) => at > until);
          now = until;
        };
        for (const { pause, amount, travel, answers } of steps) {
          advance(now + pause);
          for (let at = window.fitsAt(amount, limit, now); at > now; at = window.fitsAt(amount, limit, now)) {
            advance(Math.min(at, ...replies.map((reply) => reply.at)));
          }
          const { arrive } = window.pay(amount, now);
          seen.push({ at: now + travel, amount });
          if (answers === undefined) continue;
          replies = [...replies, { at: now + travel + answers, arrive }].toSorted((a, b) => a.at - b.at);
        }
        for (const { at: from } of seen) {
          const inMinute = seen.filter(({ at }) => at >= from && at < from + 60_000);
          assert.ok(inMinute.reduce((sum, { amount }) => sum + amount, 0) <= limit);
        }
      }),
    );
  });
});
