import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** The box under the title bar: palette, input boxes and lists to choose from. */
export interface QuickInput {
  /** Runs a command by its title in the palette, e.g. `OpenCrates: Analyze`. */
  command(title: string): Promise<void>;
  /** Titles the palette lists for some words. */
  commandsListed(words: string): Promise<readonly string[]>;
  /** Waits for a box and gives its title, its placeholder and the line under it. */
  shown(): Promise<{ readonly title: string; readonly placeholder: string; readonly message: string }>;
  /** The text typed into the open box so far. */
  typed(): Promise<string>;
  /** Waits until what stands in the box ends like this: a dialog for files fills it in a moment after it is there. */
  waitForTyped(end: string): Promise<void>;
  /** Waits until the line under the open box holds these words. */
  waitForMessage(words: string | RegExp): Promise<void>;
  type(text: string): Promise<void>;
  /** Types into the open box and accepts it. */
  answer(text: string): Promise<void>;
  /** Chooses the entry of an open list that holds these words. */
  choose(words: string): Promise<void>;
  /** Entries of the open list, one string each. */
  entries(): Promise<readonly string[]>;
  dismiss(): Promise<void>;
}

/** Milliseconds the palette may take to open, and to close because a command was chosen. */
const paletteMs = 5000;

/** The quick input of a workbench page. */
export function quickInput(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget');
  const box = widget.locator('.quick-input-box input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');

  async function openPalette(words: string): Promise<void> {
    await page.keyboard.press('F1');
    await box.waitFor({ timeout: paletteMs });
    await box.fill(`>${words}`, { timeout: paletteMs });
    await rows.first().waitFor({ timeout: paletteMs });
  }

  return {
    async command(title) {
      const row = rows.filter({ hasText: title }).first();
      for (let tries = 1; ; tries += 1) {
        try {
          await openPalette(title);
          await row.click({ timeout: paletteMs });
          break;
        } catch (error) {
          // An editor that comes to the front meanwhile closes the palette: a person opens it again.
          if (tries === 3) throw error;
        }
      }
      await row.waitFor({ state: 'hidden' });
    },
    async commandsListed(words) {
      await openPalette(words);
      await page.waitForTimeout(300);
      const listed = await rows.locator('.label-name').allInnerTexts();
      await page.keyboard.press('Escape');
      return listed.map(plain);
    },
    async shown() {
      await box.waitFor();
      const text = async (selector: string): Promise<string> =>
        plain((await widget.locator(selector).first().textContent()) ?? '');
      return {
        title: await text('.quick-input-title'),
        placeholder: (await box.getAttribute('placeholder')) ?? '',
        message: await text('.quick-input-message'),
      };
    },
    waitForMessage: (words) => widget.locator('.quick-input-message').filter({ hasText: words }).waitFor(),
    type: (text) => box.fill(text),
    typed: () => box.inputValue(),
    async waitForTyped(end) {
      let typed = '';
      for (const deadline = Date.now() + paletteMs; Date.now() < deadline; await page.waitForTimeout(50)) {
        typed = await box.inputValue();
        if (typed.endsWith(end)) return;
      }
      assert.fail(`never ends with ${end}: ${typed}`);
    },
    async answer(text) {
      await box.fill(text);
      await page.keyboard.press('Enter');
      // Whatever opens next would take the place of a box that is still being accepted.
      await widget.waitFor({ state: 'hidden' });
    },
    async choose(words) {
      await rows.filter({ hasText: words }).first().click();
    },
    async entries() {
      await rows.first().waitFor();
      return (await rows.allInnerTexts()).map(plain);
    },
    async dismiss() {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
  };
}

/** Text as a person reads it: no-break spaces as spaces, runs of white space as one. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
