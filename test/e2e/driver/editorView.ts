import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { type QuickInput, plain } from './quickInput.ts';

/** The text editor in front, its tabs, title bar and context menu. */
export interface EditorView {
  /** Opens a file of the folder by its name. */
  open(name: string): Promise<void>;
  /** Opens a file of the folder by its name, without the mouse. */
  openByKeys(name: string): Promise<void>;
  /** Waits until a text editor has the focus, as after a diff went away. */
  settled(): Promise<void>;
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column?: number): Promise<void>;
  /** Selects whole lines, both from 1 and included. */
  selectLines(first: number, last: number): Promise<void>;
  /** The lines on screen. */
  lines(): Promise<readonly string[]>;
  /** Waits until a line on screen holds these words. */
  waitForLine(words: string): Promise<void>;
  /** Right-clicks a line and returns the entries of the OpenCrates submenu; leaves the menu open. */
  openSubmenu(lineWords: string): Promise<readonly string[]>;
  /** Right-clicks a line and chooses from the OpenCrates submenu. */
  fromMenu(lineWords: string, item: string | RegExp): Promise<void>;
  /** Chooses from the submenu that `openSubmenu` left open. */
  chooseFromSubmenu(item: string | RegExp): Promise<void>;
  /** Waits until these are the titles of the open tabs, in their order. */
  waitForTabs(titles: readonly string[]): Promise<void>;
  /** Clicks a button of the editor's title bar by its label. */
  titleButton(label: string | RegExp): Promise<void>;
  waitForTitleButton(label: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Shows what the pointer would show at a line and column, both from 1. */
  hoverAt(line: number, column: number): Promise<void>;
  /** Labels of the title bar's buttons. */
  titleButtons(): Promise<readonly string[]>;
  /** Runs a command of ours by its keys; they hold for the editor in front. */
  chord(...keys: readonly string[]): Promise<void>;
  /** Closes one tab with the middle button of the mouse. */
  closeTab(title: string): Promise<void>;
  /** Closes every tab; what is not saved is lost. */
  closeAll(): Promise<void>;
  save(): Promise<void>;
  undo(): Promise<void>;
}

/** The editor area of a workbench page. */
export function editorView(page: Page, input: QuickInput): EditorView {
  const active = page.locator('.editor-group-container.active');
  const lines = active.locator('.editor-instance .view-line');
  const focused = active.locator('.monaco-editor.focused').first();
  const submenu = page.locator('.monaco-submenu');
  const submenuItems = submenu.locator('.action-item .action-label');

  // Labels end in their keys.
  const button = (label: string | RegExp) =>
    active.locator('.title-actions, .editor-actions').getByRole('button', { name: label }).first();

  async function openSubmenu(lineWords: string): Promise<readonly string[]> {
    const line = lines.filter({ hasText: spaced(lineWords) }).first();
    await line.locator('span > span').first().click({ button: 'right' });
    const entry = page.getByRole('menuitem', { name: 'OpenCrates' });
    await entry.waitFor();
    await entry.hover();
    await submenuItems.first().waitFor();
    // A menu ignores the mouse for a moment after it has opened.
    await page.waitForTimeout(300);
    return (await submenuItems.allInnerTexts()).map(plain).filter((label) => label !== '');
  }

  return {
    async open(name) {
      await page.keyboard.press('Control+P');
      await input.shown();
      await input.type(name);
      // Not Enter: that takes the first row of a list that may still be the one for less text.
      await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().click();
      await active.locator(`.tab.active[aria-label*="${name}"]`).waitFor();
      await lines.first().waitFor();
      await focused.waitFor();
    },
    async openByKeys(name) {
      await page.keyboard.press('Control+P');
      await input.shown();
      await input.type(name);
      await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: name }).waitFor();
      await page.keyboard.press('Enter');
      await active.locator(`.tab.active[aria-label*="${name}"]`).waitFor();
      await focused.waitFor();
    },
    settled: () => focused.waitFor(),
    async goTo(line, column = 1) {
      await page.keyboard.press('Control+G');
      await input.answer(`:${line}:${column}`);
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      // Keys pressed before the focus is back would be lost.
      await focused.waitFor();
    },
    async selectLines(first, last) {
      await this.goTo(first);
      for (let line = first; line < last; line += 1) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+End');
    },
    lines: async () => (await lines.allInnerTexts()).map(unspaced),
    async waitForLine(words) {
      await lines
        .filter({ hasText: spaced(words) })
        .first()
        .waitFor();
    },
    openSubmenu,
    async fromMenu(lineWords, item) {
      await openSubmenu(lineWords);
      await submenu.getByRole('menuitem', { name: item }).click();
    },
    chooseFromSubmenu: (item) => submenu.getByRole('menuitem', { name: item }).click(),
    async waitForTabs(titles) {
      const open = async (): Promise<readonly string[]> => {
        const labels = active.locator('.tab').evaluateAll((all) => all.map((tab) => tab.ariaLabel ?? ''));
        return (await labels).map(titleOf);
      };
      // A tab goes a moment after what it shows.
      for (let waited = 0; waited < 5000 && !isDeepStrictEqual(await open(), titles); waited += 50)
        await page.waitForTimeout(50);
      assert.deepEqual(await open(), titles);
    },
    titleButton: (label) => button(label).click(),
    waitForTitleButton: (label, timeoutMs = 20_000) => button(label).waitFor({ timeout: timeoutMs }),
    async hoverAt(line, column) {
      await this.goTo(line, column);
      await this.chord('Control+K', 'Control+I');
      await page.locator('.monaco-hover:visible').first().waitFor();
    },
    async titleButtons() {
      const labels = await active
        .locator('.editor-actions .action-label')
        .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
      return labels.map(plain);
    },
    async chord(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async closeTab(title) {
      const tab = active.getByRole('tab', { name: title, exact: true });
      await tab.click({ button: 'middle' });
      await tab.waitFor({ state: 'detached' });
    },
    async closeAll() {
      const tabs = page.locator('.tab');
      if ((await tabs.count()) === 0) return;
      await input.command('View: Close All Editors');
      const dontSave = page.getByRole('button', { name: /^Don't Save/ });
      await dontSave.or(page.locator('.editor-group-container.empty')).first().waitFor();
      if (await dontSave.isVisible()) await dontSave.click();
      await tabs.first().waitFor({ state: 'detached' });
    },
    save: () => page.keyboard.press('Control+S'),
    undo: () => page.keyboard.press('Control+Z'),
  };
}

/** A tab's label says more than its title: its group, whether it is pinned. */
function titleOf(label: string): string {
  return plain(label.split(', ')[0] ?? '');
}

/** The editor draws spaces as no-break spaces; this matches either. */
function spaced(words: string): RegExp {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(escaped.replaceAll(' ', String.raw`\s`));
}

function unspaced(line: string): string {
  return line.replaceAll('\u00a0', ' ');
}
