import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot } from './cachePaths.ts';
import { withLock } from './lock.ts';
import { runStepOrFail } from './runStep.ts';
import type { Report } from './stepEvent.ts';

/** Python packages that are used together, every one pinned by version and digest. */
export interface PythonPackages {
  /** The step's name, for a person. */
  readonly title: string;
  /** The folder below the cache root, before the interpreter's version; another version has another name. */
  readonly folder: string;
  /** The text of a requirements file that is whole: nothing outside it is installed. */
  readonly requirements: string;
  /** What installing was measured to write. */
  readonly expectedBytes: number;
}

/** Returns the folder that holds the packages, installing them on first use; rejects with pip's words. */
export async function installPythonPackages(
  packages: PythonPackages,
  report: Report,
  signal?: AbortSignal,
): Promise<string> {
  const folder = path.join(cacheRoot(), `${packages.folder}-python${await pythonVersion()}`);
  if (existsSync(folder)) return folder;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (!existsSync(folder)) await install(packages, folder, { report, signal });
    },
    signal === undefined ? {} : { signal },
  );
  return folder;
}

/** Which packages are needed, and how they are built, depends on the interpreter: each has a folder of its own. */
async function pythonVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)('python3', [
    '-c',
    'import platform; print(platform.python_version())',
  ]);
  return stdout.trim();
}

const quiet = [
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--progress-bar=off',
  '--quiet',
  '--retries=2',
  '--timeout=20',
];

async function install(
  packages: PythonPackages,
  folder: string,
  run: { readonly report: Report; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const partial = `${folder}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const requirements = path.join(partial, 'requirements.txt');
  await writeFile(requirements, packages.requirements);
  const target = path.join(partial, 'package');
  const pinned = ['--no-deps', '--only-binary=:all:', '--require-hashes'];
  const step = {
    name: packages.title,
    command: 'python3',
    args: ['-m', 'pip', 'install', ...quiet, ...pinned, '--target', target, '-r', requirements],
    environment: { ...process.env, TMPDIR: partial },
    expectedBytes: packages.expectedBytes,
  };
  await runStepOrFail(step, run.report, run.signal);
  await rename(target, folder);
  await rm(partial, { recursive: true, force: true });
}
