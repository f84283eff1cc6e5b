import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHealthWindow } from '../../../src/provider/healthWindow.ts';

const hour = 3_600_000;

describe('The last hour', () => {
  it('is empty at first', () => {
    const health = createHealthWindow(() => 0).read();
    assert.deepEqual(health, { attempts: 0, failures: 0, errorRate: 0, p50Ms: undefined, p95Ms: undefined });
  });

  it('knows how many failed and how long answers took', () => {
    const window = createHealthWindow(() => 0);
    for (let milliseconds = 1; milliseconds <= 100; milliseconds += 1)
      window.record({ outcome: 'ok', milliseconds });
    for (let count = 0; count < 25; count += 1) window.record({ outcome: 'server', milliseconds: 9999 });
    window.record({ outcome: 'cancelled', milliseconds: 5000 });
    assert.deepEqual(window.read(), { attempts: 125, failures: 25, errorRate: 0.2, p50Ms: 50, p95Ms: 95 });
  });

  it('forgets what is older', () => {
    let now = 0;
    const window = createHealthWindow(() => now);
    window.record({ outcome: 'ok', milliseconds: 10 });
    now = hour - 1;
    window.record({ outcome: 'timeout', milliseconds: 20 });
    assert.equal(window.read().attempts, 2);
    now = hour + 999;
    assert.equal(window.read().attempts, 1);
    now = 3 * hour;
    assert.equal(window.read().attempts, 0);
  });

  it('shows a new attempt at once, and looks again after a second at the latest', () => {
    let now = 0;
    const window = createHealthWindow(() => now);
    window.record({ outcome: 'ok', milliseconds: 10 });
    const first = window.read();
    now = 999;
    assert.equal(window.read(), first);
    now = 1000;
    assert.notEqual(window.read(), first);
    window.record({ outcome: 'ok', milliseconds: 10 });
    assert.equal(window.read().attempts, 2);
  });

  it('is read in less than a millisecond when it is full, even right after an attempt', () => {
    let now = 0;
    const window = createHealthWindow(() => now);
    for (let count = 0; count < 3000; count += 1)
      window.record({ outcome: 'ok', milliseconds: (count * 7919) % 5000 });
    const medianOf = (prepare: () => void): number => {
      const times = Array.from({ length: 201 }, () => {
        prepare();
        const from = performance.now();
        window.read();
        return performance.now() - from;
      });
      return times.toSorted((a, b) => a - b)[100] ?? Infinity;
    };
    assert.ok(medianOf(() => (now += 1)) < 0.05);
    assert.ok(medianOf(() => window.record({ outcome: 'server', milliseconds: 1 })) < 1);
  });

  it('agrees with a list of all attempts, of which only the newest are remembered', () => {
    const attempt = fc.record({
      outcome: fc.constantFrom('ok', 'server', 'cancelled'),
      milliseconds: fc.integer({ min: 0, max: 1000 }),
      pause: fc.integer({ min: 0, max: hour / 3 }),
    });
    fc.assert(
      fc.property(fc.array(attempt), fc.integer({ min: 1, max: 20 }), (attempts, capacity) => {
        let now = 0;
        const window = createHealthWindow(() => now, capacity);
        const all: { readonly at: number; readonly ok: boolean; readonly milliseconds: number }[] = [];
        for (const { outcome, milliseconds, pause } of attempts) {
          now += pause;
          window.record({ outcome, milliseconds });
          if (outcome !== 'cancelled') all.push({ at: now, ok: outcome === 'ok', milliseconds });
        }
        const recent = all.slice(-capacity).filter(({ at }) => now - at < hour);
        const answered = recent.filter(({ ok }) => ok).map(({ milliseconds }) => milliseconds);
        const health = window.read();
        assert.deepEqual(
          [health.attempts, health.failures],
          [recent.length, recent.length - answered.length],
        );
        assert.ok(health.errorRate >= 0 && health.errorRate <= 1);
        for (const [quantile, share] of [
          [health.p50Ms, 0.5],
          [health.p95Ms, 0.95],
        ] as const) {
          const atMost = answered.filter((milliseconds) => milliseconds <= (quantile ?? -1)).length;
          assert.ok(answered.length === 0 ? quantile === undefined : atMost / answered.length >= share);
        }
      }),
    );
  });
});
