import assert from 'node:assert/strict';
import { createWaits } from '../../../src/provider/waits.ts';
import type { Wait } from '../../../src/provider/waits.ts';
import { waitUntil } from '../../../src/provider/waitUntil.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { kindOf, never } from './fakeProvider.ts';

describe('The waits of all requests', () => {
  it('are there from their beginning to their end, and read anew each time', () => {
    const waits = createWaits();
    let told = 0;
    const stop = waits.onChange(() => (told += 1));
    let wait: Wait = { reason: 'slot', correlationId: 'a' };
    const endFirst = waits.begin(() => wait);
    const endSecond = waits.begin(() => ({ reason: 'slot', correlationId: 'b' }));
    wait = { reason: 'rate', correlationId: 'a', until: 5 };
    assert.deepEqual(waits.current(), [wait, { reason: 'slot', correlationId: 'b' }]);
    assert.equal(told, 2);
    endFirst();
    endFirst();
    assert.deepEqual([waits.current().length, told], [1, 3]);
    stop();
    endSecond();
    assert.deepEqual([waits.current(), told], [[], 3]);
  });

  it('of the same reading are two', () => {
    const waits = createWaits();
    const read = (): Wait => ({ reason: 'slot', correlationId: 'a' });
    const end = waits.begin(read);
    waits.begin(read);
    end();
    assert.equal(waits.current().length, 1);
  });
});

describe('Waiting', () => {
  it('is never shorter than told, even where a timer rings early', async () => {
    const clock = createManualClock(0);
    const rings: number[] = [];
    const early = {
      now: () => clock.now(),
      setTimeout: (callback: () => void, ms: number) => {
        rings.push(ms);
        return clock.setTimeout(callback, rings.length === 1 ? ms - 2 : ms);
      },
    };
    let isOver = false;
    const waiting = waitUntil(100, early, never).then(() => (isOver = true));
    clock.pass(98);
    await Promise.resolve();
    assert.deepEqual([isOver, rings], [false, [100, 2]]);
    clock.pass(2);
    await waiting;
    assert.equal(clock.pending, 0);
  });

  it('for what is past is over at once', async () => {
    const clock = createManualClock();
    await waitUntil(1000, clock, never);
    assert.equal(clock.pending, 0);
  });

  it('ends with the signal and leaves nothing behind', async () => {
    const clock = createManualClock();
    const cancel = new AbortController();
    const kind = kindOf(waitUntil(5000, clock, cancel.signal));
    assert.equal(clock.pending, 1);
    cancel.abort();
    assert.deepEqual([await kind, clock.pending], ['cancelled', 0]);
    assert.equal(await kindOf(waitUntil(0, clock, cancel.signal)), 'cancelled');
  });
});
