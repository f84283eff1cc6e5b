import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import type { TestResult } from '../support/stageReport.ts';
import { promiseReport, verdictOn, type Verdict } from './report.ts';
import { copyTree, type Tree } from './tree.ts';
import { isInEditor, misfits, type Violation } from './violation.ts';
import { promiseFiles, violations } from './violations.ts';

// `npm run promises`: breaks every promise about edits in a copy of the repository, one at a time, runs the test that is
// named after the promise, and demands that it fails, on an assertion, and passes without the fault. It takes about
// twenty minutes and rewrites test/promises/report.md. `npm run promises -- undo step` tries those whose
// promise, or whose test file, holds the words and only prints.

const words = process.argv.slice(2).join(' ');
const chosen = violations.filter(({ test, promise }) => `${test} ${promise}`.includes(words));
const wrong = misfits(violations, promiseFiles, (file) => readFileSync(join(repositoryRoot, file), 'utf8'));
if (wrong.length > 0) throw new Error(wrong.join('\n'));
if (chosen.length === 0) throw new Error(`no promise with the words: ${words}`);

await using tree = await copyTree();
const whole = wholeResults(tree, chosen);
const verdicts: Verdict[] = [];
for (const violation of chosen) {
  await tree.break(violation);
  const broken = tree.test(violation.test, violation.promise);
  await tree.mend(violation);
  const verdict = verdictOn(violation, whole, broken);
  verdicts.push(verdict);
  console.log(`${verdict.outcome}: ${violation.promise} (${violation.fault})`);
}
const markdown = promiseReport(verdicts);
if (words === '') writeFileSync(join(repositoryRoot, 'test/promises/report.md'), markdown);
console.log(`\n${markdown}`);
process.exitCode = verdicts.every(({ outcome }) => outcome === 'noticed') ? 0 : 1;

/** What the tests come to without a fault: those in the editor in one run, or only the one that is asked for. */
function wholeResults(copy: Tree, rows: readonly Violation[]): readonly TestResult[] {
  const places = Map.groupBy(rows, ({ test }) => (isInEditor(test) ? 'editor' : test));
  return [...places.values()].flatMap((each) => {
    const promises = new Set(each.map(({ promise }) => promise));
    const [only] = promises.size === 1 ? promises : [];
    return copy.test(each[0]?.test ?? '', only) ?? [];
  });
}
