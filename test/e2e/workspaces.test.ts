import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

stories(
  'In a workspace of several folders',
  () => ({
    files: {
      'first/half.ts': half,
      'second/twice.ts': half,
    },
    roots: ['first', 'second'],
  }),
  (stage) => {
    it('the file asked about is changed, in whichever folder it lies, and no other', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced(betterHalf)));
      await askFor(bench, 'multiply', { file: 'twice.ts' });
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
      await bench.editor.save();
      await bench.untilOnDisk('second/twice.ts', betterHalf);
      assert.equal(await bench.onDisk('first/half.ts'), half);
    });
  },
);
