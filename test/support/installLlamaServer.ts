import path from 'node:path';
import { installPythonPackages } from './installPythonPackages.ts';
import type { Report } from './stepEvent.ts';

const version = '2026.10.11549';

/** SHA-256 of the wheel of each platform; pip refuses anything else. */
const wheelDigests = [
  'c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261', // manylinux x86_64
  'e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e', // manylinux aarch64
];

/** Returns the folder that holds the llama.cpp server's Python package, installing it on first use; rejects with pip's words. */
export function installLlamaServer(report: Report, signal?: AbortSignal): Promise<string> {
  const hashes = wheelDigests.map((digest) => `--hash=sha256:${digest}`);
  const packages = {
    title: 'Model server: llama.cpp',
    folder: path.join('model', `xllamacpp-${version}`),
    requirements: `xllamacpp==${version} ${hashes.join(' ')}\n`,
    expectedBytes: 140_000_000,
  };
  return installPythonPackages(packages, report, signal);
}
