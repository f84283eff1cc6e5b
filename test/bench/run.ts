import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { bundleTests, testsIn } from '../integration/harness/bundleTests.ts';
import { hostEnvironment } from '../integration/harness/hostProtocol.ts';
import { runHostIn } from '../integration/harness/runHost.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, installVsix, startCodeServer } from '../support/codeServer.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { zipEntries } from '../support/zipEntries.ts';
import { benchResult, benchSubject } from './benchResult.ts';
import { type Figure, goals, tableLines } from './figures.ts';
import { median, quantile } from './statistics.ts';

// `npm run bench`: builds and packages the extension, measures it, and says whether each goal is met.
// `npm run bench -- activation|latency|core|edits …` measures some parts, and holds only those to their goals.

const activations = 9;
const output = join(repositoryRoot, '.test-out/bench');
const vsix = join(repositoryRoot, 'dist/opencrates.vsix');
const scratch = await mkdtemp(join(tmpdir(), 'oc-bench-'));

interface Place {
  readonly browser: Browser;
  readonly server: CodeServer;
}

/** Runs one folder of measurements in an extension host; what it wrote down counts only when all of it passed. */
async function inHost<T>(
  place: Place,
  name: string,
  extension: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const result = join(scratch, `${name}.json`);
  await rm(result, { force: true });
  const printed: string[] = [];
  const end = await runHostIn(place.browser, place.server, {
    extension,
    tests: await bundleTests({ tests: testsIn(join(import.meta.dirname, name)), outdir: join(output, name) }),
    workspace: scratch,
    report: join(scratch, `${name}-report.json`),
    environment: { ...environment, [benchResult]: result, [hostEnvironment.repository]: repositoryRoot },
    timeoutMs: 12 * 60_000,
    print: (line) => void printed.push(line),
  });
  if (end.exit !== 0 || end.report === undefined)
    throw new Error([`${name} ended with ${end.exit}`, ...printed, ...end.chatter].join('\n'));
  return JSON.parse(await readFile(result, 'utf8')) as T;
}

/** Keeps the single measurements, so that a figure can be looked into later. */
async function keepRaw(name: string, values: unknown): Promise<void> {
  await mkdir(output, { recursive: true });
  const computer = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model,
    load: loadavg(),
    node: process.version,
  };
  await writeFile(join(output, `${name}.json`), JSON.stringify({ computer, values }, undefined, 2));
}

