import type { Page } from 'playwright-core';

/** The diff a proposal is shown in. */
export interface DiffView {
  /** Waits until a diff is on screen and gives its tab's title. */
  shown(): Promise<string>;
  /** Lines on screen of the right side. */
  proposed(): Promise<readonly string[]>;
  /** Waits until a line of the right side holds these words. */
  waitForProposed(words: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Drops a block of the change, counted from 1, with the editor's own arrow between the panes. */
  revertBlock(number: number): Promise<void>;
  /** Waits until no line of the right side holds these words. */
  waitForProposedGone(words: string): Promise<void>;
  /** Puts the cursor into the right side. */
  focus(): Promise<void>;
  /** Waits until no diff is on screen. */
  gone(): Promise<void>;
}

/** The diff editor of a workbench page. */
export function diffView(page: Page): DiffView {
  const diff = page.locator('.monaco-diff-editor');
  const proposed = diff.locator('.editor.modified .view-line');
  return {
    async shown() {
      await diff.first().waitFor();
      return (
        await page
          .locator('.editor-group-container.active .tab.active .monaco-icon-name-container')
          .innerText()
      ).trim();
    },
    proposed: async () => (await proposed.allInnerTexts()).map((line) => line.replaceAll('\u00a0', ' ')),
    async waitForProposed(words, timeoutMs = 30_000) {
      const pattern = typeof words === 'string' ? words.replaceAll(' ', '\u00a0') : words;
      await proposed.filter({ hasText: pattern }).first().waitFor({ timeout: timeoutMs });
    },
    async revertBlock(number) {
      const arrow = diff.getByRole('button', { name: 'Revert Block' }).nth(number - 1);
      // It shows itself to the pointer.
      await arrow.hover();
      await arrow.click();
    },
    async waitForProposedGone(words) {
      const lines = proposed.filter({ hasText: words.replaceAll(' ', '\u00a0') });
      await lines.first().waitFor({ state: 'detached' });
    },
    focus: () => proposed.first().click(),
    gone: () => diff.first().waitFor({ state: 'detached' }),
  };
}
