import { existsSync } from 'node:fs';
import { type Browser, type Page, type ViewportSize, chromium } from 'playwright-core';

// The shell first: it draws the same pages and is the same browser without what only a window needs.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
// One process less: drawing is done by the processor anyway.
const quiet =
  '--in-process-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Starts the computer's own Chromium without a window; rejects with the install line when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['OPENCRATES_CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error('Chromium is missing. Install it: sudo apt-get install chromium');
  const args = `--no-sandbox --disable-gpu ${quiet}`.split(' ');
  // The library would end the browser on a signal but not this process, which then waits for a page that is gone.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath, args, ...signals });
}

const stillStyle = '*, *::before, *::after { animation: none !important; transition: none !important; }';

/**
 * A page in a context of its own, with secrets and storage of its own, on which nothing moves by itself: drawing circles
 * that turn and scroll bars that fade, which nobody looks at, is a third of a browser's work. To be closed with its context.
 */
export async function openStillPage(browser: Browser, viewport: ViewportSize): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript({
    content: `{
      const still = new CSSStyleSheet();
      still.replaceSync(${JSON.stringify(stillStyle)});
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    }`,
  });
  return page;
}
