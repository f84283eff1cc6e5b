import assert from 'node:assert/strict';
import type { MutantResult } from '@stryker-mutator/api/core';
import { mutationReport } from '../../mutation/report.ts';

const source = 'const a = 1;\n  if (a > 0) go();\n';

function mutant(status: MutantResult['status'], over: Partial<MutantResult> = {}): MutantResult {
  const position = { line: 2, column: 3 };
  return {
    id: '1',
    fileName: 'src/a.ts',
    mutatorName: 'EqualityOperator',
    replacement: 'a >= 0',
    location: { start: position, end: position },
    status,
    ...over,
  };
}

describe('The report of a mutation run', () => {
  it('counts time-outs as killed and what no test reaches as alive', () => {
    const mutants = [mutant('Killed'), mutant('Timeout'), mutant('Survived'), mutant('NoCoverage')];
    const { score, markdown } = mutationReport(mutants, [], () => source);
    assert.equal(score, 50);
    assert.match(markdown, /\| `src\/a\.ts` \| 4 \| 1 \| 1 \| 2 \| 50\.0 % \|/);
  });

  it('leaves out what was ignored or is no valid code', () => {
    const mutants = [mutant('Killed'), mutant('Ignored'), mutant('CompileError'), mutant('RuntimeError')];
    assert.equal(mutationReport(mutants, [], () => source).score, 100);
  });

  it('lists each survivor with the reason of its line and replacement', () => {
    const reason = { file: 'src/a.ts', line: 'if (a > 0) go();', why: 'a is never 0' };
    const report = (replacement?: string) =>
      mutationReport(
        [mutant('Survived')],
        [{ ...reason, ...(replacement !== undefined && { replacement }) }],
        () => source,
      );
    assert.match(report().markdown, /- line 2, `if \(a > 0\) go\(\);` → `a >= 0`: a is never 0/);
    assert.equal(report('a >= 0').unexplained, 0);
    assert.equal(report('false').unexplained, 1);
  });
});
