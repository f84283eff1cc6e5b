import type { StageReport, TestResult } from './support/stageReport.ts';

// Stories in real time, on a real editor, server or model, share a computer with others and can lose a race that no
// person would notice. One that fails is told once more, in a fresh editor, and the closing table names it with what
// went wrong: a fault fails twice, and a race is seen, not hidden.

/** More failures than this in one process of a stage are no race. */
const most = 5;

/** The failed tests of a process, for mocha's `grep`; undefined when there is nothing to try again. */
export function failedTests(report: StageReport | undefined): string | undefined {
  const failed = report?.tests.filter(hasFailed) ?? [];
  if (failed.length === 0 || failed.length > most) return undefined;
  return `/${failed.map((test) => patternOf(test).source).join('|')}/`;
}

/** A report after the second try: what failed at first counts as it came out then. */
export function afterSecondTry(first: StageReport, second: StageReport | undefined): StageReport {
  // What was only skipped then has not passed.
  const again = second?.tests.filter(({ outcome }) => outcome !== 'not run') ?? [];
  const failed = first.tests.filter(hasFailed).map((test) => ({ test, pattern: patternOf(test) }));
  const wasTriedAgain = ({ test, pattern }: (typeof failed)[number]): boolean =>
    again.some(({ title, outcome }) => pattern.test(title) && (outcome === 'passed' || title === test.title));
  const retold = failed.filter(wasTriedAgain);
  const isRetold = ({ title }: TestResult): boolean => retold.some(({ pattern }) => pattern.test(title));
  return {
    ...first,
    tests: [
      ...first.tests.filter((test) => !isRetold(test)),
      ...again.filter(isRetold).map((test) => {
        const error = retold.find(({ pattern }) => pattern.test(test.title))?.test.error;
        return { ...test, firstError: error ?? '' };
      }),
    ],
  };
}

/** The exit code that counts: green at last is not enough where one of the two did not end by itself. */
export function codeAfterSecondTry(merged: StageReport, first: number, second: number): number {
  const isForgiven = !merged.tests.some(hasFailed) && first <= 1 && second === 0;
  return isForgiven ? 0 : Math.max(first, second);
}

function hasFailed({ outcome }: TestResult): boolean {
  return outcome === 'failed';
}

/** A hook that failed took tests of its suite with it, so that the whole suite is tried again. */
function patternOf({ title }: TestResult): RegExp {
  const suite = title.replace(/ ?"(before|after) (all|each)" hook.*$/s, '');
  const escaped = suite.replaceAll(/[/.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(suite === title ? `^${escaped}$` : `^${escaped}`);
}
