import assert from 'node:assert/strict';
import { outcomeOf, summaryLines, togetherAs } from '../../summary.ts';

const passing = { title: 'Adds numbers', outcome: 'passed', milliseconds: 1 } as const;
const failing = { title: 'Divides by zero', outcome: 'failed', milliseconds: 1, error: 'no' } as const;
const waiting = { title: 'Asks the real model', outcome: 'not run', milliseconds: 0 } as const;
const end = { code: 0, seconds: 1, reports: true };

describe('The summary of a test run', () => {
  it('counts what each stage passed, failed and could not run', () => {
    const outcome = outcomeOf('unit', { ...end, code: 1, report: { tests: [passing, failing, waiting] } });
    assert.deepEqual(outcome, {
      name: 'unit',
      passed: 1,
      failed: 1,
      seconds: 1,
      failures: ['Divides by zero\n    no'],
      unsteady: [],
      notRun: ['Asks the real model'],
    });
  });

  it('counts a stage without tests of its own as one check', () => {
    const ok = outcomeOf('build', { code: 0, seconds: 2, reports: false, report: undefined });
    const broken = outcomeOf('build', { code: 1, seconds: 2, reports: false, report: undefined });
    assert.deepEqual([ok.passed, ok.failed, broken.passed, broken.failed], [1, 0, 0, 1]);
    assert.deepEqual(broken.failures, ['build']);
  });

  it('takes a stage that left no report for a failure, whatever its exit code', () => {
    assert.deepEqual(outcomeOf('host', { ...end, report: undefined }).failures, [
      'host: ended with code 0 and without a report',
    ]);
  });

  it('loses no failure of a stage of several processes', () => {
    const parts = [{ tests: [passing, waiting] }, undefined, { tests: [passing, failing] }].map((report) =>
      outcomeOf('host', { ...end, report }),
    );
    assert.deepEqual(togetherAs('host', parts, 7), {
      name: 'host',
      passed: 2,
      failed: 2,
      seconds: 7,
      failures: ['host: ended with code 0 and without a report', 'Divides by zero\n    no'],
      unsteady: [],
      notRun: ['Asks the real model'],
    });
  });

  it('takes a stage in which nothing ran for a failure', () => {
    assert.deepEqual(outcomeOf('unit', { ...end, report: { tests: [] } }).failures, ['unit: nothing ran']);
  });

  it('takes a bad exit code after green tests for a failure', () => {
    const { failed, failures } = outcomeOf('unit', { ...end, code: 7, report: { tests: [passing] } });
    assert.equal(failed, 1);
    assert.deepEqual(failures, ['unit: ended with code 7 although its tests passed']);
  });

  it('ends with one line over everything and names what failed and what did not run', () => {
    const outcomes = [
      outcomeOf('unit', { ...end, code: 1, report: { tests: [passing, failing] } }),
      outcomeOf('e2e', { ...end, report: { tests: [passing, waiting] } }),
    ];
    const { lines, failed } = summaryLines(outcomes, 1.5);
    assert.equal(lines.at(-1), '2 passed, 1 failed');
    assert.equal(failed, 1);
    assert.ok(lines.includes('  Divides by zero\n    no') && lines.includes('  Asks the real model'));
    assert.match(lines.find((line) => line.startsWith('all')) ?? '', / 1\.5$/);
  });

  it('names what passed at its second try only, with what went wrong at the first', () => {
    const unsteady = { ...passing, firstError: 'late\n    at once' };
    const { lines, failed } = summaryLines([outcomeOf('e2e', { ...end, report: { tests: [unsteady] } })], 1);
    assert.equal(failed, 0);
    assert.equal(lines.at(-1), '1 passed, 0 failed');
    assert.ok(lines.join('\n').includes('Passed at the second try only:\n  Adds numbers\n    late\n'));
  });

  it('fails when nothing ran at all', () => {
    assert.deepEqual(summaryLines([], 0).lines.at(-1), '0 passed, 1 failed');
  });
});
