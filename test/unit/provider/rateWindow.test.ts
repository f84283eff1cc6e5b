import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRateWindow, windowMs } from '../../../src/provider/rateWindow.ts';

describe('The window of a minute', () => {
  it('counts a payment for 61 seconds: a minute, and one for the way', () => {
    assert.equal(windowMs, 61_000);
    const window = createRateWindow();
    window.pay(1, 1000);
    assert.equal(window.fitsAt(1, 1, 1000), 62_000);
    assert.equal(window.fitsAt(1, 1, 61_999), 62_000);
    assert.equal(window.fitsAt(1, 1, 62_000), 62_000);
    assert.equal(window.fitsAt(1, 1, 99_000), 99_000);
  });

  it('lets everything in up to the limit, and then waits for as many as are needed', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(10, 10, 0), 0);
    window.pay(3, 0);
    window.pay(3, 100);
    window.pay(3, 200);
    assert.deepEqual(
      [1, 2, 4, 5, 7, 8, 10].map((amount) => window.fitsAt(amount, 10, 300)),
      [300, 61_000, 61_000, 61_100, 61_100, 61_200, 61_200],
    );
  });

  it('lets what is larger than the limit go alone', () => {
    const window = createRateWindow();
    assert.equal(window.fitsAt(50, 10, 5), 5);
    window.pay(1, 5);
    assert.equal(window.fitsAt(50, 10, 6), 61_005);
  });

  it('knows no limit where there is none', () => {
    const window = createRateWindow();
    window.pay(1e9, 0);
    assert.equal(window.fitsAt(1e9, Number.POSITIVE_INFINITY, 1), 1);
  });

  it('takes corrections at the old time, as long as the payment counts', () => {
    const window = createRateWindow();
    const correct = window.pay(8, 0);
    correct(2);
    assert.equal(window.fitsAt(8, 10, 1), 1);
    correct(11);
    assert.equal(window.fitsAt(1, 10, 1), 61_000);
    assert.equal(window.fitsAt(10, 10, 61_000), 61_000);
    correct(100);
    assert.equal(window.fitsAt(10, 10, 61_000), 61_000);
    window.pay(10, 61_000);
    assert.equal(window.fitsAt(1, 10, 61_001), 122_000);
  });

  it('over any schedule keeps every minute within the limit as the server sees it', () => {
    const step = fc.record({
      pause: fc.nat(30_000),
      amount: fc.integer({ min: 1, max: 5 }),
      travel: fc.nat(1000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 5, max: 12 }), (steps, limit) => {
        const window = createRateWindow();
        const seen: { readonly at: number; readonly amount: number }[] = [];
        let now = 0;
        for (const { pause, amount, travel } of steps) {
          now = window.fitsAt(amount, limit, now + pause);
          window.pay(amount, now);
          seen.push({ at: now + travel, amount });
        }
        for (const { at: from } of seen) {
          const inMinute = seen.filter(({ at }) => at >= from && at < from + 60_000);
          assert.ok(inMinute.reduce((sum, { amount }) => sum + amount, 0) <= limit);
        }
      }),
    );
  });
});
