import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

// The shell first: it draws the same pages and is the same browser without what only a window needs.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const quiet =
  '--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

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
