import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import { installCodeServer } from './installCodeServer.ts';
import type { Editor } from './installCodeServer.ts';
import { runStepOrFail } from './runStep.ts';
import { spawnGuarded } from './spawnGuarded.ts';
import type { Report } from './stepEvent.ts';

/** How to run the editor; folders left out are temporary and removed when it stops. */
export interface CodeServerOptions {
  /** Holds User/settings.json, backups and logs. */
  readonly userData?: string;
  readonly extensionsDir?: string;
  /** Written over the user settings before the editor starts, on top of `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A free one when left out. */
  readonly port?: number;
  /** Added to this process's environment; undefined removes a variable. Extensions see it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Host-test mode: the page's payload may name extension tests; notification toasts do not show. */
  readonly smoke?: boolean;
  /** Left as it is when the settings file exists already: a person may have changed it. */
  readonly keepSettings?: boolean;
  /** Every folder is trusted, whatever the settings say. */
  readonly trustsFolders?: boolean;
  readonly signal?: AbortSignal;
}

/** A running editor: its address without a trailing slash, what it printed so far, and its end. */
export interface CodeServer {
  readonly url: string;
  readonly userData: string;
  readonly extensionsDir: string;
  output(): string;
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** Settings under which the workbench shows the files, our extension and nothing else. */
const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  // The editor's own scratch folders are not for what a person runs in its terminal.
  'terminal.integrated.env.linux': { TMPDIR: null, XDG_RUNTIME_DIR: null, XDG_DATA_HOME: null },
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

const readyMs = 60_000;

/** Returns the cached editor, installing it (240 MB to download, 820 MB on disk) on first use; rejects with npm's words when that fails. */
export async function ensureEditor(report: Report = () => undefined, signal?: AbortSignal): Promise<Editor> {
  return installCodeServer(report, signal);
}

/** Starts the editor on loopback and resolves when it answers; it ends with this process, however that ends. */
export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const editor = await ensureEditor(undefined, options.signal);
  // Short: socket paths below it must stay under 108 characters.
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'oc-'));
  const userData = options.userData ?? path.join(scratch, 'ud');
  const extensionsDir = options.extensionsDir ?? path.join(scratch, 'ext');
  await writeSettings(userData, options);
  await mkdir(extensionsDir, { recursive: true });
  await writeFile(path.join(scratch, 'config.yaml'), 'auth: none\ncert: false\n');
  const port = options.port ?? (await freePort());
  const guarded = spawnGuarded(
    editor.node,
    serverArguments(editor, { ...options, scratch, userData, extensionsDir, port }),
    {
      environment: { ...process.env, ...options.env, ...scratchEnvironment(scratch) },
      remove: [scratch],
    },
  );
  let output = '';
  for (const stream of [guarded.stdout, guarded.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-200_000);
    });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, guarded.ended, options.signal);
  } catch (error) {
    await guarded.stop();
    throw new Error(`The editor did not start.\n${output.trim().slice(-2000)}`, { cause: error });
  }
  return {
    url,
    userData,
    extensionsDir,
    output: () => output,
    ended: guarded.ended,
    stop: () => guarded.stop(),
  };
}

/** Installs a packaged extension into an editor's extension folder, replacing an earlier version of it. */
export async function installVsix(
  vsix: string,
  folders: { readonly userData: string; readonly extensionsDir: string },
  signal?: AbortSignal,
): Promise<void> {
  const editor = await ensureEditor(undefined, signal);
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'oc-'));
  try {
    const places = ['--user-data-dir', folders.userData, '--extensions-dir', folders.extensionsDir];
    const step = {
      name: 'Installing the extension',
      command: editor.node,
      args: [
        editor.entry,
        '--config',
        path.join(scratch, 'config.yaml'),
        ...places,
        '--install-extension',
        vsix,
        '--force',
      ],
      environment: { ...process.env, ...scratchEnvironment(scratch) },
    };
    await runStepOrFail(step, () => undefined, signal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The page that opens a folder or a `.code-workspace` file (absolute path); `payload` holds the workbench's own start parameters. */
export function workbenchAddress(
  url: string,
  place: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams({ [place.endsWith('.code-workspace') ? 'workspace' : 'folder']: place });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${url}/?${query.toString().replaceAll('%2F', '/')}`;
}

/** What code-server is called with; whoever is to be asked about trust is left to the settings. */
export function serverArguments(
  editor: Pick<Editor, 'entry'>,
  run: Pick<CodeServerOptions, 'smoke' | 'trustsFolders'> & {
    readonly scratch: string;
    readonly userData: string;
    readonly extensionsDir: string;
    readonly port: number;
  },
): readonly string[] {
  const config = path.join(run.scratch, 'config.yaml');
  const places = ['--user-data-dir', run.userData, '--extensions-dir', run.extensionsDir];
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const trust = run.trustsFolders === true ? ['--disable-workspace-trust'] : [];
  const smoke = run.smoke === true ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
  const address = ['--auth', 'none', '--bind-addr', `127.0.0.1:${run.port}`];
  const socket = ['--session-socket', path.join(run.scratch, 'session.sock')];
  return [editor.entry, '--config', config, ...socket, ...address, ...quiet, ...trust, ...smoke, ...places];
}

/** Keeps sockets, heartbeat and logs out of the person's own folders. */
function scratchEnvironment(scratch: string): Readonly<Record<string, string>> {
  return { TMPDIR: scratch, XDG_RUNTIME_DIR: scratch, XDG_DATA_HOME: scratch };
}

/** Writes an editor's user settings below its user-data folder, `quietSettings` under the given ones. */
export async function writeSettings(
  userData: string,
  options: Pick<CodeServerOptions, 'settings' | 'keepSettings'>,
): Promise<void> {
  const file = path.join(userData, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  await writeFile(file, `${text}\n`, { flag: options.keepSettings === true ? 'wx' : 'w' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
}

async function untilHealthy(url: string, ended: Promise<number>, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyMs;
  let exitCode: number | undefined;
  void ended.then((code) => {
    exitCode = code;
  });
  while (!(await answersOk(`${url}/healthz`))) {
    signal?.throwIfAborted();
    if (exitCode !== undefined) throw new Error(`It ended with code ${exitCode}.`);
    if (Date.now() > deadline) throw new Error(`No answer at ${url} for ${readyMs / 1000} s.`);
    await sleep(60);
  }
}

async function answersOk(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
