import type { Page } from 'playwright-core';
import { plain } from './quickInput.ts';

/** Messages in the lower right corner. */
export interface Notifications {
  /** Waits for a message that holds these words and gives its whole sentence. */
  waitFor(words: string | RegExp, timeoutMs?: number): Promise<string>;
  /** Labels of the buttons of the message that holds these words. */
  buttons(words: string | RegExp): Promise<readonly string[]>;
  /** Clicks a button of the message that holds these words. */
  click(words: string | RegExp, button: string): Promise<void>;
  /** Sentences of the messages on screen. */
  all(): Promise<readonly string[]>;
}

/** The notification toasts of a workbench page. */
export function notifications(page: Page): Notifications {
  const toasts = page.locator('.notification-toast');
  const toast = (words: string | RegExp) => toasts.filter({ hasText: words }).first();
  const sentence = '.notification-list-item-message';
  return {
    async waitFor(words, timeoutMs = 15_000) {
      await toast(words).waitFor({ timeout: timeoutMs });
      return plain(await toast(words).locator(sentence).innerText());
    },
    async buttons(words) {
      await toast(words).waitFor();
      return (
        await toast(words).locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts()
      ).map(plain);
    },
    async click(words, button) {
      await toast(words).getByRole('button', { name: button }).click();
    },
    all: async () => (await toasts.locator(sentence).allInnerTexts()).map(plain),
  };
}
