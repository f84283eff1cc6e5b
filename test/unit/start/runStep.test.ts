import assert from 'node:assert/strict';
import { runStep, runStepOrFail } from '../../support/runStep.ts';

const quiet = () => undefined;

function step(program: string) {
  return { name: 'Editor', command: process.execPath, args: ['-e', program] };
}

describe('A step of a start', () => {
  it('that must succeed fails with its name, its last words without warnings, and what to do', async () => {
    const failing = step("console.error('npm warn old\\nno such host'); process.exit(3)");
    await assert.rejects(runStepOrFail(failing, quiet), {
      message: 'Editor failed (exit code 3).\nno such host',
    });
    await assert.rejects(runStepOrFail({ ...failing, whenFailed: 'Start again.' }, quiet), {
      message: 'Editor failed (exit code 3).\nno such host\nStart again.',
    });
    await assert.rejects(runStepOrFail(step('process.exit(1)'), quiet), {
      message: 'Editor failed (exit code 1).',
    });
  });

  it('that may fail gives its exit code and what it printed', async () => {
    assert.deepEqual(await runStep(step("console.log('so far'); process.exit(2)"), quiet), {
      code: 2,
      tail: 'so far',
    });
  });

  it('ends when the start is stopped', async () => {
    const stopping = new AbortController();
    const running = runStep(
      step('setInterval(() => undefined, 1000)'),
      () => stopping.abort(),
      stopping.signal,
    );
    await assert.rejects(running, { name: 'AbortError' });
  });
});
