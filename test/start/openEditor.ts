import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stateRoot } from '../support/cachePaths.ts';
import {
  ensureEditor,
  installVsix,
  startCodeServer,
  workbenchAddress,
  writeSettings,
} from '../support/codeServer.ts';
import { freePort } from '../support/freePort.ts';
import { spawnGuarded } from '../support/spawnGuarded.ts';
import type { Report } from '../support/stepEvent.ts';
import { buildExtension, packageExtension } from './prepareExtension.ts';
import type { Environment } from './preparedModel.ts';

/** An editor with the extension in it; `address` is absent for a desktop window. */
export interface OpenEditor {
  readonly address: string | undefined;
  /** Settles when it ends by itself or is stopped. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** What to open and how; `environment` is laid over this process's own. */
export interface EditorRun {
  readonly folder: string;
  /** True for our own copy of the examples: only then does VS Code not ask whether the folder's authors are trusted. */
  readonly isOurs: boolean;
  readonly port: number | undefined;
  readonly environment: Environment;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** The port tried first: the browser keeps keys and history per address, so it should stay the same. */
const usualPort = 8421;

/**
 * What suits a person better than a test: unsaved work survives, Git works, and whether other people's folders are
 * trusted is asked, which VS Code by itself does no more when a folder opens.
 */
export const personSettings = {
  'git.enabled': true,
  'files.hotExit': 'onExit',
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'once',
} as const;

/** The `code` program of a desktop VS Code that can show a window here, or undefined. */
export function desktopCode(environment: Environment): string | undefined {
  const hasDisplay = (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') !== '';
  // Root is refused by the desktop VS Code; under Windows' Linux, `code` is the one outside.
  if (!hasDisplay || process.getuid?.() === 0 || isWindowsLinux()) return undefined;
  const folders = (environment['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, 'code')).find((file) => existsSync(file));
}

/** Opens a window of the installed VS Code that loads the extension from the project's folder. */
export async function openDesktop(code: string, run: EditorRun): Promise<OpenEditor> {
  const project = await buildExtension(run.report, run.signal);
  const userData = path.join(stateRoot(), 'desktop');
  await writeSettings(userData, { settings: personSettings, keepSettings: true });
  await askAboutTrust(userData);
  const guarded = spawnGuarded(code, desktopArguments(project, userData, run), {
    environment: editorEnvironment(run.environment),
    pidFiles: [path.join(userData, 'code.lock')],
  });
  guarded.stdout.resume();
  guarded.stderr.resume();
  return { address: undefined, ended: guarded.ended, stop: () => guarded.stop() };
}

/** What `code` is called with: a user-data folder of its own makes it a process of its own, which has our environment. */
export function desktopArguments(
  project: string,
  userData: string,
  run: Pick<EditorRun, 'folder' | 'isOurs'>,
): readonly string[] {
  const places = ['--user-data-dir', userData, '--extensions-dir', `${userData}-extensions`];
  const trust = run.isOurs ? ['--disable-workspace-trust'] : [];
  return ['--wait', '--new-window', ...places, ...trust, `--extensionDevelopmentPath=${project}`, run.folder];
}

/** The wanted port, or else the usual one or any that is free. Rejects with a sentence when the wanted one cannot be had. */
export async function choosePort(wanted: number | undefined): Promise<number> {
  const port = await freePort(wanted ?? usualPort);
  if (wanted !== undefined && port !== wanted)
    throw new Error(
      `Port ${wanted} is in use or kept for the system. Choose another with --port N, or leave --port out.`,
    );
  return port;
}

/** Starts VS Code for the browser with the packaged extension; what is installed or built already is left as it is. */
export async function openInBrowser(run: EditorRun): Promise<OpenEditor> {
  const port = await choosePort(run.port);
  await ensureEditor(run.report, run.signal);
  const folders = {
    userData: path.join(stateRoot(), 'editor'),
    extensionsDir: path.join(stateRoot(), 'extensions'),
  };
  await installExtension(folders, run);
  await askAboutTrust(folders.userData);
  const environment = editorEnvironment(run.environment);
  const removed = Object.keys(process.env).filter((name) => environment[name] === undefined);
  const server = await startCodeServer({
    ...folders,
    settings: personSettings,
    keepSettings: true,
    trustsFolders: run.isOurs,
    port,
    env: { ...Object.fromEntries(removed.map((name) => [name, undefined])), ...environment },
    signal: run.signal,
  });
  return {
    address: workbenchAddress(server.url, run.folder),
    ended: server.ended,
    stop: () => server.stop(),
  };
}

/** Shows an address in the person's browser, where there is a display to show it on. */
export function openBrowser(address: string, environment: Environment): void {
  if ((environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') === '') return;
  const opener = spawn('xdg-open', [address], { detached: true, stdio: 'ignore' });
  opener.on('error', () => undefined);
  opener.unref();
}

/** Earlier starts kept the question from everybody in what they wrote once; what a person set since then stays. */
export async function askAboutTrust(userData: string): Promise<void> {
  const file = path.join(userData, 'User/settings.json');
  const written = await readFile(file, 'utf8').catch(() => '');
  if (written.includes('"security.workspace.trust.startupPrompt"')) return;
  const off = '"security.workspace.trust.enabled": false';
  const asking =
    '"security.workspace.trust.enabled": true,\n  "security.workspace.trust.startupPrompt": "once"';
  if (written.includes(off)) await writeFile(file, written.replace(off, asking));
}

async function installExtension(
  folders: { readonly userData: string; readonly extensionsDir: string },
  run: EditorRun,
): Promise<void> {
  const extension = await packageExtension(run.report, run.signal);
  const marker = path.join(folders.extensionsDir, '.opencrates');
  if ((await readFile(marker, 'utf8').catch(() => '')) === extension.fingerprint) return;
  await mkdir(folders.extensionsDir, { recursive: true });
  await installVsix(extension.vsix, folders, run.signal);
  await writeFile(marker, extension.fingerprint);
}

/** Without what npm sets, which are of no use in the editor's terminal. */
function editorEnvironment(changes: Environment): Environment {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(own), ...changes };
}

function isWindowsLinux(): boolean {
  try {
    return /microsoft/i.test(readFileSync('/proc/version', 'utf8'));
  } catch {
    return false;
  }
}