function buildPackage(): void {
  for (const script of [['esbuild.mjs'], ['test/check.ts', 'package']])
    execFileSync(process.execPath, script, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function packageEmpty(): Promise<string> {
  const empty = join(scratch, 'empty');
  await cp(join(repositoryRoot, 'test/fixtures/hosts/empty'), empty, { recursive: true });
  const vsce = join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', '../empty.vsix'];
  execFileSync(process.execPath, [vsce, 'package', ...flags], { cwd: empty, stdio: 'ignore' });
  return join(scratch, 'empty.vsix');
}

/**
 * Each extension installed from its package, alone and in a fresh host each time: loading is asynchronous, so that in one
 * host each would be charged with the other's. The trivial extension under test only looks.
 */
async function measureActivation(browser: Browser): Promise<readonly Figure[]> {
  const subjects = { 'opencrates.opencrates': vsix, 'opencrates-fixtures.empty': await packageEmpty() };
  const times: Record<string, number[]> = {};
  for (const [id, file] of Object.entries(subjects)) {
    times[id] = [];
    await installVsix(file, { userData: join(scratch, 'user'), extensionsDir: join(scratch, id) });
  }
  for (let round = 1; round <= activations; round += 1) {
    for (const [id, values] of Object.entries(times)) {
      const server = await startCodeServer({ smoke: true, extensionsDir: join(scratch, id) });
      try {
        const trivial = join(repositoryRoot, 'test/fixtures/hosts/trivial');
        values.push(await inHost<number>({ browser, server }, 'activation', trivial, { [benchSubject]: id }));
      } finally {
        await server.stop();
      }
      console.log(`host ${round} of ${activations}: ${id} was activated in ${values.at(-1)} ms`);
    }
  }
  await keepRaw('activation', times);
  const [ours, empty] = Object.values(times).map((values) => median(values)) as [number, number];
  return [
    { name: 'activation, load and activate, ms', value: ours },
    { name: 'the same of an empty extension, ms', value: empty },
    { name: 'activation minus empty, ms', value: ours - empty },
  ];
}

async function measureLatency(browser: Browser): Promise<readonly Figure[]> {
  const server = await startCodeServer({ smoke: true });
  try {
    console.log('latency: about four minutes');
    const raw = await inHost<Readonly<Record<string, readonly number[]>>>(
      { browser, server },
      'latency',
      repositoryRoot,
    );
    await keepRaw('latency', raw);
    return Object.entries(raw).flatMap(([name, values]) => figuresOf(name, values));
  } finally {
    await server.stop();
  }
}

function figuresOf(name: string, values: readonly number[]): readonly Figure[] {
  if (values.length === 1) return [{ name: `${name}, once, ms`, value: median(values) }];
  if (name.startsWith('longest')) return [{ name: `${name}, worst, ms`, value: quantile(values, 1) }];
  return [
    { name: `${name}, median, ms`, value: median(values) },
    { name: `${name}, p95, ms`, value: quantile(values, 0.95) },
  ];
}

async function measurePackage(): Promise<readonly Figure[]> {
  const entries = zipEntries(vsix);
  const entry = entries.find(({ name }) => name === 'extension/dist/extension.js');
  const native = entries.filter(({ name }) => /\.(node|so|dll|dylib|exe)$/.test(name));
  return [
    { name: 'package, kB', value: (await stat(vsix)).size / 1000 },
    { name: 'native files in the package', value: native.length },
    { name: 'entry, kB', value: (entry?.size ?? Number.NaN) / 1000 },
  ];
}

/** The core and the edits in plain Node, each in a process of its own that prints its own table. */
function measureAlone(name: string, args: readonly string[] = []): Promise<number> {
  const script = join(import.meta.dirname, name, 'run.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
  return new Promise((resolve) => void child.on('exit', (code) => resolve(code ?? 1)));
}

async function measureEditor(wanted: readonly string[]): Promise<number> {
  const browser = await launchBrowser();
  try {
    buildPackage();
    const figures = [...(await measurePackage())];
    for (const name of wanted) figures.push(...((await editorParts[name]?.(browser)) ?? []));
    const limits = Object.fromEntries(Object.entries(goals).filter(([name]) => belongsTo(name, wanted)));
    const { lines, missed } = tableLines(figures, limits);
    const load = loadavg()[0] ?? 0;
    console.log(`\n${availableParallelism()} cores, load ${load.toFixed(1)}\n\n${lines.join('\n')}`);
    return missed;
  } finally {
    await browser.close();
  }
}

/** The part that measures a goal's figure: activation has one, the package its own, the rest is latency. */
function belongsTo(figure: string, wanted: readonly string[]): boolean {
  if (/^(package|native|entry)/.test(figure)) return true;
  return wanted.includes(figure.startsWith('activation') ? 'activation' : 'latency');
}

const editorParts: Readonly<Record<string, (browser: Browser) => Promise<readonly Figure[]>>> = {
  activation: measureActivation,
  latency: measureLatency,
};
const all = ['core', 'edits', ...Object.keys(editorParts)];
const [first, ...rest] = process.argv.slice(2);
const wanted = first === undefined ? all : [first, ...rest].filter((name) => all.includes(name));
if (wanted.length === 0) throw new Error(`Parts: ${all.join(', ')}`);
let missed = 0;
try {
  // What is no part of ours is one of the core's.
  if (wanted.includes('core'))
    missed += await measureAlone(
      'core',
      rest.filter((name) => !all.includes(name)),
    );
  if (wanted.includes('edits')) missed += await measureAlone('edits');
  const inEditor = wanted.filter((name) => name in editorParts);
  if (inEditor.length > 0) missed += await measureEditor(inEditor);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
