import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One test of a stage; `title` is the whole sentence, suite names included. */
export interface TestResult {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not run';
  readonly milliseconds: number;
  /** Why it failed; absent otherwise. */
  readonly error?: string;
  /** Why it failed at its first try; absent when this was the first. */
  readonly firstError?: string;
}

/** What one stage ran, in order. */
export interface StageReport {
  readonly tests: readonly TestResult[];
  /** The process that ran them, where another one waits for its end. */
  readonly pid?: number;
}

/** How many tests of a report had which outcome. */
export interface StageCount {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

/** Counts the outcomes of a report. */
export function countOutcomes(report: StageReport): StageCount {
  const count = (outcome: TestResult['outcome']): number =>
    report.tests.filter((test) => test.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), notRun: count('not run') };
}

/** Writes a report as JSON, with its folder. */
export function writeStageReport(file: string, report: StageReport): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report, undefined, 2));
}

/** The report in `file`, or undefined when the stage died before it wrote one. */
export function readStageReport(file: string): StageReport | undefined {
  try {
    const report: StageReport = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(report.tests) ? report : undefined;
  } catch {
    return undefined;
  }
}

/** Removes an earlier run's report, so that it cannot pass for this run's. */
export function removeStageReport(file: string): void {
  rmSync(file, { force: true });
}
