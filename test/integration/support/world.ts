import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { startScriptedServer, type ScriptedServer } from '../../support/scriptedServer.ts';

/** What a story works with: a folder of its own and a server that answers as told. */
export interface World {
  readonly server: ScriptedServer;
  /** Where a file of the story is on disk. */
  path(name: string): string;
  /** A fresh folder for the next story, so that nothing VS Code remembers of a file leaks from one to the other. */
  begin(): Promise<void>;
  /** Writes a file and opens it with the cursor on a line. */
  open(name: string, content: string | Uint8Array, line?: number): Promise<vscode.TextEditor>;
  /** The bytes of a file as they are on disk. */
  bytes(name: string): Promise<Buffer>;
  end(): Promise<void>;
}

/** Starts a world and points the settings at its server. */
export async function createWorld(): Promise<World> {
  const server = await startScriptedServer();
  const root = await mkdtemp(join(tmpdir(), 'opencrates-'));
  let folder = root;
  let story = 0;
  await setting('endpoint', server.url);
  await setting('model', 'scripted');
  return {
    server,
    path: (name) => join(folder, name),
    async begin() {
      story += 1;
      folder = join(root, String(story));
      await mkdir(folder);
    },
    async open(name, content, line = 0) {
      const path = join(folder, name);
      await writeFile(path, content);
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
      editor.selection = new vscode.Selection(line, 0, line, 0);
      return editor;
    },
    bytes: (name) => readFile(join(folder, name)),
    async end() {
      await closeEverything();
      await setting('endpoint', undefined);
      await setting('model', undefined);
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Between two stories: no open editors, no queued replies, no model that is left alone. */
export async function tidy(world: World): Promise<void> {
  await vscode.commands.executeCommand('opencrates.discardProposal');
  await closeEverything();
  await vscode.commands.executeCommand('opencrates.clearFindings');
  await vscode.commands.executeCommand('opencrates.resetBreaker');
  world.server.reset();
}

async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Changes a setting of ours for this computer; resolves when the extension sees it. */
export async function setting(name: string, value: unknown): Promise<void> {
  const section = vscode.workspace.getConfiguration('opencrates');
  await section.update(name, value, vscode.ConfigurationTarget.Global);
  await eventually(`the setting ${name}`, () => {
    const now = vscode.workspace.getConfiguration('opencrates').inspect(name);
    return isDeepStrictEqual(now?.globalValue, value);
  });
}

/** Runs one of our commands and gives what it resolves to. */
export async function run<T = unknown>(command: string, ...args: readonly unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(`opencrates.${command}`, ...args);
}

/** Waits until `probe` gives something; an assertion fails, with what was waited for, when it never does. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  limit = 15_000,
): Promise<T> {
  const deadline = Date.now() + limit;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) assert.fail(`never happened: ${what}`);
    await sleep(20);
  }
}

/** The proposals on screen, by their diff tabs. */
export function proposalTabs(): readonly vscode.TabInputTextDiff[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'opencrates-proposal'
        ? [input]
        : [],
    );
}

/** The text on the right side of the only proposal. */
export async function proposedText(): Promise<string> {
  const tab = await eventually('a proposal on screen', () => proposalTabs()[0]);
  return (await vscode.workspace.openTextDocument(tab.modified)).getText();
}

/** Closes the diff of the only proposal and opens it as it is remembered: what a reload of the window does to it. */
export async function reopened(): Promise<void> {
  const tab = await eventually('a proposal on screen', () => proposalTabs()[0]);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await eventually('its tab is gone', () => proposalTabs().length === 0);
  // Only then has the extension let go of it.
  await eventually('the proposal is left', () => isLetGo(tab.modified));
  await run('openProposal', { id: tab.modified.authority });
  await eventually('its diff is back', () => proposalTabs().length === 1);
}

async function isLetGo(uri: vscode.Uri): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return open === undefined || open.languageId === 'plaintext';
}

/** A fenced answer, as models give code. */
export function fenced(code: string, language = 'ts'): string {
  return `\`\`\`${language}\n${code}\n\`\`\`\n`;
}
