import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import type { StageReport, TestResult } from './stageReport.ts';

/** What to run and where its lines go; `grep` limits the run to titles that hold it. */
export interface MochaRun {
  readonly files: readonly string[];
  readonly timeoutMs: number;
  readonly grep?: string | undefined;
  /** Called with printf-style arguments, one call per line; the console when absent. */
  readonly print?: (...line: readonly unknown[]) => void;
}

/** Runs test files in this process with `describe` and `it` as globals. A test marked `only` fails the run. */
export async function runMocha(run: MochaRun): Promise<StageReport> {
  const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color, timeout: run.timeoutMs, forbidOnly: true });
  if (run.grep !== undefined) mocha.grep(run.grep);
  if (run.print !== undefined) Mocha.reporters.Base.consoleLog = run.print;
  Object.assign(globalThis, globalsOf(mocha));
  for (const file of run.files) await import(pathToFileURL(file).href);
  return new Promise((resolve) => {
    const tests: TestResult[] = [];
    const runner = mocha.run(() => resolve({ tests }));
    runner.on('pass', (test) => void tests.push(result(test, 'passed')));
    runner.on('pending', (test) => void tests.push(result(test, 'not run')));
    runner.on(
      'fail',
      (test, error: unknown) => void tests.push({ ...result(test, 'failed'), error: describe(error) }),
    );
  });
}

function globalsOf(mocha: Mocha): object {
  const globals = {};
  mocha.suite.emit('pre-require', globals, '', mocha);
  return globals;
}

function result(test: Mocha.Runnable, outcome: TestResult['outcome']): TestResult {
  return { title: test.fullTitle(), outcome, milliseconds: test.duration ?? 0 };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
