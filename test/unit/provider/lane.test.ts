import assert from 'node:assert/strict';
import { createLane } from '../../../src/provider/lane.ts';
import type { Cost } from '../../../src/provider/lane.ts';
import type { Quota } from '../../../src/provider/rateHeaders.ts';

const one: Cost = { requests: 1, tokens: 0 };
const unsaid: Quota = { limit: undefined, remaining: undefined, resetMs: undefined };
const requests = (limit?: number, remaining?: number, resetMs?: number) => ({
  requests: { limit, remaining, resetMs },
  tokens: unsaid,
});
const tokens = (limit?: number, remaining?: number, resetMs?: number) => ({
  requests: unsaid,
  tokens: { limit, remaining, resetMs },
});

describe('The lane of a model', () => {
  it('is silent until the latest time that was asked for', () => {
    const lane = createLane();
    for (const until of [500, 900, 700]) lane.pauseUntil(until, 'server');
    assert.deepEqual([lane.pause, lane.fitsAt(one, 0)], [{ until: 900, kind: 'server' }, 900]);
    lane.resume();
    assert.deepEqual([lane.pause, lane.fitsAt(one, 0)], [undefined, 0]);
  });

  it('counts an attempt as underway until it arrives, and once only', () => {
    const lane = createLane();
    const [first, second, third] = [0, 0, 0].map((now) => lane.pay(one, now));
    first?.arrive(undefined, 10);
    first?.settle(one, 10);
    second?.arrive(requests(undefined, 2, 5000), 20);
    // One of the two that are left is for the third, which the server may not have seen.
    assert.equal(lane.fitsAt(one, 20), 20);
    lane.pay(one, 20).settle({ requests: 0, tokens: 0 }, 20);
    assert.equal(lane.fitsAt(one, 20), 20);
    lane.pay(one, 20);
    assert.equal(lane.fitsAt(one, 20), 5020);
    third?.settle(one, 30);
    assert.equal(lane.fitsAt(one, 30), 5020);
  });

  it('gives back what an attempt did not need, unless the server had counted it', () => {
    const half = { requests: 1, tokens: 50 };
    const whole = { requests: 1, tokens: 100 };
    const lane = createLane();
    lane.pay(whole, 0).arrive(tokens(undefined, 100, 5000), 0);
    const lost = lane.pay(whole, 0);
    assert.equal(lane.fitsAt(half, 0), 5000);
    lost.settle(half, 0);
    assert.equal(lane.fitsAt(half, 0), 0);
    const counted = lane.pay(half, 0);
    counted.arrive(undefined, 0);
    counted.settle({ requests: 1, tokens: 10 }, 0);
    assert.equal(lane.fitsAt({ requests: 1, tokens: 1 }, 0), 5000);
  });

  it('counts an attempt without a reply for a minute from its end', () => {
    const lane = createLane();
    lane.pay(one, 0).arrive(requests(2), 0);
    const lost = lane.pay(one, 0);
    assert.equal(lane.fitsAt(one, 100), 60_000);
    lost.settle(one, 500);
    assert.equal(lane.fitsAt({ requests: 2, tokens: 0 }, 500), 60_500);
  });

  it('counts nothing that was paid before the server named a limit, but what arrived with it', () => {
    const lane = createLane();
    lane.pay(one, 0).arrive(requests(undefined, 9), 0);
    lane.pay(one, 0).arrive(requests(2), 0);
    assert.equal(lane.fitsAt(one, 0), 0);
    assert.equal(lane.fitsAt({ requests: 2, tokens: 0 }, 0), 60_000);
  });
});
