import assert from 'node:assert/strict';
import { createWorkTracker } from '../../../src/editor/workTracker.ts';

describe('createWorkTracker', () => {
  function tracker(): ReturnType<typeof createWorkTracker> {
    let now = 0;
    return createWorkTracker(() => (now += 1000));
  }

  it('is idle before the first request', () => assert.deepEqual(tracker().state(), { kind: 'idle' }));

  it('names the only request and when it began', () => {
    const work = tracker();
    work.start('Generating');
    assert.deepEqual(work.state(), { kind: 'working', count: 1, label: 'Generating', since: 1000 });
  });

  it('names what a request does now, and not once it has ended', () => {
    const work = tracker();
    const { relabel, finish } = work.start('Documenting 1 of 2');
    relabel('Documenting 2 of 2');
    assert.deepEqual(work.state(), { kind: 'working', count: 1, label: 'Documenting 2 of 2', since: 1000 });
    finish('ok');
    relabel('Documenting 3 of 2');
    assert.deepEqual(work.state(), { kind: 'idle' });
  });

  it('counts several requests from the oldest that still runs', () => {
    const work = tracker();
    const first = work.start('Generating');
    work.start('Analyzing');
    assert.deepEqual(work.state(), { kind: 'working', count: 2, label: undefined, since: 1000 });
    first.finish('ok');
    assert.deepEqual(work.state(), { kind: 'working', count: 1, label: 'Analyzing', since: 2000 });
  });

  it('keeps a failure until a request succeeds', () => {
    const work = tracker();
    work.start('Generating').finish('noKey');
    assert.deepEqual(work.state(), { kind: 'failed', failure: 'noKey' });
    work.start('Generating').finish('cancelled');
    assert.deepEqual(work.state(), { kind: 'failed', failure: 'noKey' });
    work.start('Generating').finish('ok');
    assert.deepEqual(work.state(), { kind: 'idle' });
  });

  it('forgets a failure when told to', () => {
    const work = tracker();
    work.start('Generating').finish('auth');
    work.forgive();
    assert.deepEqual(work.state(), { kind: 'idle' });
  });

  it('takes only the first end of a request', () => {
    const work = tracker();
    const { finish } = work.start('Generating');
    finish('ok');
    finish('network');
    assert.deepEqual(work.state(), { kind: 'idle' });
  });
});
