import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type PartEnd, runPart } from './runPart.ts';
import { type Job, runInOrder } from './schedule.ts';
import { type Stage, stageNames, stagesNamed } from './stages.ts';
import { type StageOutcome, outcomeOf, summaryLines, togetherAs } from './summary.ts';

// `npm test`: every stage in processes of its own, as many at a time as keep the cores busy, one table and one line at the end.
// `node test/run.ts [stage…] [-- arguments for the stages]` runs some of them, after those they need.

const separator = process.argv.indexOf('--');
const names = process.argv.slice(2, separator < 0 ? undefined : separator);
const extra = separator < 0 ? [] : process.argv.slice(separator + 1);
const chosen = stagesNamed(names);
if (chosen === undefined) {
  console.error(`Stages: ${stageNames.join(', ')}`);
  process.exit(2);
}

const from = performance.now();
const secondsSoFar = (): number => (performance.now() - from) / 1000;
const outcomes = new Map<Stage, StageOutcome>();

/** One job for each process of a stage; what they say is told at their end, unless there is but one of them. */
function jobsOf(stage: Stage): readonly Job[] {
  const parts = partsOf(stage);
  const ends: PartEnd[] = [];
  let began: number | undefined;
  const job = (index: number): Job => ({
    name: stage.name,
    cores: stage.cores ?? 1,
    needs: stage.needs ?? [],
    async run() {
      const title = parts === 1 ? stage.name : `${stage.name} ${index + 1}/${parts}`;
      began ??= secondsSoFar();
      console.log(`── ${title} begins: ${stage.about}`);
      const end = await runPart({ stage, isHeard, ...toldTo(stage, index) });
      if (!isHeard) console.log(`\n── ${title}: ${end.seconds.toFixed(0)} s\n${end.said}`);
      ends.push(end);
      const each = ends.map((part) => outcomeOf(stage.name, part));
      outcomes.set(stage, togetherAs(stage.name, each, secondsSoFar() - began));
    },
  });
  return Array.from({ length: parts }, (_, index) => job(index));
}

/** What a person tells the stages; what only came along because another one needs it is not meant. */
function argumentsFor({ name }: Stage): readonly string[] {
  return names.length === 0 || names.includes(name) ? extra : [];
}

/** Chosen stories run in one process: another one might have nothing to run. */
function partsOf(stage: Stage): number {
  return argumentsFor(stage).length > 0 ? 1 : (stage.parts ?? 1);
}

function toldTo(stage: Stage, index: number): { args: readonly string[]; report: string | undefined } {
  const { report } = stage;
  const parts = partsOf(stage);
  if (parts === 1) return { args: argumentsFor(stage), report };
  return {
    args: ['--part', `${index + 1}/${parts}`],
    report: report?.replace(/\.json$/, `-${index + 1}.json`),
  };
}

for (const { coverage } of chosen)
  if (coverage !== undefined) await rm(coverage, { recursive: true, force: true });
const isHeard = chosen.length === 1 && chosen.every((stage) => partsOf(stage) === 1);
await runInOrder(chosen.flatMap(jobsOf), availableParallelism());
const inTheirOrder = chosen.flatMap((stage) => outcomes.get(stage) ?? []);
const { lines, failed } = summaryLines(inTheirOrder, secondsSoFar());
console.log(`\n${lines.join('\n')}`);
process.exitCode = failed === 0 ? 0 : 1;
