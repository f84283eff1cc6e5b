import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { type CodeServer, installVsix, startCodeServer, writeSettings } from '../../support/codeServer.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/** The one editor server and the one browser that all stories of a run use. */
export interface SharedEditor {
  readonly server: CodeServer;
  readonly browser: Browser;
  /** Where the packaged extension is installed. */
  readonly extensionFolder: string;
  /** What the next window finds set: ours for this computer, the rest for the person. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

const vsix = join(repositoryRoot, 'dist/opencrates.vsix');
let running: Promise<SharedEditor> | undefined;

/** The stories' editor with the packaged extension installed; started when it is first asked for. */
export function sharedEditor(): Promise<SharedEditor> {
  running ??= start();
  return running;
}

/** Stops the editor and the browser, if any story started them. */
export async function endSharedEditor(): Promise<void> {
  const ending = running;
  running = undefined;
  // One that never came up has told so already.
  await (await ending?.catch(() => undefined))?.stop();
}

async function start(): Promise<SharedEditor> {
  const home = await mkdtemp(join(tmpdir(), 'oc-e-'));
  const folders = { userData: join(home, 'u'), extensionsDir: join(home, 'x') };
  await mkdir(join(folders.userData, 'Machine'), { recursive: true });
  await installVsix(vsix, folders);
  const [extension = ''] = (await readdir(folders.extensionsDir)).filter((name) =>
    name.startsWith('opencrates.'),
  );
  const [browser, server] = await Promise.all([
    launchBrowser(),
    // A key of the person who runs the tests has no business in them.
    startCodeServer({ ...folders, env: { OPENAI_API_KEY: undefined, OPENCRATES_API_KEY: undefined } }),
  ]);
  return {
    server,
    browser,
    extensionFolder: join(folders.extensionsDir, extension),
    async writeSettings(settings) {
      const entries = Object.entries(settings);
      const ours = Object.fromEntries(entries.filter(([name]) => name.startsWith('opencrates.')));
      const others = Object.fromEntries(entries.filter(([name]) => !name.startsWith('opencrates.')));
      await writeFile(join(folders.userData, 'Machine/settings.json'), JSON.stringify(ours));
      await writeSettings(folders.userData, { settings: others });
    },
    async stop() {
      await browser.close();
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
