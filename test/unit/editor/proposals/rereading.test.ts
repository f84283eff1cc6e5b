import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { awaitRereading, type Rereading } from '../../../../src/editor/proposals/rereading.ts';

type Step = 'looks' | 'reads' | 'end';

/** What became of a change after these steps: whether it was over, and how often it was told again. */
async function after(steps: readonly Step[]): Promise<{ readonly isOver: boolean; readonly told: number }> {
  let told = 0;
  const rereading: Rereading = awaitRereading(() => {
    told += 1;
  });
  for (const step of steps) rereading[step]();
  return { isOver: await Promise.race([rereading.over.then(() => true), turn(false)]), told };
}

describe('A changed file', () => {
  it('is taken over when the editor looks again after it looked and read', async () => {
    assert.deepEqual(await after(['looks', 'reads', 'looks']), { isOver: true, told: 1 });
  });

  it('is not while it is only read, or only looked at', async () => {
    assert.deepEqual(await after(['looks', 'reads']), { isOver: false, told: 1 });
    assert.deepEqual(await after(['looks', 'looks']), { isOver: false, told: 0 });
  });

  it('is not by a read that began before the change', async () => {
    assert.deepEqual(await after(['reads', 'looks']), { isOver: false, told: 0 });
    assert.deepEqual(await after(['reads', 'looks', 'reads', 'looks']), { isOver: true, told: 1 });
  });

  it('is waited for no longer once that was ended', async () => {
    assert.deepEqual(await after(['end']), { isOver: true, told: 0 });
  });
});
