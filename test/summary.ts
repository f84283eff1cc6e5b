import { type StageReport, countOutcomes } from './support/stageReport.ts';

/** What became of one stage. A stage without tests of its own counts as one check. */
export interface StageOutcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Whole titles of the tests that failed, each with the first line of its error. */
  readonly failures: readonly string[];
  /** Whole titles of the tests that passed at their second try only, each with the first line of its first error. */
  readonly unsteady: readonly string[];
  /** Whole titles of the tests that could not run here. */
  readonly notRun: readonly string[];
}

/** How a stage's process ended; `reports` says whether it was to write a report. */
export interface StageEnd {
  readonly code: number;
  readonly seconds: number;
  readonly reports: boolean;
  readonly report: StageReport | undefined;
}

/** Reads a stage's end. No report, no tests, or a bad exit code with every test green, is one failure more. */
export function outcomeOf(name: string, end: StageEnd): StageOutcome {
  const { seconds } = end;
  if (!end.reports) {
    const passed = end.code === 0 ? 1 : 0;
    const failures = passed === 1 ? [] : [name];
    return { name, seconds, passed, failed: 1 - passed, failures, unsteady: [], notRun: [] };
  }
  const report = end.report ?? { tests: [] };
  const count = countOutcomes(report);
  const own = ownFailure(name, end);
  return {
    name,
    seconds,
    passed: count.passed,
    failed: count.failed + own.length,
    failures: [
      ...report.tests
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ title, error }) => titleAndError(title, error)),
      ...own,
    ],
    unsteady: report.tests
      .filter(({ outcome, firstError }) => outcome === 'passed' && firstError !== undefined)
      .map(({ title, firstError }) => titleAndError(title, firstError)),
    notRun: report.tests.filter((test) => test.outcome === 'not run').map(({ title }) => title),
  };
}

/** The outcomes of a stage's processes as the stage's; it took `seconds` as a whole. */
export function togetherAs(name: string, parts: readonly StageOutcome[], seconds: number): StageOutcome {
  const sum = (key: 'passed' | 'failed'): number => parts.reduce((total, part) => total + part[key], 0);
  const all = (key: 'failures' | 'unsteady' | 'notRun'): readonly string[] =>
    parts.flatMap((part) => part[key]);
  return {
    name,
    seconds,
    passed: sum('passed'),
    failed: sum('failed'),
    failures: all('failures'),
    unsteady: all('unsteady'),
    notRun: all('notRun'),
  };
}

function titleAndError(title: string, error = ''): string {
  const [line = ''] = error.split('\n');
  return line === '' ? title : `${title}\n    ${line}`;
}

function ownFailure(name: string, { report, code }: StageEnd): readonly string[] {
  if (report === undefined) return [`${name}: ended with code ${code} and without a report`];
  if (report.tests.length === 0) return [`${name}: nothing ran`];
  const { failed } = countOutcomes(report);
  return failed === 0 && code !== 0 ? [`${name}: ended with code ${code} although its tests passed`] : [];
}

/**
 * The closing table and, as its last line, `N passed, N failed`. Nothing run at all is a failure. Stages run beside one
 * another, so that `seconds` for all is less than their sum.
 */
export function summaryLines(
  outcomes: readonly StageOutcome[],
  seconds: number,
): {
  readonly lines: readonly string[];
  readonly failed: number;
} {
  const sum = (key: 'passed' | 'failed'): number =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const row = (name: string, ...cells: readonly (string | number)[]): string =>
    name.padEnd(14) + cells.map((cell) => String(cell).padStart(9)).join('');
  const passed = sum('passed');
  const failed = passed + sum('failed') === 0 ? 1 : sum('failed');
  const lines = [
    row('stage', 'passed', 'failed', 'not run', 'seconds'),
    ...outcomes.map((it) => row(it.name, it.passed, it.failed, it.notRun.length, it.seconds.toFixed(1))),
    row('all', passed, failed, outcomes.flatMap((it) => it.notRun).length, seconds.toFixed(1)),
    ...list(
      'Failed:',
      outcomes.flatMap((it) => it.failures),
    ),
    ...list(
      'Passed at the second try only:',
      outcomes.flatMap((it) => it.unsteady),
    ),
    ...list(
      'Not run:',
      outcomes.flatMap((it) => it.notRun),
    ),
    '',
    `${passed} passed, ${failed} failed`,
  ];
  return { lines, failed };
}

function list(heading: string, titles: readonly string[]): readonly string[] {
  return titles.length === 0 ? [] : ['', heading, ...titles.map((title) => `  ${title}`)];
}
