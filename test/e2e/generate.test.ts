import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const file = [
  'export function median(values: number[]): number {',
  '  const sorted = [...values].sort();',
  '  return sorted[Math.floor(sorted.length / 2)];',
  '}',
  '',
].join('\n');
const twice = 'export function twice(value: number): number {\n  return value + value;\n}\n';
const better = file.replace('.sort()', '.sort((a, b) => a - b)');

stories(
  'Generate',
  () => ({ files: { 'median.ts': file, 'two.ts': `${half}\n${twice}` } }),
  (stage) => {
    it('asks what to write, says what it replaces and what goes where, and shows the answer beside the file', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced(better), { delayMs: 20 }));
      await bench.editor.open('median.ts');
      await bench.editor.goTo(2);
      assert.deepEqual(await bench.editor.openSubmenu('const sorted'), [
        'Generate…',
        'Analyze',
        'Document',
        'Explain',
      ]);
      await bench.editor.chooseFromSubmenu(/^Generate/);
      await bench.input.waitForMessage('tokens');
      const box = await bench.input.shown();
      assert.equal(box.title, 'Generate');
      assert.equal(box.placeholder, 'For example: handle an empty list');
      assert.match(
        box.message,
        /^Replaces function median \(lines 1–4\) · scripted on this computer · about \d+ tokens/,
      );
      await bench.input.answer('handle unsorted input');
      await bench.diff.waitForProposed('(a, b) => a - b');
      assert.equal(await bench.diff.shown(), 'median.ts ↔ proposal');
      await bench.editor.waitForTitleButton(/^Accept Proposal/);
      assert.equal(await bench.onDisk('median.ts'), file);
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('(a, b) => a - b');
      await bench.editor.save();
      await bench.untilOnDisk('median.ts', better);
      await bench.editor.undo();
      await bench.editor.waitForLine('.sort();');
      await bench.editor.save();
      await bench.untilOnDisk('median.ts', file);
    });

    it('gives up a block that Revert Block drops between the panes, and Accept takes the rest in one undo step', async () => {
      const { bench, server } = stage();
      const before = `${half}\n${twice}`;
      server.reply(chatAnswer(fenced(`${betterHalf}\n${twice.replace('value + value', '2 * value')}`)));
      await bench.editor.open('two.ts');
      await bench.editor.selectLines(1, 7);
      await bench.editor.chord('Control+K', 'Alt+G');
      await bench.input.shown();
      await bench.input.answer('multiply');
      await bench.diff.waitForProposed('2 * value');
      await bench.editor.waitForTitleButton(/^Accept Proposal/);
      await bench.diff.revertBlock(2);
      await bench.diff.waitForProposed('value + value');
      await bench.diff.waitForProposed('value * 0.5');
      assert.equal(await bench.onDisk('two.ts'), before);
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
      await bench.editor.save();
      await bench.untilOnDisk('two.ts', `${betterHalf}\n${twice}`);
      await bench.editor.undo();
      await bench.editor.waitForLine('value / 2');
      await bench.editor.save();
      await bench.untilOnDisk('two.ts', before);
      assert.deepEqual(await bench.notifications.all(), []);
    });

    it('lists its commands in the palette, only those that can run now', async () => {
      const { bench } = stage();
      await bench.editor.open('median.ts');
      const isListed = async (name: string): Promise<boolean> =>
        (await bench.input.commandsListed(`OpenCrates: ${name}`)).includes(`OpenCrates: ${name}`);
      for (const name of ['Generate…', 'Analyze', 'Select Model…', 'Check Health…', 'Show Usage'])
        assert.equal(await isListed(name), true, name);
      for (const name of ['Accept Proposal', 'Cancel Request', 'Clear Findings', 'Ask Again', 'Fix…'])
        assert.equal(await isListed(name), false, name);
    });
  },
);
