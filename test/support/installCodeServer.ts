import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheRoot } from './cachePaths.ts';
import { withLock } from './lock.ts';
import { runStep, runStepOrFail } from './runStep.ts';
import type { Step } from './runStep.ts';
import type { Report } from './stepEvent.ts';

/** A real VS Code workbench that runs in a browser: the Node it needs and its entry file, both absolute paths. */
export interface Editor {
  readonly node: string;
  readonly entry: string;
}

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** What each step of installing was measured to write: packages into npm's cache, and their files. */
export const editorBytes = { editor: 510_000_000, libraries: 545_000_000, languages: 32_000_000 } as const;

/** The folder the editor is installed in, named after its version. */
export function editorFolder(): string {
  return path.join(cacheRoot(), 'editor', `code-server-${codeServerVersion}`);
}

/** Returns the cached editor, installing it first where it is missing; two processes at once install it once. */
export async function installCodeServer(report: Report, signal?: AbortSignal): Promise<Editor> {
  const folder = editorFolder();
  const ready = path.join(folder, 'installed.json');
  if (existsSync(ready)) return editorIn(folder);
  const onWait = (owner: number): void =>
    report({
      kind: 'note',
      text: `Another start (process ${owner}) is installing the editor; waiting for it.`,
    });
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(ready)) return;
      const nativeLog = await install(folder, report, signal);
      await writeFile(ready, JSON.stringify({ codeServerVersion, nodeVersion, nativeLog }));
    },
    { onWait, ...(signal === undefined ? {} : { signal }) },
  );
  return editorIn(folder);
}

function editorIn(folder: string): Editor {
  const modules = path.join(folder, 'node_modules');
  return {
    node: path.join(modules, nodePackage(), 'bin', 'node'),
    entry: path.join(modules, 'code-server/out/node/entry.js'),
  };
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

/** Install scripts are left out: with them a missing kerberos header or an older Node aborts the whole install. */
async function install(folder: string, report: Report, signal?: AbortSignal): Promise<boolean> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  const npm = (step: Pick<Step, 'name' | 'expectedBytes'>, cwd: string, args: readonly string[]): Step => ({
    ...step,
    command: 'npm',
    cwd,
    environment: npmEnvironment(folder),
    args: [...args, '--no-audit', '--no-fund', '--loglevel=error'],
    whenFailed:
      'It comes from the npm registry. Start again once that can be reached; what has arrived is kept.',
  });
  const packages = [`code-server@${codeServerVersion}`, `${nodePackage()}@${nodeVersion}`];
  const bare = ['install', '--ignore-scripts'];
  await runStepOrFail(
    npm({ name: 'Editor: VS Code for the browser', expectedBytes: editorBytes.editor }, folder, [
      ...bare,
      ...packages,
    ]),
    report,
    signal,
  );
  await runStepOrFail(
    npm({ name: 'Editor: its libraries', expectedBytes: editorBytes.libraries }, vscode, [
      ...bare,
      '--omit=dev',
    ]),
    report,
    signal,
  );
  const extensions = path.join(vscode, 'extensions');
  await runStepOrFail(
    npm({ name: 'Editor: its languages', expectedBytes: editorBytes.languages }, extensions, [
      ...bare,
      '--omit=dev',
    ]),
    report,
    signal,
  );
  const native = npm({ name: 'Editor: its log module (compiling)' }, vscode, [
    'rebuild',
    '@vscode/spdlog',
    '@vscode/native-watchdog',
  ]);
  const { code } = await runStep(native, report, signal);
  if (code !== 0)
    report({
      kind: 'note',
      text: "The log module could not be compiled, so the editor's Output panel stays empty. For it: sudo apt install g++ make python3",
    });
  return code === 0;
}

/** The bundled Node brings its own headers, so that compiling needs no further download. */
function npmEnvironment(folder: string): Readonly<Record<string, string | undefined>> {
  return { ...process.env, npm_config_nodedir: path.join(folder, 'node_modules', nodePackage()) };
}
