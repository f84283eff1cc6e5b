import assert from 'node:assert/strict';
import { chatAnswer, stall } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const names = ['closed', 'before', 'deleted', 'reloaded', 'awaited'].map((name) => `${name}.ts`);
const slow = chatAnswer(fenced(betterHalf), { firstDelayMs: 2500 });

stories(
  'While the answer is awaited, a person may',
  () => ({ files: Object.fromEntries(names.map((name) => [name, half])) }),
  (stage) => {
    it('close the file: Accept opens it again with the change', async () => {
      const { bench, server } = stage();
      server.reply(slow);
      await askFor(bench, 'multiply', { file: 'closed.ts' });
      await bench.diff.shown();
      await bench.editor.closeTab('closed.ts');
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
      await bench.editor.waitForTabs(['closed.ts']);
      assert.equal(await bench.onDisk('closed.ts'), half, 'nothing is saved for the person');
    });

    it('rename the file: Accept changes it under its new name', async () => {
      const { bench, server } = stage();
      server.reply(slow);
      await askFor(bench, 'multiply', { file: 'before.ts' });
      await bench.diff.shown();
      await bench.explorer.rename('before.ts', 'after.ts');
      await bench.diff.waitForProposed('value * 0.5');
      await bench.diff.focus();
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
      await bench.editor.save();
      await bench.untilOnDisk('after.ts', betterHalf);
      await assert.rejects(bench.onDisk('before.ts'));
    });

    it('lose the file to another program: Accept says so and keeps the answer', async () => {
      const { bench, server } = stage();
      server.reply(slow);
      await askFor(bench, 'multiply', { file: 'deleted.ts' });
      await bench.diff.shown();
      await bench.remove('deleted.ts');
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Accept Proposal/);
      const toast = await bench.notifications.waitFor('no longer exists');
      assert.equal(
        toast.sentence,
        'deleted.ts no longer exists. The answer is kept in the list of proposals.',
      );
      assert.deepEqual(toast.buttons, ['Copy Proposed Text']);
      await bench.diff.waitForProposed('value * 0.5');
      await assert.rejects(bench.onDisk('deleted.ts'));
    });

    it('reload the window before it came: the request ends, one sentence says so, nothing is left over', async () => {
      const { bench, server } = stage();
      server.reply(stall);
      await askFor(bench, 'multiply', { file: 'awaited.ts' });
      await bench.diff.shown();
      await server.until((requests) => requests.length === 1);
      await bench.reload();
      const toast = await bench.notifications.waitFor('The reload ended');
      assert.equal(toast.sentence, 'The reload ended the proposal for awaited.ts. No file changed.');
      await bench.diff.gone();
      await server.until(([request]) => request?.disconnectedAt !== undefined);
      await bench.editor.waitForTabs(['awaited.ts']);
      await bench.panels.waitForStatus(/^\s*OpenCrates\s*$/);
      assert.equal((await bench.notifications.all()).length, 1);
      assert.equal(server.requests.length, 1, 'nothing is asked again unasked');
      assert.equal(await bench.onDisk('awaited.ts'), half);
    });
  },
);
