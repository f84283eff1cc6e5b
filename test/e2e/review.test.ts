import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { stories } from './driver/stories.ts';
import type { Workbench } from './driver/workbench.ts';
import { fenced } from './sample.ts';

const file = [
  'export function total(values: number[]): number {',
  '  let sum = 0;',
  '  for (const value of values) {',
  '    sum = sum + value;',
  '  }',
  '  return sum;',
  '}',
  '',
].join('\n');
const commented = file.replace('  return sum;', '  // The sum of all.\n  return sum;');
const both = commented.replace('sum = sum + value', 'sum += value');

/** Asks for a change of a file by keyboard alone. */
async function ask({ editor, input }: Workbench, name: string): Promise<void> {
  await editor.openByKeys(name);
  await editor.goTo(4);
  await editor.chord('Control+K', 'Alt+G');
  await input.shown();
  await input.answer('shorter, with a comment');
}

stories(
  'Reviewing a proposal',
  () => ({
    files: { 'total.ts': file, 'again.ts': file, 'listed.ts': file, 'keys.ts': file, 'mine.ts': file },
  }),
  (stage) => {
    it('goes by keyboard alone from the instruction over the changes to Accept, and each step is said', async () => {
      const { bench, server } = stage();
      const { editor, diff, panels } = bench;
      server.reply(chatAnswer(fenced(both), { firstDelayMs: 700, delayMs: 30 }));
      await ask(bench, 'total.ts');
      await panels.waitForSaid('The proposal for total.ts is coming.');
      await panels.waitForSaid('The proposal for total.ts is ready: 2 changes.');
      await editor.chord('Control+K', 'Alt+N');
      await panels.waitForSaid('Change 1 of 2');
      await editor.chord('Control+K', 'Alt+P');
      await panels.waitForSaid('Change 2 of 2');
      await editor.chord('Control+K', 'Alt+P');
      await panels.waitForSaid('Change 1 of 2');
      await editor.chord('Control+K', 'Alt+O');
      await panels.waitForSaid('Change dropped, 1 left.');
      await diff.waitForProposed('sum = sum + value');
      await editor.undo();
      await diff.waitForProposed('sum += value');
      await editor.chord('Control+K', 'Alt+O');
      await diff.waitForProposed('sum = sum + value');
      await editor.chord('Control+K', 'Alt+I');
      await panels.waitForSaid('Change restored, 0 left out.');
      await diff.waitForProposed('sum += value');
      await editor.chord('Control+K', 'Alt+O');
      await diff.waitForProposedGone('sum += value');
      assert.equal(await bench.onDisk('total.ts'), file);
      await editor.chord('Control+K', 'Alt+Enter');
      await diff.gone();
      await editor.waitForLine('// The sum of all.');
      await editor.save();
      await bench.untilOnDisk('total.ts', commented);
      await editor.undo();
      await editor.save();
      await bench.untilOnDisk('total.ts', file);
    });

    it('is regenerated, copied and discarded by keyboard alone', async () => {
      const { bench, server } = stage();
      const { editor, diff, panels } = bench;
      server.reply(chatAnswer(fenced(both)), chatAnswer(fenced(commented)));
      await ask(bench, 'keys.ts');
      await panels.waitForSaid('The proposal for keys.ts is ready: 2 changes.');
      await editor.chord('Control+K', 'Alt+R');
      await panels.waitForSaid('The proposal for keys.ts is ready: 1 change.');
      await editor.chord('Control+K', 'Alt+C');
      await panels.waitForSaid('The answer is copied.');
      await editor.chord('Control+K', 'Alt+Backspace');
      await diff.gone();
      await editor.settled();
      assert.equal(await bench.onDisk('keys.ts'), file);
      // What was copied is seen where it is put in.
      await editor.chord('Control+V');
      await editor.waitForLine('// The sum of all.');
      await editor.undo();
      await editor.save();
      await bench.untilOnDisk('keys.ts', file);
    });

    it('is asked about again only after a yes where it was edited by hand', async () => {
      const { bench, server } = stage();
      const { editor, diff, page, panels } = bench;
      server.reply(chatAnswer(fenced(both)), chatAnswer(fenced(commented)));
      await ask(bench, 'mine.ts');
      await panels.waitForSaid('The proposal for mine.ts is ready: 2 changes.');
      await diff.focus();
      await page.keyboard.type('// by hand ');
      await diff.waitForProposed('// by hand');
      const question = page.locator('.monaco-dialog-box');
      for (const choice of ['Cancel', 'Regenerate']) {
        await editor.chord('Control+K', 'Alt+R');
        await question
          .getByText('You have edited the proposal for mine.ts. Asking again gives up your edits.')
          .waitFor();
        await question.getByRole('button', { name: choice, exact: true }).click();
        await question.waitFor({ state: 'detached' });
        if (choice === 'Cancel') await diff.waitForProposed('// by hand');
      }
      await panels.waitForSaid('The proposal for mine.ts is ready: 1 change.');
      await diff.waitForProposedGone('// by hand');
      assert.equal(server.requests.length, 2);
      await editor.waitForTabs(['mine.ts', 'mine.ts ↔ proposal (mine.ts)']);
      await editor.chord('Control+K', 'Alt+Backspace');
      await diff.gone();
      assert.equal(await bench.onDisk('mine.ts'), file);
    });

    it('goes on after a reload of the window, with what was dropped and what can be refined', async () => {
      const { bench, server } = stage();
      const { editor, diff, panels } = bench;
      server.reply(chatAnswer(fenced(both)));
      await ask(bench, 'again.ts');
      await panels.waitForSaid('is ready: 2 changes');
      await editor.chord('Control+K', 'Alt+N');
      await panels.waitForSaid('Change 1 of 2');
      await editor.chord('Control+K', 'Alt+O');
      await diff.waitForProposedGone('sum += value');
      // What is edited is remembered after a moment without typing.
      await bench.page.waitForTimeout(1500);
      await bench.reload();
      assert.equal(await diff.shown(), 'again.ts ↔ proposal');
      await diff.waitForProposed('// The sum of all.');
      await diff.waitForProposed('sum = sum + value');
      assert.deepEqual(await bench.notifications.all(), [], 'nothing was lost, so nothing is said');
      await editor.waitForTitleButton(/^Accept Proposal/);
      await diff.focus();
      await editor.chord('Control+K', 'Alt+I');
      await diff.waitForProposed('sum += value');
      server.reply(chatAnswer(fenced(both.replace('The sum', 'Sum'))));
      await editor.chord('Control+K', 'Alt+F');
      await bench.input.shown();
      await bench.input.answer('a shorter comment');
      await diff.waitForProposed('// Sum of all.');
      assert.ok(server.requests.at(-1)?.body.includes('The sum of all.'), 'the conversation was kept');
      await panels.waitForSaid('is ready: 2 changes');
      await editor.chord('Control+K', 'Alt+Enter');
      await diff.gone();
      await editor.waitForLine('// Sum of all.');
      await editor.settled();
      await editor.save();
      await bench.untilOnDisk('again.ts', both.replace('The sum', 'Sum'));
      await editor.waitForTabs(['again.ts']);
    });

    it('shows in a list what was decided and what waits, with the buttons of the one in front', async () => {
      const { bench, server } = stage();
      const { editor, panels } = bench;
      server.reply(chatAnswer(fenced(both)));
      await editor.openByKeys('listed.ts');
      await editor.goTo(4);
      await editor.chord('Control+K', 'Alt+G');
      await bench.input.shown();
      await bench.input.answer('a wish for the list');
      await panels.waitForSaid('is ready: 2 changes');
      const rows = await panels.proposals();
      assert.match(rows[0] ?? '', /^listed\.ts ?waiting · a wish for the list · /);
      assert.ok(rows.some((row) => /^again\.ts ?accepted · /.test(row)));
      const buttons = (await editor.titleButtons()).map((label) => label.replace(/ \(.*$/, ''));
      const ours = ['Accept Proposal', 'Refine Proposal…', 'Regenerate Proposal', 'Discard Proposal'];
      assert.deepEqual(
        buttons.filter((label) => ours.includes(label)),
        ours,
      );
      await editor.titleButton(/^More Actions/);
      const menu = bench.page.locator('.monaco-menu .action-label');
      await menu.filter({ hasText: 'Next Change' }).first().waitFor();
      const entries = (await menu.allInnerTexts()).map((label) => label.trim());
      const wanted = ['Next Change', 'Previous Change', 'Drop Change', 'Restore Change', 'Copy Answer'];
      assert.deepEqual(
        entries.filter((label) => wanted.includes(label)),
        wanted,
      );
      await bench.screenshot('review-menu');
      await bench.page.keyboard.press('Escape');
      await bench.input.command('View: Close Primary Side Bar');
    });
  },
);
