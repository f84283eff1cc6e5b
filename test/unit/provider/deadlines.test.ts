import assert from 'node:assert/strict';
import type { Clock } from '../../../src/provider/clock.ts';
import { startDeadlines } from '../../../src/provider/deadlines.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { Timeouts } from '../../../src/provider/deadlines.ts';
import { createManualClock } from '../../support/manualClock.ts';

const timeouts = { headersMs: 30, firstTokenMs: 120, idleMs: 60, totalMs: 600 };

function start(other: Partial<Timeouts> = {}) {
  const clock = createManualClock();
  const caller = new AbortController();
  const deadlines = startDeadlines({ ...timeouts, ...other }, clock, caller.signal);
  const ended = (): string | undefined => {
    const reason: unknown = deadlines.signal.reason;
    return isProviderError(reason) ? `${reason.kind} ${reason.timer ?? ''}`.trim() : undefined;
  };
  return { clock, caller, deadlines, ended };
}

/** Deadlines whose timers are counted. */
function counted(other: Partial<Timeouts> = {}) {
  const clock = createManualClock();
  let count = 0;
  const counting: Clock = {
    now: () => clock.now(),
    setTimeout: (callback, milliseconds) => {
      count += 1;
      return clock.setTimeout(callback, milliseconds);
    },
  };
  const deadlines = startDeadlines({ ...timeouts, ...other }, counting, new AbortController().signal);
  return { clock, deadlines, count: () => count };
}

describe('The deadlines of an attempt', () => {
  it('end it when no headers come', () => {
    const { clock, ended } = start();
    clock.pass(29);
    assert.equal(ended(), undefined);
    clock.pass(1);
    assert.equal(ended(), 'timeout headers');
  });

  it('say that the same request may go well another time', () => {
    const { clock, deadlines } = start();
    clock.pass(30);
    assert.equal(isProviderError(deadlines.signal.reason) && deadlines.signal.reason.retryable, true);
  });

  it('name the time for all of it where another one ends at the same moment', () => {
    const { clock, ended } = start({ totalMs: 30 });
    clock.pass(30);
    assert.equal(ended(), 'timeout total');
  });

  it('end it in time where headers may take longer than the first text after them', () => {
    const { clock, deadlines, ended } = start({ headersMs: 300 });
    clock.pass(10);
    deadlines.onHeaders();
    clock.pass(119);
    assert.equal(ended(), undefined);
    clock.pass(1);
    assert.equal(ended(), 'timeout firstToken');
  });

  it('set no timer for each piece of an answer', () => {
    const { deadlines, count } = counted();
    deadlines.onHeaders();
    deadlines.onContent();
    for (let piece = 0; piece < 100; piece += 1) deadlines.onContent();
    assert.equal(count(), 1);
    deadlines[Symbol.dispose]();
  });

  it('set no timer anew for a phase that ends later, or at the same moment', () => {
    const { deadlines, count } = counted({ totalMs: 30 });
    deadlines.onHeaders();
    assert.equal(count(), 1);
    deadlines[Symbol.dispose]();
  });

  it('have one timer at a time, set anew for a phase that ends sooner', () => {
    const { clock, deadlines, count } = counted({ headersMs: 300 });
    deadlines.onHeaders();
    assert.deepEqual([count(), clock.pending], [2, 1]);
    deadlines.onContent();
    assert.deepEqual([count(), clock.pending], [3, 1]);
    deadlines[Symbol.dispose]();
  });

  it('end a whole answer only after the time for all of it, whatever came before', () => {
    for (const before of [0, 20]) {
      const { clock, deadlines, ended } = start();
      clock.pass(before);
      if (before > 0) deadlines.onHeaders();
      deadlines.onWhole();
      clock.pass(599 - before);
      assert.equal(ended(), undefined);
      clock.pass(1);
      assert.equal(ended(), 'timeout total');
    }
  });

  it('end it when no text comes after the headers, comments or not', () => {
    const { clock, deadlines, ended } = start();
    clock.pass(20);
    deadlines.onHeaders();
    for (let waited = 0; waited < 119; waited += 1) {
      clock.pass(1);
      deadlines.onBytes();
    }
    assert.equal(ended(), undefined);
    clock.pass(1);
    assert.equal(ended(), 'timeout firstToken');
  });

  it('end it when a stream falls silent', () => {
    const { clock, deadlines, ended } = start();
    deadlines.onHeaders();
    clock.pass(50);
    deadlines.onContent();
    clock.pass(59);
    assert.equal(ended(), undefined);
    clock.pass(1);
    assert.equal(ended(), 'timeout idle');
  });

  it('let comments keep a stream alive, but not for ever without text', () => {
    const { clock, deadlines, ended } = start();
    deadlines.onHeaders();
    deadlines.onContent();
    for (let waited = 0; waited < 110; waited += 10) {
      clock.pass(10);
      deadlines.onBytes();
    }
    assert.equal(ended(), undefined);
    deadlines.onContent();
    for (let waited = 0; waited < 120; waited += 10) {
      assert.equal(ended(), undefined);
      clock.pass(10);
      deadlines.onBytes();
    }
    assert.equal(ended(), 'timeout idle');
  });

  it('end even a lively stream after the total', () => {
    const { clock, deadlines, ended } = start();
    deadlines.onHeaders();
    for (let waited = 0; waited < 600; waited += 10) {
      assert.equal(ended(), undefined);
      clock.pass(10);
      deadlines.onContent();
    }
    assert.equal(ended(), 'timeout total');
  });

  it('end it as cancelled when the caller gives up, before or after the start', () => {
    const { caller, clock, ended } = start();
    caller.abort();
    assert.equal(ended(), 'cancelled');
    assert.equal(clock.pending, 0);
    const late = startDeadlines(timeouts, clock, AbortSignal.abort());
    assert.equal(late.signal.aborted, true);
    assert.equal(clock.pending, 0);
  });

  it('leave no timer and no listener behind', () => {
    const { caller, clock, deadlines, ended } = start();
    deadlines.onHeaders();
    deadlines.onContent();
    deadlines[Symbol.dispose]();
    assert.equal(clock.pending, 0);
    caller.abort();
    clock.pass(10_000);
    assert.equal(ended(), undefined);
  });
});
