import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { ExplainPageMessage } from '../../../src/webview/explainPage.ts';
import { pageHtml } from '../../../src/editor/webviews/pageHtml.ts';
import { launchBrowser } from '../../support/browser.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/** The explanation page in a real browser, with this process in the place of the extension host. */
export interface OpenPage {
  readonly page: Page;
  /** What the page told the host since it was loaded. */
  readonly told: readonly unknown[];
  /** What the browser refused because of the page's own policy. */
  readonly refused: readonly string[];
  /** Sends the page a message, whatever its shape, and waits until it was handled. */
  send(message: ExplainPageMessage | object): Promise<void>;
  /** Waits until the page told the host so many things. */
  heard(count: number): Promise<void>;
  /** Loads the page anew. */
  load(): Promise<void>;
  /** Ends the browser; what ran of the page's sources goes where NODE_V8_COVERAGE says. */
  close(): Promise<void>;
}

type JSCoverage = Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>;

const nonce = 'testNonce';
const importMap = `<script type="importmap" nonce="${nonce}">{"imports":{"zod/mini":"/zod.js"}}</script>`;

/**
 * Opens the page as the editor builds it, policy and style included. Its sources are served one by one with their
 * types blanked out, so that what the browser counts has the sources' own offsets.
 */
export async function openPage(): Promise<OpenPage> {
  const site = await serveSources();
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const told: unknown[] = [];
  const refused: string[] = [];
  page.on('console', (line) => void (line.type() === 'error' && refused.push(line.text())));
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.exposeFunction('tellHost', (message: unknown) => void told.push(message));
  await page.addInitScript('globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => tellHost(m) });');
  const ran: JSCoverage[number][] = [];
  let counting = false;
  /** A page that was left is forgotten, and what ran on it with it. */
  async function takeCoverage(): Promise<void> {
    if (counting) ran.push(...(await page.coverage.stopJSCoverage()));
    counting = false;
  }
  async function heard(count: number): Promise<void> {
    for (const deadline = Date.now() + 3000; told.length < count && Date.now() < deadline;)
      await page.waitForTimeout(10);
  }
  return {
    heard,
    page,
    told,
    refused,
    async send(message) {
      const text = JSON.stringify(message);
      await page.evaluate(`new Promise((done) => {
        addEventListener('message', () => setTimeout(done), { once: true });
        postMessage(${text}, '*');
      })`);
    },
    async load() {
      await takeCoverage();
      told.length = 0;
      refused.length = 0;
      await page.coverage.startJSCoverage();
      counting = true;
      await page.goto(site.url);
      await heard(1);
    },
    async close() {
      await takeCoverage();
      await writeCoverage(site.url, ran);
      await browser.close();
      await site.stop();
    },
  };
}

async function serveSources(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const zod = await bundleZod();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const type = path.endsWith('.css') ? 'text/css' : path === '/' ? 'text/html' : 'text/javascript';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    if (path === '/') response.end(html(`http://${request.headers.host ?? ''}`));
    else if (path === '/start.js') response.end("import('/src/webview/explain.ts');");
    else if (path === '/zod.js') response.end(zod);
    else if (path === '/media/explain.css') response.end(readFileSync(join(repositoryRoot, path)));
    else if (path.startsWith('/src/webview/')) response.end(stripped(path));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function html(origin: string): string {
  const parts = {
    nonce,
    cspSource: origin,
    script: `${origin}/start.js`,
    style: `${origin}/media/explain.css`,
  };
  return pageHtml({ ...parts, language: 'en' }).replace('<script', `${importMap}<script`);
}

function stripped(path: string): string {
  return stripTypeScriptTypes(readFileSync(join(repositoryRoot, path), 'utf8'));
}

async function bundleZod(): Promise<string> {
  const stdin = { contents: "export * from 'zod/mini';", resolveDir: repositoryRoot };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false });
  return outputFiles[0]?.text ?? '';
}

/** Writes what ran in the form Node itself uses, under the sources' own addresses. */
async function writeCoverage(origin: string, entries: JSCoverage): Promise<void> {
  const folder = process.env['NODE_V8_COVERAGE'];
  if (folder === undefined) return;
  const root = pathToFileURL(`${repositoryRoot}/`).href;
  const result = entries
    .filter(({ url }) => url.startsWith(`${origin}src/`))
    .map(({ url, functions }) => ({ scriptId: '0', url: url.replace(origin, root), functions }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `coverage-page-${process.pid}.json`), JSON.stringify({ result }));
}
