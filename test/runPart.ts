import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterSecondTry, codeAfterSecondTry, failedTests } from './secondTry.ts';
import type { Stage } from './stages.ts';
import type { StageEnd } from './summary.ts';
import { repositoryRoot } from './support/repositoryRoot.ts';
import { readStageReport, removeStageReport } from './support/stageReport.ts';

/** One process of a stage: what it is told, and whether a person hears it while it runs. */
export interface PartRun {
  readonly stage: Stage;
  readonly args: readonly string[];
  /** Absolute path of what it writes; absent for a stage without a report. */
  readonly report: string | undefined;
  readonly isHeard: boolean;
}

/** How it ended, and what it said if nobody heard it. */
export interface PartEnd extends StageEnd {
  readonly said: string;
}

/** Runs one process of a stage to its end; what failed of it in real time is tried once more. */
export async function runPart(run: PartRun): Promise<PartEnd> {
  const { stage, report } = run;
  if (report !== undefined) removeStageReport(report);
  const started = performance.now();
  const { code, said } = await spawnPart(run, report === undefined ? [] : ['--report', report]);
  const first: PartEnd = {
    code,
    said,
    seconds: (performance.now() - started) / 1000,
    reports: report !== undefined,
    report: report === undefined ? undefined : readStageReport(report),
  };
  return stage.secondTry === true ? afterAnotherTry(run, first) : first;
}

async function afterAnotherTry(run: PartRun, first: PartEnd): Promise<PartEnd> {
  const failed = failedTests(first.report);
  if (failed === undefined || run.report === undefined || first.report === undefined) return first;
  const report = run.report.replace(/\.json$/, '-again.json');
  removeStageReport(report);
  const started = performance.now();
  const { said, code } = await spawnPart(run, ['--report', report, '--grep', failed]);
  const merged = afterSecondTry(first.report, readStageReport(report));
  return {
    ...first,
    said: `${first.said}\n── ${run.stage.name}: what failed, a second time\n${said}`,
    seconds: first.seconds + (performance.now() - started) / 1000,
    report: merged,
    code: codeAfterSecondTry(merged, first.code, code),
  };
}

/** Each stops one process that runs and tells what it had said. */
const stops = new Set<() => void>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const stop of stops) stop();
    process.exit(130);
  });

/** What a shell gives for a process that was killed. */
const killedCode = 137;

interface Ended {
  readonly code: number;
  readonly said: string;
}

function spawnPart({ stage, args: own, isHeard }: PartRun, more: readonly string[]): Promise<Ended> {
  const [script, ...args] = stage.command;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repositoryRoot, script), ...args, ...own, ...more], {
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
    const words = (): string => Buffer.concat(said).toString();
    const stop = (): void => {
      end('SIGTERM');
      console.log(words());
    };
    const timer = setTimeout(() => {
      console.log(`${stage.name} took more than ${stage.minutes} minutes and was stopped.`);
      end('SIGKILL');
      // What it left behind may hold on to them, and is not waited for.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, stage.minutes * 60_000);
    stops.add(stop);
    child.on(isHeard ? 'exit' : 'close', (code: number | null) => {
      clearTimeout(timer);
      stops.delete(stop);
      resolve({ code: code ?? killedCode, said: words() });
    });
  });
}

/** A host gets its folder through its own arguments: this process's children would write theirs there too. */
function coverageVariable({ coverage, command }: Stage): Readonly<Record<string, string>> {
  return coverage === undefined || command.includes('--coverage') ? {} : { NODE_V8_COVERAGE: coverage };
}
