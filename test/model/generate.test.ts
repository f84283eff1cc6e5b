import assert from 'node:assert/strict';
import type { EditTarget } from '../../src/edits/target.ts';
import { generateRequest } from '../../src/tasks/generate.ts';
import { assertSafe, judgeAnswer, unitTarget } from './codeTasks.ts';
import { askModel, contextOf, exampleFile, needsModel, printTable } from './realModel.ts';
import type { ExampleFile, TaskRow } from './realModel.ts';

interface GenerateTask {
  readonly file: string;
  /** The unit to replace; without it the code goes to the end of the file. */
  readonly unit?: string;
  readonly instruction: string;
  /** What an answer that did as it was told holds. */
  readonly expected: RegExp;
}

const tasks: readonly GenerateTask[] = [
  {
    file: 'typescript/statistics.ts',
    unit: 'median',
    instruction: 'throw a RangeError when values is empty',
    expected: /throw new RangeError/u,
  },
  {
    file: 'typescript/cart.ts',
    instruction: 'a function itemCount(items: Item[]): number that adds up the quantities',
    expected: /function itemCount[^]*quantity/u,
  },
  {
    file: 'javascript/retry.js',
    unit: 'chunk',
    instruction: 'throw a RangeError when size is less than 1',
    expected: /throw new RangeError/u,
  },
  {
    file: 'javascript/inventory.js',
    unit: 'lowStock',
    instruction: 'return the names sorted alphabetically',
    expected: /sort\(/u,
  },
  {
    file: 'python/report.py',
    unit: 'is_palindrome',
    instruction: 'ignore upper and lower case',
    expected: /lower\(\)|casefold\(\)/u,
  },
  {
    file: 'rust/temperature.rs',
    instruction: 'a function to_celsius that converts a temperature from Fahrenheit to Celsius',
    expected: /fn to_celsius[^]*32/u,
  },
];

async function targetOf(file: ExampleFile, unit: string | undefined): Promise<EditTarget> {
  if (unit !== undefined) return unitTarget(file, unit);
  return { kind: 'insert', line: file.text.split('\n').length - 1, indent: '' };
}

describe('Generate with the real model', function suite() {
  const rows: TaskRow[] = [];
  needsModel(this);

  after(() => printTable('Generate', rows));

  for (const { file: name, unit, instruction, expected } of tasks) {
    it(`offers nothing unsafe for "${instruction}" in ${name}`, async () => {
      const file = await exampleFile(name);
      const target = await targetOf(file, unit);
      const range = target.kind === 'insert' ? { startLine: target.line, endLine: target.line } : target;
      const context = await contextOf(file, range);
      const { languageId, path, text } = file;
      const answer = await askModel(
        generateRequest({ languageId, path, instruction, target, file: text, context }),
      );
      const outcome = await judgeAnswer(file, target, answer);
      const done = outcome.kind === 'proposal' && expected.test(outcome.text) ? ', as told' : '';
      rows.push({ task: `${name} ${unit ?? '(new)'}`, outcome: outcome.kind + done, answer });
      if (outcome.kind === 'proposal') await assertSafe(file, target, outcome.text);
    });
  }

  it('makes at least 4 of 6 tasks a proposal', () => {
    const proposals = rows.filter(({ outcome }) => outcome.startsWith('proposal'));
    assert.ok(proposals.length >= 4, `${proposals.length} proposals`);
  });
});
