import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openStillPage } from '../../support/browser.ts';
import { workbenchAddress } from '../../support/codeServer.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import { statusItem } from '../../support/statusItem.ts';
import { type DiffView, diffView } from './diffView.ts';
import { type EditorView, editorView } from './editorView.ts';
import { type Explorer, explorer } from './explorer.ts';
import { type Notifications, notifications } from './notifications.ts';
import { type Panels, panels } from './panels.ts';
import { type QuickInput, quickInput } from './quickInput.ts';
import { type SharedEditor, sharedEditor } from './sharedEditor.ts';

/** What a story begins with. */
export interface Beginning {
  /** Copied from `media/examples`, by name inside it, to the top of the folder. */
  readonly examples?: readonly string[];
  /** Written into the folder, by name; a name may lead into a folder of its own. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders inside it that are opened together as one workspace, instead of the folder itself. */
  readonly roots?: readonly string[];
  /** What the person has set; ours belong to this computer, as endpoints do, the rest to the person. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Pixels; 1400 by 900 unless told. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A person's editor, with the packaged extension installed, open on a folder of its own. */
export interface Workbench {
  readonly page: Page;
  readonly folder: string;
  readonly editor: EditorView;
  readonly diff: DiffView;
  readonly explorer: Explorer;
  readonly input: QuickInput;
  readonly notifications: Notifications;
  readonly panels: Panels;
  /** A file of the folder as it is on disk. */
  onDisk(name: string): Promise<string>;
  /** Waits until a file of the folder holds exactly this text; rejects with a comparison. */
  untilOnDisk(name: string, text: string): Promise<void>;
  /** Waits until a file of the folder is there and holds something, and gives that. */
  untilWritten(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
  /** Removes a file behind the editor's back, as another program would. */
  remove(name: string): Promise<void>;
  /** Saves a picture of the window as `.test-out/screenshots/NAME.png`. */
  screenshot(name: string): Promise<void>;
  /** Reloads the window and waits until the extension is there again. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** A step that takes longer than this is stuck; waiting for a slow model has limits of its own. */
const stepMs = 12_000;

/** Opens a window of the stories' editor on a fresh folder; resolves when the extension's status item is there. */
export async function openWorkbench(beginning: Beginning = {}): Promise<Workbench> {
  const shared = await sharedEditor();
  const folder = await layOut(beginning);
  await shared.writeSettings({ 'editor.minimap.enabled': false, ...beginning.settings });
  const page = await openStillPage(shared.browser, beginning.size ?? { width: 1400, height: 900 });
  page.setDefaultTimeout(stepMs);
  const close = async (): Promise<void> => {
    await page.context().close();
    await rm(dirname(folder), { recursive: true, force: true });
  };
  try {
    // The waiting is for the workbench, which is there some time after or before the page counts as loaded.
    const address = workbenchAddress(shared.server.url, await placeIn(folder, beginning.roots));
    await page.goto(address, { waitUntil: 'commit' });
    await ready(page, shared);
    return { ...views(page, folder), folder, page, reload: () => reload(page, shared), close };
  } catch (error) {
    await page.screenshot({ path: pictureOf('did-not-open') });
    await close();
    throw error;
  }
}

function views(page: Page, folder: string): Omit<Workbench, 'page' | 'folder' | 'reload' | 'close'> {
  const input = quickInput(page);
  return {
    editor: editorView(page, input),
    diff: diffView(page),
    explorer: explorer(page),
    input,
    notifications: notifications(page, input),
    panels: panels(page, input),
    onDisk: (name) => readFile(join(folder, name), 'utf8'),
    async untilOnDisk(name, text) {
      for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(50))
        if ((await readFile(join(folder, name), 'utf8')) === text) return;
      assert.equal(await readFile(join(folder, name), 'utf8'), text);
    },
    async untilWritten(name) {
      for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(50)) {
        const text = await readFile(join(folder, name), 'utf8').catch(() => '');
        if (text !== '') return text;
      }
      return assert.fail(`${name} was never written`);
    },
    write: (name, text) => writeFile(join(folder, name), text),
    remove: (name) => rm(join(folder, name)),
    screenshot: async (name) => void (await page.screenshot({ path: pictureOf(name) })),
  };
}

/** Where a picture of a window is kept. */
const pictureOf = (name: string): string => join(repositoryRoot, `.test-out/screenshots/${name}.png`);

async function layOut({ examples = [], files = {} }: Beginning): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'oc-story-')), 'examples');
  await mkdir(folder);
  for (const name of examples) {
    const target = join(folder, name.split('/').at(-1) ?? name);
    await cp(join(repositoryRoot, 'media/examples', name), target, { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** What the window opens: the folder, or a workspace of several folders inside it. */
async function placeIn(folder: string, roots: readonly string[] | undefined): Promise<string> {
  if (roots === undefined) return folder;
  const workspace = join(dirname(folder), 'stories.code-workspace');
  const folders = roots.map((root) => ({ path: join(folder, root) }));
  await writeFile(workspace, JSON.stringify({ folders }));
  return workspace;
}

async function ready(page: Page, { server }: SharedEditor): Promise<void> {
  try {
    await page.locator('.monaco-workbench').waitFor({ timeout: 30_000 });
    await page.locator(statusItem).first().waitFor({ timeout: 30_000 });
  } catch (error) {
    throw new Error(`The workbench did not come up.\n${server.output().slice(-2000)}`, { cause: error });
  }
}

async function reload(page: Page, shared: SharedEditor): Promise<void> {
  // The browser's own reload would lose what the editor had not stored yet.
  const loaded = page.waitForEvent('load');
  await quickInput(page).command('Developer: Reload Window');
  await loaded;
  await ready(page, shared);
}
