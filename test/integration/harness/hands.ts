import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import type { WindowSize } from './windowSize.ts';

/** What the tests in the host ask of the person in front of the window. Selectors are Playwright's. */
export type Gesture =
  /** Types into whatever has the focus. */
  | { readonly act: 'type'; readonly text: string }
  | { readonly act: 'press'; readonly key: string }
  | { readonly act: 'click'; readonly selector: string; readonly inWebview?: boolean }
  | { readonly act: 'point'; readonly selector: string }
  | { readonly act: 'resize'; readonly size: WindowSize }
  /** Gives when, in milliseconds since 1970, an element that fits has come to show this text. */
  | { readonly act: 'timeOf'; readonly text: string; readonly selector: string }
  /** Gives what stands in each input that fits. */
  | { readonly act: 'readValues'; readonly selector: string }
  /** Gives the text of each element that fits, as a person reads it; none is an answer too. */
  | { readonly act: 'read'; readonly selector: string; readonly inWebview?: boolean };

const limitMs = 5000;

/** Makes gestures on a page at the request of another process; `url` is where to ask. */
export async function startHands(page: Page): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    bodyOf(request)
      .then((gesture) => make(page, gesture))
      .then((texts) => response.end(JSON.stringify({ texts })))
      .catch((error: unknown) => response.end(JSON.stringify({ error: String(error) })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Gesture> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Gesture;
}

async function make(page: Page, gesture: Gesture): Promise<readonly string[]> {
  if (gesture.act === 'type') await page.keyboard.type(gesture.text);
  else if (gesture.act === 'press') await page.keyboard.press(gesture.key);
  else if (gesture.act === 'resize') await page.setViewportSize(gesture.size);
  else if (gesture.act === 'timeOf') return [await timeOf(page, gesture.text, gesture.selector)];
  else if (gesture.act === 'point') await page.locator(gesture.selector).first().hover({ timeout: limitMs });
  else if (gesture.act === 'readValues') {
    const inputs = await page.locator(gesture.selector).all();
    return Promise.all(inputs.map((input) => input.inputValue({ timeout: limitMs })));
  } else {
    const place = gesture.inWebview === true ? webviewIn(page) : page;
    const found = place.locator(gesture.selector);
    if (gesture.act === 'read') return (await found.allInnerTexts()).map(plain);
    await found.first().click({ timeout: limitMs });
  }
  return [];
}

/** Looked for with each picture that is drawn, by the page's own clock. */
async function timeOf(page: Page, text: string, selector: string): Promise<string> {
  const found = await page.waitForFunction(
    `[...document.querySelectorAll(${JSON.stringify(selector)})]
      .some((element) => element.textContent.trim() === ${JSON.stringify(text)})
      && performance.timeOrigin + performance.now()`,
    undefined,
    { polling: 'raf', timeout: limitMs },
  );
  return String(await found.jsonValue());
}

/** The page of the webview that was opened last. */
function webviewIn(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
