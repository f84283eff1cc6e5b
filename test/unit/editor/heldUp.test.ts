import assert from 'node:assert/strict';
import { heldUp } from '../../../src/editor/heldUp.ts';
import type { Wait } from '../../../src/provider/waits.ts';

const retry = (until: number): Wait => ({
  reason: 'retry',
  correlationId: 'r',
  kind: 'server',
  attempt: 2,
  until,
});
const rate = (until: number): Wait => ({ reason: 'rate', correlationId: 'l', until });
const slot: Wait = { reason: 'slot', correlationId: 's' };

describe('Requests are held up', () => {
  it('when all of them wait, until the first goes on', () => {
    assert.deepEqual(heldUp([retry(900)], 1, 400), { kind: 'retry', inMs: 500 });
    assert.deepEqual(heldUp([retry(900), rate(700), slot], 3, 400), { kind: 'limit', inMs: 300 });
    assert.deepEqual(heldUp([rate(900), retry(700)], 2, 400), { kind: 'retry', inMs: 300 });
  });

  it('by each other, when no time is known', () => {
    assert.deepEqual(heldUp([slot], 1, 0), { kind: 'turn' });
  });

  it('for no negative time', () => {
    assert.deepEqual(heldUp([rate(100)], 1, 150), { kind: 'limit', inMs: 0 });
  });

  it('not while one of them is under way, or none waits', () => {
    assert.equal(heldUp([slot], 2, 0), undefined);
    assert.equal(heldUp([], 0, 0), undefined);
  });
});
