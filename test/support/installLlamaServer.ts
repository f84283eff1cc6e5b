import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheRoot } from './cachePaths.ts';
import { withLock } from './lock.ts';
import { runStepOrFail } from './runStep.ts';
import type { Report } from './stepEvent.ts';

const version = '2026.10.11549';

/** SHA-256 of the wheel of each platform; pip refuses anything else. */
const wheelDigests = [
  'c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261', // manylinux x86_64
  'e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e', // manylinux aarch64
];

/** Returns the folder that holds the llama.cpp server's Python package, installing it on first use; rejects with pip's words. */
export async function installLlamaServer(report: Report, signal?: AbortSignal): Promise<string> {
  const folder = path.join(cacheRoot(), 'model', `xllamacpp-${version}`);
  if (existsSync(folder)) return folder;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (!existsSync(folder)) await install(folder, report, signal);
    },
    signal === undefined ? {} : { signal },
  );
  return folder;
}

async function install(folder: string, report: Report, signal: AbortSignal | undefined): Promise<void> {
  const partial = `${folder}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const requirements = path.join(partial, 'requirements.txt');
  const hashes = wheelDigests.map((digest) => `--hash=sha256:${digest}`);
  await writeFile(requirements, `xllamacpp==${version} ${hashes.join(' ')}\n`);
  const quiet = [
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--progress-bar=off',
    '--quiet',
    '--retries=2',
    '--timeout=20',
  ];
  const step = {
    name: 'Model server: llama.cpp',
    command: 'python3',
    args: [
      '-m',
      'pip',
      'install',
      ...quiet,
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      '--target',
      path.join(partial, 'package'),
      '-r',
      requirements,
    ],
    environment: { ...process.env, TMPDIR: partial },
    expectedBytes: 140_000_000,
  };
  await runStepOrFail(step, report, signal);
  await rename(path.join(partial, 'package'), folder);
  await rm(partial, { recursive: true, force: true });
}
