import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promiseReport, verdictOn } from '../../promises/report.ts';
import { misfits, type Violation } from '../../promises/violation.ts';
import { promiseFiles, violations } from '../../promises/violations.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import type { TestResult } from '../../support/stageReport.ts';

const files: Readonly<Record<string, string>> = {
  'src/a.ts': 'save();\nopen();\nopen();\n',
  'test/a.test.ts': "it('your file is never saved', () => {});\n",
};
const row: Violation = {
  promise: 'your file is never saved',
  test: 'test/a.test.ts',
  fault: 'it is saved twice',
  file: 'src/a.ts',
  from: 'save();',
  to: 'save();save();',
};

describe('The faults that promises must notice', () => {
  it('fit the sources and the names of the tests, and leave no promise out', () => {
    const read = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8');
    assert.deepEqual(misfits(violations, promiseFiles, read), []);
  });

  it('are told when they no longer do', () => {
    const told = (change: Partial<Violation>): readonly string[] =>
      misfits([{ ...row, ...change }], [row.test], (file) => files[file] ?? '');
    assert.deepEqual(told({}), []);
    assert.deepEqual(told({ from: 'open();' }), ['src/a.ts has 2 times: open();']);
    assert.deepEqual(told({ from: 'close();' }), ['src/a.ts has 0 times: close();']);
    assert.deepEqual(told({ to: row.from }), ['src/a.ts stays as it is: save();']);
    assert.deepEqual(told({ promise: 'another' }), [
      'test/a.test.ts has 0 tests: another',
      'nothing breaks the promise of test/a.test.ts: your file is never saved',
    ]);
  });
});

describe('The report of broken promises', () => {
  const result = (outcome: TestResult['outcome'], error?: string): TestResult => ({
    title: `It is promised that ${row.promise}`,
    outcome,
    milliseconds: 1,
    ...(error !== undefined && { error }),
  });
  const asserted = result('failed', 'AssertionError [ERR_ASSERTION]: saved');

  it('takes a fault for noticed only when the test passed without it and failed on an assertion with it', () => {
    const outcome = (whole: readonly TestResult[], broken: readonly TestResult[] | undefined) =>
      verdictOn(row, whole, broken).outcome;
    const passed = result('passed');
    assert.equal(outcome([passed], [asserted]), 'noticed');
    assert.equal(outcome([passed], [passed]), 'not noticed');
    assert.equal(outcome([asserted], [asserted]), 'fails without the fault');
    assert.equal(outcome([], [asserted]), 'fails without the fault');
    assert.equal(outcome([passed], undefined), 'could not be run');
    assert.equal(outcome([passed], []), 'could not be run');
    assert.equal(outcome([passed], [result('not run')]), 'could not be run');
    assert.equal(
      outcome([passed], [result('failed', 'Error: no such command')]),
      'fails, but on no assertion',
    );
    assert.equal(outcome([passed], [{ ...asserted, title: 'another' }]), 'could not be run');
  });

  it('counts promises and faults, and names each', () => {
    const page = promiseReport([verdictOn(row, [result('passed')], [asserted])]);
    assert.ok(page.includes('1 promises, 1 of 1 faults noticed.'));
    assert.ok(page.includes('| your file is never saved | it is saved twice | `src/a.ts` | noticed |'), page);
  });
});
