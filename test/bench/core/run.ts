import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import { measureCache } from './cacheHits.ts';
import { coreTable, isMissed } from './coreFigure.ts';
import type { CoreFigure } from './coreFigure.ts';
import { measureEndless } from './endless.ts';
import { measureAddedLatency, measureStreamCpu, measureThroughput } from './exchange.ts';
import type { Measured } from './exchange.ts';
import { measureLookups } from './lookups.ts';
import { measurePaced } from './paced.ts';
import { startUpstream } from './startUpstream.ts';
import type { Upstream } from './startUpstream.ts';

// `npm run bench -- core [part…]`: the provider core in plain Node against a server in a process of its own.

const parts: Readonly<Record<string, (upstream: Upstream) => Promise<Measured>>> = {
  latency: measureAddedLatency,
  throughput100: (upstream) => measureThroughput(upstream, 100),
  throughput1000: (upstream) => measureThroughput(upstream, 1000),
  chunks: measureStreamCpu,
  endless: measureEndless,
  cache: measureCache,
  lookups: measureLookups,
  paced10: (upstream) => measurePaced(upstream, 10),
  paced50: (upstream) => measurePaced(upstream, 50),
  paced100: (upstream) => measurePaced(upstream, 100),
};

const wanted = process.argv.slice(2);
const upstream = await startUpstream();
const figures: CoreFigure[] = [];
const raw: Record<string, unknown> = {};
const loads: number[] = [];
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const measured = await measure(upstream);
    loads.push(loadavg()[0] ?? 0);
    figures.push(...measured.figures);
    Object.assign(raw, measured.raw);
    console.log(`${name}: done, load ${loads.at(-1)?.toFixed(1)}`);
  }
} finally {
  await upstream.stop();
}
const computer = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model,
  loads,
  node: process.version,
};
const folder = join(repositoryRoot, '.test-out/bench');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'core.json'), JSON.stringify({ computer, raw }, undefined, 2));
const busiest = Math.max(0, ...loads);
console.log(
  `\n${computer.cores} cores, ${computer.processor}, load at most ${busiest.toFixed(1)}, Node ${computer.node}`,
);
console.log(`\n${coreTable(figures).join('\n')}`);
process.exitCode = figures.length > 0 && !figures.some(isMissed) ? 0 : 1;
