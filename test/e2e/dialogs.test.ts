import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chatAnswer } from '../support/scriptedReply.ts';
import { readExposition } from '../support/readExposition.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const patch = [
  '--- a/half.ts',
  '+++ b/half.ts',
  '@@ -1,3 +1,3 @@',
  ' export function half(value: number): number {',
  '-  return value / 2;',
  '+  return value * 0.5;',
  ' }',
  '',
].join('\n');

stories(
  "In the editor's own dialog for files, a person",
  () => ({ files: { 'half.ts': half, 'asked.ts': half, 'half.patch': patch } }),
  (stage) => {
    it('chooses the patch that is applied', async () => {
      const { bench, server } = stage();
      await bench.editor.open('half.ts');
      await bench.input.command('OpenCrates: Apply Patch…');
      await bench.input.choose('From a file…');
      assert.equal((await bench.input.shown()).title, 'Apply Patch');
      await bench.input.waitForTyped(`${bench.folder}/`);
      await bench.input.answer(join(bench.folder, 'half.patch'));
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.save();
      await bench.untilOnDisk('half.ts', betterHalf);
      assert.equal(server.requests.length, 0);
    });

    it('says where the metrics are saved, once there are some', async () => {
      const { bench, server } = stage();
      await bench.input.command('OpenCrates: Save Metrics…');
      await bench.notifications.waitFor(
        'Nothing has been asked in this window yet, so there are no metrics.',
      );
      await bench.notifications.clear();
      server.reply(chatAnswer(fenced(betterHalf)));
      await askFor(bench, 'multiply', { file: 'asked.ts' });
      await bench.diff.waitForProposed('value * 0.5');
      await bench.input.command('OpenCrates: Save Metrics…');
      const box = await bench.input.shown();
      assert.equal(box.title, 'Save metrics');
      await bench.input.waitForTyped('/opencrates-metrics.prom');
      await bench.input.answer(join(bench.folder, 'saved.prom'));
      const text = await bench.untilWritten('saved.prom');
      assert.ok(
        readExposition(text).some(({ name }) => name === 'codex_requests_total'),
        text,
      );
    });
  },
);
