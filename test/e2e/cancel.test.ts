import assert from 'node:assert/strict';
import { chatAnswer, stall, status } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { type Stage, stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const moments = [
  ['before the answer', stall],
  ['in the middle of the answer', chatAnswer(fenced(betterHalf.repeat(30)), { delayMs: 60 })],
] as const;
const ways: readonly (readonly [string, (stage: Stage) => Promise<void>])[] = [
  ['the button in the title bar', ({ bench }) => bench.editor.titleButton(/^Cancel Request/)],
  ['the palette', ({ bench }) => bench.input.command('OpenCrates: Cancel Request')],
];
const fileOf = (moment: number, way: number): string => `cancel-${moment}-${way}.ts`;

stories(
  'Cancel',
  () => ({
    files: Object.fromEntries(
      [...moments.flatMap((_, moment) => ways.map((__, way) => fileOf(moment, way))), 'cancel-wait.ts'].map(
        (name) => [name, half],
      ),
    ),
  }),
  (stage) => {
    for (const [moment, [when, reply]] of moments.entries())
      for (const [way, [by, cancel]] of ways.entries())
        it(`by ${by} ${when}: the diff goes, nothing is said, the file is as it was`, async () => {
          const { bench, server } = stage();
          const file = fileOf(moment, way);
          server.reply(reply);
          await askFor(bench, 'multiply', { file });
          await bench.diff.shown();
          await bench.panels.waitForStatus(/Generating… \d+ s/);
          if (reply !== stall) await bench.diff.waitForProposed('value * 0.5');
          await cancel(stage());
          await bench.diff.gone();
          await bench.panels.waitForStatus(/^\s*OpenCrates\s*$/);
          await server.until(([request]) => request?.disconnectedAt !== undefined);
          assert.deepEqual(await bench.notifications.all(), []);
          await bench.editor.waitForTabs([file]);
          assert.equal(await bench.onDisk(file), half);
        });

    it('by its keys while the status bar counts down to another attempt: the countdown ends, none is made', async () => {
      const { bench, server } = stage();
      server.reply(status(503, 'busy', { 'retry-after': '20' }));
      await askFor(bench, 'multiply', { file: 'cancel-wait.ts' });
      await bench.diff.shown();
      await bench.panels.waitForStatus(/trying again in \d+ s/);
      await bench.editor.chord('Control+K', 'Alt+X');
      await bench.diff.gone();
      await bench.panels.waitForStatus(/^\s*OpenCrates\s*$/);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(await bench.notifications.all(), []);
      assert.equal(await bench.onDisk('cancel-wait.ts'), half);
    });
  },
);
