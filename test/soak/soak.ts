import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { add, cases, failuresIn, tableLines } from './table.ts';
import type { Table } from './table.ts';
import type { Found, Share } from './worker.ts';

// `npm run soak -- --minutes N | --cases N [--seed S] [--threads N]`: written and damaged answers for as long or as many as
// asked, on all cores. A seed runs again alone with `--seed S --cases 1`.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    threads: { type: 'string' },
  },
});
const wanted = values.cases === undefined ? Infinity : Number(values.cases);
const threads = Math.min(wanted, Number(values.threads ?? availableParallelism()));
const minutes = Number(values.minutes ?? (wanted === Infinity ? 1 : 600));
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const started = Date.now();
console.log(`seed ${seed}, ${threads} threads`);

async function runShare(index: number): Promise<Found> {
  const share: Share = {
    seed: seed + index,
    step: threads,
    untilMs: started + minutes * 60_000,
    count: Math.ceil(wanted / threads),
  };
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: share });
  const [found] = (await once(worker, 'message')) as [Found];
  return found;
}

const table: Table = {};
const misses: string[] = [];
let fuzzed = 0;
for (const found of await Promise.all(Array.from({ length: threads }, (_, index) => runShare(index)))) {
  add(table, found.table);
  misses.push(...found.misses);
  fuzzed += found.fuzzed;
}
const total = Object.values(table).reduce((sum, row) => sum + cases(row), 0);
const wrong = Object.values(table).reduce((sum, row) => sum + row.wrong, 0);
console.log(tableLines(table).join('\n'));
console.log(misses.join('\n'));
console.log(
  `${total} answers and ${fuzzed} damaged ones in ${((Date.now() - started) / 1000).toFixed(0)} s, seed ${seed}`,
);
console.log(
  wrong === 0
    ? `no file damaged: with 95 % confidence at most ${(3 / total).toExponential(1)} of answers do`
    : `${wrong} FILES DAMAGED`,
);
const failures = [...failuresIn(table), ...misses.filter((miss) => miss.includes('fuzz:'))];
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
