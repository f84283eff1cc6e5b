import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { bundleTests } from '../integration/harness/bundleTests.ts';
import { hostEnvironment } from '../integration/harness/hostProtocol.ts';
import { runHostIn } from '../integration/harness/runHost.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, installVsix, startCodeServer } from '../support/codeServer.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { zipEntries } from '../support/zipEntries.ts';
import { benchResult } from './benchResult.ts';
import { type Figure, goals, tableLines } from './figures.ts';
import { median, quantile } from './statistics.ts';

// `npm run bench`, after `npm run package`: the figures of the closing note, and whether each goal is met.

const activations = 9;
const output = join(repositoryRoot, '.test-out/bench');
const vsix = join(repositoryRoot, 'dist/opencrates.vsix');
const scratch = await mkdtemp(join(tmpdir(), 'oc-bench-'));

async function inHost(
  place: { readonly browser: Browser; readonly server: CodeServer },
  name: string,
  extension: string,
) {
  const result = join(scratch, `${name}.json`);
  await rm(result, { force: true });
  const end = await runHostIn(place.browser, place.server, {
    extension,
    tests: await bundleTests(join(import.meta.dirname, name), join(output, name)),
    workspace: scratch,
    report: join(scratch, `${name}-report.json`),
    environment: { [benchResult]: result, [hostEnvironment.repository]: repositoryRoot },
    timeoutMs: 5 * 60_000,
    print: (line) => console.log(line),
  });
  if (end.exit !== 0) throw new Error(`${name} ended with ${end.exit}\n${end.chatter.join('\n')}`);
  return readFile(result, 'utf8');
}

/** Both extensions installed from packages, in a fresh host each time; the trivial one under test only looks. */
async function measureActivation(browser: Browser): Promise<readonly Figure[]> {
  const empty = join(scratch, 'empty');
  await cp(join(repositoryRoot, 'test/fixtures/hosts/empty'), empty, { recursive: true });
  const vsce = join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
  const flags = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '-o',
    '../empty.vsix',
  ];
  execFileSync(process.execPath, [vsce, ...flags], { cwd: empty, stdio: 'ignore' });
  const folders = { userData: join(scratch, 'user'), extensionsDir: join(scratch, 'extensions') };
  for (const file of [vsix, join(scratch, 'empty.vsix')]) await installVsix(file, folders);
  const times: { readonly ours: number; readonly empty: number }[] = [];
  for (let round = 0; round < activations; round += 1) {
    const server = await startCodeServer({ smoke: true, extensionsDir: folders.extensionsDir });
    try {
      times.push(
        JSON.parse(
          await inHost(
            { browser, server },
            'activation',
            join(repositoryRoot, 'test/fixtures/hosts/trivial'),
          ),
        ),
      );
    } finally {
      await server.stop();
    }
  }
  return [
    { name: 'activation, load and activate, ms', value: median(times.map(({ ours }) => ours)) },
    { name: 'the same of an empty extension, ms', value: median(times.map((time) => time.empty)) },
    { name: 'activation minus empty, ms', value: median(times.map((time) => time.ours - time.empty)) },
  ];
}

async function measureLatency(browser: Browser): Promise<readonly Figure[]> {
  const server = await startCodeServer({ smoke: true });
  try {
    const raw: Readonly<Record<string, readonly number[]>> = JSON.parse(
      await inHost({ browser, server }, 'latency', repositoryRoot),
    );
    return Object.entries(raw).flatMap(([name, values]) => [
      { name: `${name}, median, ms`, value: median(values) },
      { name: `${name}, p95, ms`, value: quantile(values, 0.95) },
    ]);
  } finally {
    await server.stop();
  }
}

async function measurePackage(): Promise<readonly Figure[]> {
  const entry = zipEntries(vsix).find(({ name }) => name === 'extension/dist/extension.js');
  return [
    { name: 'package, kB', value: (await stat(vsix)).size / 1000 },
    { name: 'entry, kB', value: (entry?.size ?? Number.NaN) / 1000 },
  ];
}

const browser = await launchBrowser();
try {
  const figures = [
    ...(await measurePackage()),
    ...(await measureActivation(browser)),
    ...(await measureLatency(browser)),
  ];
  const { lines, missed } = tableLines(figures, goals);
  console.log(lines.join('\n'));
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
