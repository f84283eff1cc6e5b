import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './support/repositoryRoot.ts';
import { afterSecondTry, failedTests } from './secondTry.ts';
import { countOutcomes, readStageReport, removeStageReport } from './support/stageReport.ts';
import { type Stage, stageNames, stagesNamed } from './stages.ts';
import { type StageEnd, type StageOutcome, outcomeOf, summaryLines } from './summary.ts';

// `npm test`: every stage as a process of its own, one table and one line at the end.
// `node test/run.ts [stage…] [-- arguments for the stages]` runs some of them, after those they need.

const separator = process.argv.indexOf('--');
const names = process.argv.slice(2, separator < 0 ? undefined : separator);
const extra = separator < 0 ? [] : process.argv.slice(separator + 1);
const chosen = stagesNamed(names);
if (chosen === undefined) {
  console.error(`Stages: ${stageNames.join(', ')}`);
  process.exit(2);
}

interface Running {
  readonly stage: Stage;
  /** What a stage that runs beside another one says is told when both have ended; the first speaks at once. */
  readonly isHeard: boolean;
  readonly args: readonly string[];
}

interface Ended {
  readonly code: number;
  readonly said: string;
}

function run({ stage, isHeard, args: more }: Running): Promise<Ended> {
  const [script, ...args] = stage.command;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repositoryRoot, script), ...args, ...more], {
      cwd: repositoryRoot,
      stdio: isHeard ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...coverageVariable(stage) },
      detached: true,
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => said.push(bytes));
    const end = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const stop = (): void => {
      end('SIGTERM');
      setImmediate(() => process.exit(130)); // once every stage that runs was told
    };
    const timer = setTimeout(() => {
      console.log(`${stage.name} took more than ${stage.minutes} minutes and was stopped.`);
      end('SIGKILL');
    }, stage.minutes * 60_000);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on(isHeard ? 'exit' : 'close', (code: number | null) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ code: code ?? 1, said: Buffer.concat(said).toString() });
    });
  });
}

/** A host gets its folder through its own arguments: this process's children would write theirs there too. */
function coverageVariable({ coverage, command }: Stage): Readonly<Record<string, string>> {
  return coverage === undefined || command.includes('--coverage') ? {} : { NODE_V8_COVERAGE: coverage };
}

/** Runs stages at the same time; the table tells how long each took, and how they came out. */
async function runGroup(group: readonly Stage[]): Promise<readonly StageOutcome[]> {
  const others = group.slice(1).map(({ name }) => name);
  const together = others.length > 0 ? `, at the same time as ${others.join(', ')}` : '';
  const ends = group.map(async (stage, index) => {
    if (index === 0) console.log(`\n── ${stage.name}: ${stage.about}${together}`);
    if (stage.coverage !== undefined) await rm(stage.coverage, { recursive: true, force: true });
    if (stage.report !== undefined) removeStageReport(stage.report);
    const started = performance.now();
    const { code, said } = await run({ stage, isHeard: index === 0, args: argumentsOf(stage) });
    const seconds = (performance.now() - started) / 1000;
    const report = stage.report === undefined ? undefined : readStageReport(stage.report);
    return { stage, said, end: { code, seconds, report, reports: stage.report !== undefined } };
  });
  const ended = await Promise.all(ends);
  for (const { stage, said } of ended.slice(1)) console.log(`\n── ${stage.name}: ${stage.about}\n${said}`);
  const outcomes: StageOutcome[] = [];
  for (const { stage, end } of ended) outcomes.push(outcomeOf(stage.name, await lastEnd(stage, end)));
  return outcomes;
}

function argumentsOf({ name, report }: Stage): readonly string[] {
  // What only came along because another stage needs it is not meant by them.
  const own = names.length === 0 || names.includes(name) ? extra : [];
  return [...(report === undefined ? [] : ['--report', report]), ...own];
}

/** How a stage ended at last: what failed of it in real time is tried once more. */
async function lastEnd(stage: Stage, end: StageEnd): Promise<StageEnd> {
  const failed = stage.secondTry === true ? failedTests(end.report) : undefined;
  if (failed === undefined || stage.report === undefined || end.report === undefined) return end;
  console.log(`\n── ${stage.name}: what failed, a second time`);
  const report = stage.report.replace(/\.json$/, '-again.json');
  removeStageReport(report);
  const started = performance.now();
  await run({ stage, isHeard: true, args: ['--report', report, '--grep', failed] });
  const seconds = end.seconds + (performance.now() - started) / 1000;
  const merged = afterSecondTry(end.report, readStageReport(report));
  return { ...end, seconds, report: merged, code: countOutcomes(merged).failed === 0 ? 0 : end.code };
}

const outcomes: StageOutcome[] = [];
if (names.length === 0)
  await rm(join(repositoryRoot, '.test-out/coverage'), { recursive: true, force: true });
const from = performance.now();
for (const group of chosen) outcomes.push(...(await runGroup(group)));
const { lines, failed } = summaryLines(outcomes, (performance.now() - from) / 1000);
console.log(`\n${lines.join('\n')}`);
process.exitCode = failed === 0 ? 0 : 1;
