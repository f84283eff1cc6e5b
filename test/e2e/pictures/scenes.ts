import { chatAnswer, status } from '../../support/scriptedReply.ts';
import type { ScriptedServer } from '../../support/scriptedServer.ts';
import type { Workbench } from '../driver/workbench.ts';
import { analysis, documentation, explanation, median } from './answers.ts';

/** One picture: what is done before it is taken, and how the window is put back afterwards. */
export interface Scene {
  readonly name: string;
  readonly act: (bench: Workbench, server: ScriptedServer) => Promise<void>;
  readonly leave?: (bench: Workbench) => Promise<void>;
}

async function discard(bench: Workbench): Promise<void> {
  await bench.editor.titleButton(/^Discard Proposal/);
  await bench.diff.gone();
  await bench.editor.settled();
}

/** The pointer over code that says nothing: a hint it called up would cover something. */
async function pointAway({ page }: Workbench, x = 700): Promise<void> {
  await page.mouse.move(x, 600, { steps: 5 });
  await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
}

/** The pictures taken in one window, in order: each may begin where the one before ended. */
export const scenes: readonly Scene[] = [
  {
    name: 'menu',
    async act(bench) {
      await bench.editor.open('statistics.ts');
      // Without the side bar there is room for both sides of a diff.
      await bench.input.command('View: Close Primary Side Bar');
      await bench.editor.settled();
      await bench.editor.openSubmenu('sorted[middle + 1]');
    },
  },
  {
    name: 'instruction',
    async act(bench) {
      await bench.editor.chooseFromSubmenu(/^Generate/);
      await bench.input.waitForMessage('tokens');
      await bench.input.type('Average the two middle values when their number is even');
    },
  },
  {
    name: 'streaming',
    async act(bench, server) {
      server.reply(chatAnswer(median, { delayMs: 120, usage: { promptTokens: 412, completionTokens: 96 } }));
      await bench.input.answer('Average the two middle values when their number is even');
      await bench.diff.waitForProposed('a - b');
      await bench.panels.waitForStatus(/Generating… [1-9] s/);
    },
  },
  {
    name: 'generate',
    async act(bench) {
      await bench.editor.waitForTitleButton(/^Accept Proposal/);
      await bench.diff.waitForProposed('(sorted[middle - 1] + sorted[middle]) / 2');
      await pointAway(bench);
    },
  },
  {
    name: 'proposals',
    async act(bench) {
      await bench.panels.proposals();
      await pointAway(bench);
    },
    async leave(bench) {
      await bench.input.command('View: Close Primary Side Bar');
      await discard(bench);
    },
  },
  {
    name: 'analyze',
    async act(bench, server) {
      server.reply(chatAnswer(analysis, { usage: { promptTokens: 655, completionTokens: 310 } }));
      await bench.editor.open('orders.py');
      await bench.editor.chord('Control+K', 'Alt+A');
      await bench.panels.waitForQuietLine('findings in orders.py');
      await bench.panels.problems();
      await bench.editor.hoverAt(9, 16);
    },
  },
  {
    name: 'unplaced',
    async act(bench) {
      await bench.panels.openUnplaced();
    },
    async leave(bench) {
      await bench.input.command('View: Close Primary Side Bar');
      await bench.input.command('OpenCrates: Clear Findings');
      await bench.input.command('View: Hide Panel');
      await bench.editor.closeAll();
    },
  },
  {
    name: 'document',
    async act(bench, server) {
      server.reply(chatAnswer(documentation, { usage: { promptTokens: 388, completionTokens: 71 } }));
      await bench.editor.open('report.py');
      await bench.editor.goTo(13);
      await bench.editor.chord('Control+K', 'Alt+D');
      await bench.editor.waitForTitleButton(/^Accept Proposal/);
      await bench.diff.waitForProposed('Args:');
    },
    leave: discard,
  },
  {
    name: 'explain',
    async act(bench, server) {
      server.reply(chatAnswer(explanation, { usage: { promptTokens: 301, completionTokens: 158 } }));
      await bench.editor.closeAll();
      await bench.editor.open('account.rs');
      await bench.editor.goTo(27);
      await bench.editor.chord('Control+K', 'Alt+E');
      await bench.panels.webview().locator('[data-phase=finished]').waitFor();
      await pointAway(bench, 300);
    },
    leave: (bench) => bench.editor.closeAll(),
  },
  {
    name: 'failure',
    async act(bench, server) {
      server.reply(status(404, { error: { message: "model 'your-model' not found", type: 'api_error' } }));
      await bench.editor.open('report.py');
      await bench.editor.goTo(13);
      await bench.editor.chord('Control+K', 'Alt+D');
      await bench.notifications.waitFor('no model');
    },
    leave: (bench) => bench.notifications.clear(),
  },
  {
    name: 'usage',
    async act(bench) {
      await bench.panels.clickStatus();
      await bench.input.entries();
    },
    leave: (bench) => bench.input.dismiss(),
  },
];

/** The first message of a person who has set up nothing yet. */
export const firstRun: Scene = {
  name: 'first-run',
  async act(bench) {
    await bench.editor.open('statistics.ts');
    await bench.editor.goTo(11);
    await bench.editor.chord('Control+K', 'Alt+G');
    await bench.notifications.waitFor('no key');
  },
};
