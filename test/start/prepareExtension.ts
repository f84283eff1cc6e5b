import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runStepOrFail } from '../support/runStep.ts';
import type { Report } from '../support/stepEvent.ts';

/** The packaged extension and a digest that changes with its sources. */
export interface PackagedExtension {
  readonly vsix: string;
  readonly fingerprint: string;
}

const projectRoot = path.resolve(import.meta.dirname, '../..');

/** The files and folders that decide what the package holds, from the project's root. */
export const sources: readonly string[] = [
  'src',
  'media',
  'package.json',
  'package.nls.json',
  'package-lock.json',
  'esbuild.mjs',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

/** Builds the extension into `dist` and packages it, unless its sources are as they were the last time. */
export async function packageExtension(report: Report, signal: AbortSignal): Promise<PackagedExtension> {
  const folder = path.join(projectRoot, 'node_modules/.cache/opencrates');
  const vsix = path.join(folder, 'opencrates.vsix');
  const built = path.join(folder, 'built');
  const fingerprint = await fingerprintOf(projectRoot, sources);
  const isCurrent = existsSync(vsix) && (await readFile(built, 'utf8').catch(() => '')) === fingerprint;
  if (isCurrent) return { vsix, fingerprint };
  await mkdir(folder, { recursive: true });
  await buildExtension(report, signal);
  const vsce = path.join(projectRoot, 'node_modules/.bin/vsce');
  const pack = {
    name: 'Extension: packaging',
    command: vsce,
    args: ['package', '--no-dependencies', '--readme-path', 'dist/README.md', '-o', vsix],
    cwd: projectRoot,
  };
  await runStepOrFail(pack, report, signal);
  await writeFile(built, fingerprint);
  return { vsix, fingerprint };
}

/** Builds the extension into `dist`, for an editor that loads it from the project's folder. */
export async function buildExtension(report: Report, signal: AbortSignal): Promise<string> {
  const build = {
    name: 'Extension: building',
    command: process.execPath,
    args: ['esbuild.mjs'],
    cwd: projectRoot,
  };
  await runStepOrFail(build, report, signal);
  return projectRoot;
}

/** A digest over names, sizes and modification times of the files below `root`. */
export async function fingerprintOf(root: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(root);
  for (const name of names) {
    const place = path.join(root, name);
    const isFolder = (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
    const files = isFolder ? (await readdir(place, { recursive: true })).toSorted() : [''];
    for (const file of files) {
      const found = await stat(path.join(place, file)).catch(() => undefined);
      if (found?.isFile() === true) hash.update(`${name}/${file} ${found.size} ${found.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}
