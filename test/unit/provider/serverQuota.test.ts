import assert from 'node:assert/strict';
import { createServerQuota } from '../../../src/provider/serverQuota.ts';

const said = (limit: number | undefined, remaining: number | undefined, resetMs: number | undefined) => ({
  limit,
  remaining,
  resetMs,
});

describe('What a server says is left', () => {
  it('is everything before it says something', () => {
    const quota = createServerQuota();
    assert.equal(quota.limit, Number.POSITIVE_INFINITY);
    quota.take(1e9, 0);
    assert.equal(quota.fitsAt(1e9, 5), 5);
  });

  it('comes back evenly, where the reset is that part of a minute that is used up', () => {
    const quota = createServerQuota();
    quota.report(said(60, 0, 60_000), 0, 1000);
    assert.equal(quota.limit, 60);
    assert.deepEqual(
      [1, 2, 60, 100].map((amount) => quota.fitsAt(amount, 1000)),
      [2000, 3000, 61_000, 61_000],
    );
    assert.equal(quota.fitsAt(1, 2500), 2500);
  });

  it('is taken off, and comes back up to the limit and not beyond', () => {
    const quota = createServerQuota();
    quota.report(said(60, 59, 1000), 0, 0);
    quota.take(59, 0);
    assert.equal(quota.fitsAt(1, 0), 1000);
    quota.take(30, 40_000);
    assert.equal(quota.fitsAt(10, 40_000), 40_000);
    assert.equal(quota.fitsAt(11, 40_000), 41_000);
    quota.take(60, 600_000);
    assert.equal(quota.fitsAt(1, 600_000), 601_000);
    quota.take(-1, 600_000);
    assert.equal(quota.fitsAt(1, 600_000), 600_000);
    quota.report(said(60, 30, 30_000), 0, 700_000);
    quota.take(30, 701_000);
    assert.equal(quota.fitsAt(2, 701_000), 702_000);
  });

  it('comes back all at once at the reset, where that is another part of a minute', () => {
    for (const resetMs of [2000, 47_999, 72_001]) {
      const quota = createServerQuota();
      quota.report(said(60, 0, resetMs), 0, 100);
      assert.deepEqual([quota.fitsAt(1, 100), quota.fitsAt(60, 100)], [100 + resetMs, 100 + resetMs]);
    }
    for (const resetMs of [48_000, 72_000]) {
      const quota = createServerQuota();
      quota.report(said(60, 0, resetMs), 0, 0);
      assert.equal(quota.fitsAt(1, 0), resetMs / 60);
    }
  });

  it('is counted down until that reset and unknown after it', () => {
    const quota = createServerQuota();
    quota.report(said(10, 2, 3000), 0, 0);
    quota.take(2, 10);
    assert.equal(quota.fitsAt(1, 20), 3000);
    assert.equal(quota.fitsAt(1, 3500), 3500);
    quota.take(1, 2999);
    assert.equal(quota.fitsAt(1, 2999), 3000);
    quota.take(5, 3000);
    assert.equal(quota.fitsAt(10, 3000), 3000);
  });

  it('does not hold what is underway and may not be counted yet', () => {
    const quota = createServerQuota();
    quota.report(said(10, 5, 2000), 4, 0);
    assert.deepEqual([quota.fitsAt(1, 0), quota.fitsAt(2, 0)], [0, 2000]);
  });

  it('needs both what is left and when it comes back; a limit alone is kept', () => {
    const quota = createServerQuota();
    quota.report(said(3, 0, undefined), 0, 0);
    quota.report(said(undefined, undefined, 5000), 0, 0);
    assert.deepEqual([quota.limit, quota.fitsAt(3, 0)], [3, 0]);
    quota.report(said(undefined, 0, 5000), 0, 0);
    assert.deepEqual([quota.limit, quota.fitsAt(1, 0)], [3, 5000]);
  });

  it('is believed without a limit, and when nothing was used', () => {
    const quota = createServerQuota();
    quota.report(said(undefined, 1, 60_000), 0, 0);
    assert.deepEqual([quota.fitsAt(1, 0), quota.fitsAt(2, 0)], [0, 60_000]);
    quota.report(said(5, 5, 0), 0, 0);
    assert.equal(quota.fitsAt(5, 0), 0);
    quota.take(5, 0);
    assert.equal(quota.fitsAt(5, 0), 0);
  });
});
