import type { FrameLocator, Page } from 'playwright-core';
import { type QuickInput, plain } from './quickInput.ts';
import { statusItem } from '../../support/statusItem.ts';

/** Status bar, Problems and webviews. */
export interface Panels {
  /** Text of the OpenCrates status item. */
  status(): Promise<string>;
  /** Waits until the status item's text holds these words. */
  waitForStatus(words: string | RegExp, timeoutMs?: number): Promise<void>;
  clickStatus(): Promise<void>;
  /** What the pointer over the status item shows. */
  statusTooltip(): Promise<string>;
  /** Waits for a passing line in the status bar, such as an analysis ends with. */
  waitForQuietLine(words: string | RegExp, timeoutMs?: number): Promise<string>;
  /** Waits until words on a review are said, in a region that screen readers read out politely. */
  waitForSaid(words: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Opens the list of proposals and gives its rows. */
  proposals(): Promise<readonly string[]>;
  /** Opens the list of findings that have no place. */
  openUnplaced(): Promise<void>;
  /** Opens the Problems view and gives its rows, files included. */
  problems(): Promise<readonly string[]>;
  /** The page inside the webview in front. */
  webview(): FrameLocator;
}

/** The parts around the editor of a workbench page. */
export function panels(page: Page, input: QuickInput): Panels {
  const item = page.locator(statusItem).first();
  return {
    status: async () => plain(await item.innerText()),
    async waitForStatus(words, timeoutMs = 15_000) {
      await item.filter({ hasText: words }).waitFor({ timeout: timeoutMs });
    },
    clickStatus: () => item.locator('a').click(),
    async statusTooltip() {
      await item.hover();
      const hover = page.locator('.monaco-hover:visible, .workbench-hover:visible').first();
      await hover.waitFor();
      return plain(await hover.innerText());
    },
    async waitForQuietLine(words, timeoutMs = 15_000) {
      const line = page.locator('.statusbar-item').filter({ hasText: words });
      await line.waitFor({ timeout: timeoutMs });
      return plain(await line.innerText());
    },
    async waitForSaid(words, timeoutMs = 15_000) {
      const region = page.locator('.statusbar-item [role=status]').filter({ hasText: words });
      await region.waitFor({ timeout: timeoutMs });
    },
    async proposals() {
      await input.command('OpenCrates: Show Proposals');
      const rows = page.locator('.sidebar .monaco-list-row');
      // The sidebar shows another list at first, and a row before its words.
      await rows
        .filter({ hasText: /waiting|accepted|discarded|failed/ })
        .first()
        .waitFor();
      return (await rows.allInnerTexts()).map(plain);
    },
    async openUnplaced() {
      await page.locator('.activitybar [aria-label^="OpenCrates"]').first().click();
      await page.locator('.sidebar .monaco-list-row').first().waitFor();
    },
    async problems() {
      await input.command('Problems: Focus on Problems View');
      const rows = page.locator('.markers-panel .monaco-list-row');
      await rows.first().waitFor();
      return (await rows.allInnerTexts()).map(plain);
    },
    webview: () => page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame'),
  };
}
