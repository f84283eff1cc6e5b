import type { Page } from 'playwright-core';

/** The list of files at the left. */
export interface Explorer {
  /** Gives a file another name, as a person does: F2, the name, Enter. */
  rename(from: string, to: string): Promise<void>;
}

/** The Explorer of a workbench page. */
export function explorer(page: Page): Explorer {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  return {
    async rename(from, to) {
      await rows.filter({ hasText: from }).first().click();
      await page.keyboard.press('F2');
      const box = page.locator('.explorer-item-edited input');
      await box.waitFor();
      await box.fill(to);
      await page.keyboard.press('Enter');
      await rows.filter({ hasText: to }).first().waitFor();
    },
  };
}
