import assert from 'node:assert/strict';
import { fixRequest } from '../../src/tasks/fix.ts';
import { assertSafe, judgeAnswer, unitTarget } from './codeTasks.ts';
import { contextOf, exampleFile } from '../support/exampleFile.ts';
import { askModel, needsModel, printTable } from './realModel.ts';
import type { TaskRow } from './realModel.ts';

interface FixTask {
  readonly file: string;
  readonly unit: string;
  /** The faulty line. */
  readonly line: string;
  readonly message: string;
  /** What mended code holds. */
  readonly expected: RegExp;
}

const tasks: readonly FixTask[] = [
  {
    file: 'typescript/cart.ts',
    unit: 'remove',
    line: '    for (let i = 0; i <= this.items.length; i++) {',
    message: 'The last step reads past the end of `this.items`.',
    expected: /i < this\.items\.length|filter\(|findIndex\(/u,
  },
  {
    file: 'javascript/retry.js',
    unit: 'retry',
    line: '  for (let attempt = 1; attempt < attempts; attempt++) {',
    message: 'The loop makes one attempt less than it should.',
    expected: /attempt <= attempts|attempt = 0; attempt < attempts/u,
  },
  {
    file: 'python/orders.py',
    unit: 'average_total',
    line: '    return sum(totals) / len(totals)',
    message: 'Division by zero when totals is empty.',
    expected: /if (?:not totals|len\(totals\)|totals)|if totals else/u,
  },
  {
    file: 'rust/temperature.rs',
    unit: 'average',
    line: '    for i in 1..values.len() {',
    message: 'The first value is left out of the sum.',
    expected: /in 0\.\.values\.len\(\)|in values|iter\(\)/u,
  },
];

describe('Fix with the real model', function suite() {
  const rows: TaskRow[] = [];
  needsModel(this);

  after(() => printTable('Fix', rows));

  for (const { file: name, unit, line: faulty, message, expected } of tasks) {
    it(`offers nothing unsafe for "${message}" in ${name}`, async () => {
      const file = await exampleFile(name);
      const target = await unitTarget(file, unit);
      const line = file.text.split('\n').indexOf(faulty);
      assert.notEqual(line, -1, 'the faulty line is there');
      const range = target.kind === 'insert' ? { startLine: line, endLine: line } : target;
      const context = await contextOf(file, range);
      const { languageId, path, text } = file;
      const request = fixRequest({
        languageId,
        path,
        file: text,
        target,
        context,
        line,
        message,
        suggestion: '',
      });
      const answer = await askModel(request);
      const outcome = await judgeAnswer(file, target, answer);
      const done = outcome.kind === 'proposal' && expected.test(outcome.text) ? ', mended' : '';
      rows.push({ task: `${name} ${unit}`, outcome: outcome.kind + done, answer });
      if (outcome.kind === 'proposal') await assertSafe(file, target, outcome.text);
    });
  }

  it('makes at least 2 of 4 tasks a proposal', () => {
    const proposals = rows.filter(({ outcome }) => outcome.startsWith('proposal'));
    assert.ok(proposals.length >= 2, `${proposals.length} proposals`);
  });
});
