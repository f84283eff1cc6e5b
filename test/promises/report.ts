import type { TestResult } from '../support/stageReport.ts';
import { suite, type Violation } from './violation.ts';

/** `noticed`: the promise's test passes, and fails on an assertion with the fault. Anything else says too little. */
export type Outcome =
  | 'noticed'
  | 'not noticed'
  | 'fails without the fault'
  | 'could not be run'
  | 'fails, but on no assertion';

/** What became of a fault. */
export interface Verdict {
  readonly violation: Violation;
  readonly outcome: Outcome;
}

/** Judges a fault by the results of its promise's test: among those without it, and with it where it could be run. */
export function verdictOn(
  violation: Violation,
  whole: readonly TestResult[],
  broken: readonly TestResult[] | undefined,
): Verdict {
  const title = `${suite} ${violation.promise}`;
  const isIt = (test: TestResult): boolean => test.title === title;
  return { violation, outcome: outcomeOf(whole.find(isIt), broken?.find(isIt)) };
}

function outcomeOf(whole: TestResult | undefined, broken: TestResult | undefined): Outcome {
  if (whole?.outcome !== 'passed') return 'fails without the fault';
  if (broken === undefined || broken.outcome === 'not run') return 'could not be run';
  if (broken.outcome === 'passed') return 'not noticed';
  return broken.error?.startsWith('AssertionError') === true ? 'noticed' : 'fails, but on no assertion';
}

const heading = `# What the promises notice

Written by \`npm run promises\`. Every promise about edits is the name of a test. Each row is a fault that breaks the
promise in a copy of the sources: alone, it must make that test fail on an assertion.

`;

/** The verdicts as a page, a table for each test file. */
export function promiseReport(verdicts: readonly Verdict[]): string {
  const files = Map.groupBy(verdicts, ({ violation }) => violation.test);
  const noticed = verdicts.filter(({ outcome }) => outcome === 'noticed').length;
  const promises = new Set(verdicts.map(({ violation }) => violation.promise)).size;
  const tables = [...files].map(([file, rows]) =>
    [
      `## \`${file}\``,
      '',
      '| It is promised that … | fault | in | |',
      '| --- | --- | --- | --- |',
      ...rows.map(({ violation: { promise, fault, file: source }, outcome }) =>
        [`| ${promise}`, fault, `\`${source}\``, `${outcome} |`].join(' | '),
      ),
      '',
    ].join('\n'),
  );
  return `${heading}${promises} promises, ${noticed} of ${verdicts.length} faults noticed.\n\n${tables.join('\n')}`;
}
