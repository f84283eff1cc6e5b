import { parentPort, workerData } from 'node:worker_threads';
import { fuzzSeed } from './fuzz.ts';
import { runSeed } from './runCases.ts';
import { cases } from './table.ts';
import type { Table } from './table.ts';

/** What a worker is to do: every `step`-th seed from `seed` on, until the time or the number is up. */
export interface Share {
  readonly seed: number;
  readonly step: number;
  readonly untilMs: number;
  readonly count: number;
}

/** What a worker found. */
export interface Found {
  readonly table: Table;
  readonly fuzzed: number;
  /** A line each: the seed and what went wrong. */
  readonly misses: readonly string[];
}

const { seed, step, untilMs, count } = workerData as Share;
const table: Table = {};
const misses: string[] = [];
let fuzzed = 0;
for (let index = 0; index < count && Date.now() < untilMs; index += 1) {
  const own = seed + index * step;
  const miss = await runSeed(own, table);
  if (miss !== undefined)
    misses.push(
      `seed ${own}, ${miss.form}, ${miss.given.shape.languageId}: ${miss.judged.verdict} (${miss.judged.outcome.kind})`,
    );
  const wrong = await fuzzSeed(own);
  fuzzed += 1;
  if (wrong !== undefined) misses.push(`seed ${own}, fuzz: ${wrong}`);
}
if (Object.values(table).reduce((sum, row) => sum + cases(row), 0) === 0) misses.push('nothing was run');
// A thread's port has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage({ table, fuzzed, misses } satisfies Found);
