import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, runInOrder } from '../../schedule.ts';

/** What runs at each beginning and end, one line per event. */
function recorder(): { readonly lines: string[]; job: (name: string, rest?: Partial<Job>) => Job } {
  const lines: string[] = [];
  const running = new Set<string>();
  return {
    lines,
    job: (name, { cores = 1, needs = [], run = () => sleep(1) } = {}) => ({
      name,
      cores,
      needs,
      async run() {
        running.add(name);
        lines.push([...running].join('+'));
        await run();
        running.delete(name);
      },
    }),
  };
}

describe('The order of a test run', () => {
  it('begins what comes next as soon as a core is free, and never more than there are cores for', async () => {
    const { lines, job } = recorder();
    const long = { run: () => sleep(40) };
    await runInOrder([job('a', long), job('b'), job('c'), job('d')], 2);
    assert.deepEqual(lines, ['a', 'a+b', 'a+c', 'a+d']);
  });

  it('waits for what a job needs, all parts of it, and begins nothing out of its order meanwhile', async () => {
    const { lines, job } = recorder();
    const parts = [job('build', { run: () => sleep(5) }), job('build', { run: () => sleep(20) })];
    await runInOrder([...parts, job('test', { needs: ['build'] }), job('last')], 3);
    assert.deepEqual(lines, ['build', 'build', 'test', 'test+last']);
  });

  it('begins more at once where they mostly wait', async () => {
    const { lines, job } = recorder();
    const waits = { cores: 0.5, run: () => sleep(20) };
    await runInOrder([job('a', waits), job('b', waits), job('c'), job('d')], 2);
    assert.deepEqual(lines, ['a', 'a+b', 'a+b+c', 'a+b+d']);
  });

  it('runs alone what takes the whole computer', async () => {
    const { lines, job } = recorder();
    await runInOrder([job('a'), job('b'), job('model', { cores: Infinity }), job('c'), job('d')], 2);
    assert.deepEqual(lines, ['a', 'a+b', 'model', 'c', 'c+d']);
  });

  it('ends when the last job has ended, and at once without jobs', async () => {
    let isOver = false;
    const { job } = recorder();
    const slow = async (): Promise<void> => {
      await sleep(20);
      isOver = true;
    };
    await runInOrder([job('slow', { run: slow })], 1);
    assert.ok(isOver);
    await runInOrder([], 1);
  });
});
