import assert from 'node:assert/strict';
import { afterSecondTry, codeAfterSecondTry, failedTests } from '../../secondTry.ts';

const passed = { title: 'Adds numbers', outcome: 'passed', milliseconds: 1 } as const;
const failed = { title: 'Divides by (zero)', outcome: 'failed', milliseconds: 1, error: 'late' } as const;
const hook = { ...failed, title: 'Divides "before all" hook: window for "by (zero)"' } as const;
const again = { ...passed, title: failed.title } as const;

describe('The second try of a stage', () => {
  it('is for the tests that failed, by their whole titles', () => {
    const pattern = failedTests({ tests: [passed, failed] }) ?? '';
    const [, words = ''] = /^\/(.*)\/$/.exec(pattern) ?? [];
    const wanted = new RegExp(words);
    assert.deepEqual(
      [failed.title, `${failed.title} twice`, passed.title].map((title) => wanted.test(title)),
      [true, false, false],
    );
  });

  it('is for every test of a suite whose hook failed', () => {
    const pattern = failedTests({ tests: [hook] }) ?? '';
    assert.ok(new RegExp(pattern.slice(1, -1)).test('Divides by (zero)'));
  });

  it('is for nobody when nothing failed, when there is no report, and when too much failed for a race', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ ...failed, title: `story ${index}` }));
    for (const report of [{ tests: [passed] }, undefined, { tests: many }])
      assert.equal(failedTests(report), undefined);
  });

  it('counts what passes then as passed, and keeps why it had failed', () => {
    const { tests } = afterSecondTry({ tests: [passed, failed] }, { tests: [again] });
    assert.deepEqual(tests, [passed, { ...again, firstError: 'late' }]);
  });

  it('forgives nothing where one of the two was killed, or something still fails', () => {
    const green = { tests: [passed, again] };
    assert.equal(codeAfterSecondTry(green, 1, 0), 0);
    assert.equal(codeAfterSecondTry(green, 137, 0), 137);
    assert.equal(codeAfterSecondTry(green, 1, 137), 137);
    assert.equal(codeAfterSecondTry({ tests: [failed] }, 1, 1), 1);
  });

  it('leaves failed what fails twice, and what was not told again', () => {
    const twice = afterSecondTry({ tests: [failed] }, { tests: [{ ...failed, error: 'again' }] });
    assert.deepEqual(twice.tests, [{ ...failed, error: 'again', firstError: 'late' }]);
    const skipped = { ...failed, outcome: 'not run' } as const;
    for (const second of [undefined, { tests: [] }, { tests: [passed] }, { tests: [skipped] }])
      assert.deepEqual(afterSecondTry({ tests: [failed] }, second).tests, [failed]);
  });

  it('takes a suite whose hook failed as it came out then', () => {
    assert.deepEqual(afterSecondTry({ tests: [passed, hook] }, { tests: [again] }).tests, [
      passed,
      { ...again, firstError: 'late' },
    ]);
    assert.deepEqual(afterSecondTry({ tests: [hook] }, { tests: [hook] }).tests.length, 1);
  });
});
