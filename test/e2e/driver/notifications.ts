import type { Page } from 'playwright-core';
import { type QuickInput, plain } from './quickInput.ts';

/** One message as it stands on screen. */
export interface Toast {
  readonly sentence: string;
  readonly buttons: readonly string[];
}

/** Messages in the lower right corner. */
export interface Notifications {
  /** Waits for a message that holds these words. */
  waitFor(words: string | RegExp, timeoutMs?: number): Promise<Toast>;
  /** Clicks a button of the message that holds these words. */
  click(words: string | RegExp, button: string): Promise<void>;
  /** Sentences of the messages on screen. */
  all(): Promise<readonly string[]>;
  /** Takes every message away, answered or not. */
  clear(): Promise<void>;
}

/** The notification toasts of a workbench page. */
export function notifications(page: Page, input: QuickInput): Notifications {
  const toasts = page.locator('.notification-toast');
  const toast = (words: string | RegExp) => toasts.filter({ hasText: words }).first();
  const sentence = '.notification-list-item-message';
  const button = '.notification-list-item-buttons-container .monaco-button';
  return {
    async waitFor(words, timeoutMs = 20_000) {
      const found = toast(words);
      await found.waitFor({ timeout: timeoutMs });
      return {
        sentence: plain(await found.locator(sentence).innerText()),
        buttons: (await found.locator(button).allInnerTexts()).map(plain),
      };
    },
    async click(words, label) {
      await toast(words).getByRole('button', { name: label, exact: true }).click();
    },
    all: async () => (await toasts.locator(sentence).allInnerTexts()).map(plain),
    async clear() {
      if ((await toasts.count()) === 0) return;
      await input.command('Notifications: Clear All Notifications');
      await toasts.first().waitFor({ state: 'detached' });
    },
  };
}
