import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './support/repositoryRoot.ts';
import { readStageReport, removeStageReport } from './support/stageReport.ts';
import { type Stage, stageNames, stagesNamed } from './stages.ts';
import { type StageOutcome, outcomeOf, summaryLines } from './summary.ts';

// `npm test`: every stage as a process of its own, one table and one line at the end.
// `node test/run.ts [stage…] [-- arguments for the stages]` runs some of them.

const separator = process.argv.indexOf('--');
const names = process.argv.slice(2, separator < 0 ? undefined : separator);
const extra = separator < 0 ? [] : process.argv.slice(separator + 1);
const chosen = stagesNamed(names);
if (chosen === undefined) {
  console.error(`Stages: ${stageNames.join(', ')}`);
  process.exit(2);
}

function run(stage: Stage): Promise<number> {
  const [script, ...args] = stage.command;
  const report = stage.report === undefined ? [] : ['--report', stage.report];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repositoryRoot, script), ...args, ...report, ...extra], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...coverageVariable(stage) },
      detached: true,
    });
    const end = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const stop = (): void => {
      end('SIGTERM');
      process.exit(130);
    };
    const timer = setTimeout(() => {
      console.log(`${stage.name} took more than ${stage.minutes} minutes and was stopped.`);
      end('SIGKILL');
    }, stage.minutes * 60_000);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('exit', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

/** A host gets its folder through its own arguments: this process's children would write theirs there too. */
function coverageVariable({ coverage, command }: Stage): Readonly<Record<string, string>> {
  return coverage === undefined || command.includes('--coverage') ? {} : { NODE_V8_COVERAGE: coverage };
}

const outcomes: StageOutcome[] = [];
if (names.length === 0)
  await rm(join(repositoryRoot, '.test-out/coverage'), { recursive: true, force: true });
for (const stage of chosen) {
  console.log(`\n── ${stage.name}: ${stage.about}`);
  if (stage.coverage !== undefined) await rm(stage.coverage, { recursive: true, force: true });
  if (stage.report !== undefined) removeStageReport(stage.report);
  const started = performance.now();
  const code = await run(stage);
  const report = stage.report === undefined ? undefined : readStageReport(stage.report);
  const seconds = (performance.now() - started) / 1000;
  outcomes.push(outcomeOf(stage.name, { code, seconds, report, reports: stage.report !== undefined }));
}
const { lines, failed } = summaryLines(outcomes);
console.log(`\n${lines.join('\n')}`);
process.exitCode = failed === 0 ? 0 : 1;
