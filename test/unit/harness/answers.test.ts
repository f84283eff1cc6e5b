import assert from 'node:assert/strict';
import { askTask } from '../../answers/askTask.ts';
import { answerTasks } from '../../answers/answerTasks.ts';
import { afterUnit, inUnit } from '../../answers/answerTask.ts';
import type { AnswerTask } from '../../answers/answerTask.ts';
import { compare, isDamaged, isGood } from '../../answers/compare.ts';
import { examine } from '../../answers/examine.ts';
import { firstFenceReplaces } from '../../answers/firstFence.ts';
import { brokenPromises, tableLines } from '../../answers/report.ts';
import type { Judged } from '../../answers/report.ts';

const task: AnswerTask = {
  file: 'python/report.py',
  at: inUnit('is_palindrome'),
  instruction: 'ignore upper and lower case',
  unit: 'is_palindrome',
  holds: /lower\(\)/u,
};
const good = 'def is_palindrome(text):\n    text = text.lower()\n    return text == text[::-1]';
const fenced = (code: string): string => `Here it is:\n\n\`\`\`python\n${code}\n\`\`\`\n`;

async function judgedFor(answer: string, given = task): Promise<Judged> {
  const asked = await askTask(given);
  const said = { text: answer, ended: 'complete', promptTokens: 1, completionTokens: 1, seconds: 1 } as const;
  return { ...(await compare(asked, said)), accepted: { ours: true, simple: true } };
}

describe('What is asked of the small model', function () {
  // The first task of a language loads its grammar.
  this.timeout(20_000);

  it('is ten things in each of six languages, of which two in every run of all tests', () => {
    const folders = Map.groupBy(answerTasks, ({ file }) => file.split('/')[0]);
    assert.deepEqual(
      [...folders].map(([name, tasks]) => [
        name,
        tasks.length,
        tasks.filter(({ always }) => always === true).length,
      ]),
      ['typescript', 'javascript', 'python', 'rust', 'go', 'java'].map((name) => [name, 10, 2]),
    );
  });

  it('is not in the files yet', async () => {
    for (const each of answerTasks) {
      const { file, target } = await askTask(each);
      const { defines, parses } = await examine(file, each, target, file.text);
      assert.deepEqual([parses, defines], [true, false], `${each.file}: ${each.instruction}`);
    }
  });
});

describe('A file made from an answer', () => {
  it('is good when it parses and declares what was asked for', async () => {
    const { ours, simple } = await judgedFor(fenced(good));
    assert.ok(isGood(ours) && isGood(simple));
  });

  it('is not when the declaration does not hold what it must', async () => {
    const { ours, simple } = await judgedFor(fenced(good.replace('lower', 'upper')));
    assert.ok(!isGood(ours) && !isGood(simple));
  });

  for (const [damage, code] of [
    ['has lost a declaration', (text: string) => text.replace(/def line_numbers[^]*?\n\n\n/u, '')],
    [
      'has a function twice',
      (text: string) => text.replace('class Report', `def word_counts():\n    pass\n\n\nclass Report`),
    ],
    ['has a changed line elsewhere', (text: string) => text.replace('key=len', 'key=str')],
    ['does not parse', (text: string) => text.replace('def print_file(', 'def print_file((')],
  ] as const)
    it(`is damaged when it ${damage}`, async () => {
      const { file, target } = await askTask(task);
      const text = code(file.text);
      assert.notEqual(text, file.text);
      assert.ok(isDamaged({ text, ...(await examine(file, task, target, text)) }));
    });

  it('is not damaged by a new import', async () => {
    const { file, target } = await askTask(task);
    const text = `import re\n${file.text}`;
    assert.ok(!isDamaged({ text, ...(await examine(file, task, target, text)) }));
  });
});

describe('The first fence in the place of the selection', () => {
  const lines = { kind: 'replace', startLine: 1, endLine: 1 } as const;

  it('is put there as it is', () => {
    assert.equal(
      firstFenceReplaces('a\nb\nc', lines, 'So:\n```js\nx\n  y\n```\nor\n```\nz\n```'),
      'a\nx\n  y\nc',
    );
  });

  it('goes before the line of the cursor', () => {
    const cursor = { kind: 'insert', line: 1, indent: '' } as const;
    assert.equal(firstFenceReplaces('a\nb', cursor, '```\nx\n```'), 'a\nx\nb');
  });

  it('is all that follows it when it is not closed, and the whole answer when there is none', () => {
    assert.equal(firstFenceReplaces('a\nb\nc', lines, '```js\nx\ny'), 'a\nx\ny\nc');
    assert.equal(firstFenceReplaces('a\nb\nc', lines, ' x\n'), 'a\nx\nc');
  });
});

describe('The report on the answers', () => {
  it('tells what does not hold: damage, fewer good files in a language, not more in all', async () => {
    const fine = await judgedFor(fenced(good));
    assert.ok(fine.ours);
    const lost = { ...fine, ours: undefined };
    const damaged = { ...fine, ours: { ...fine.ours, lost: ['Report'] } };
    assert.deepEqual(brokenPromises([fine, lost, damaged]), [
      '1 damaged files offered',
      'not more good files than the first fence makes',
      'python: fewer good files than the first fence makes',
    ]);
  });

  it('has nothing to tell when ours makes more of the same answers', async () => {
    const method: AnswerTask = {
      ...task,
      at: afterUnit('Report.add_row'),
      unit: 'Report.row_count',
      holds: /len/u,
    };
    const all = [
      await judgedFor(fenced(good)),
      await judgedFor(fenced('def row_count(self):\n    return len(self.rows)'), method),
    ];
    assert.deepEqual(brokenPromises(all), []);
    assert.equal(tableLines(all).at(-1), '| all | 2 | 2 | 2 | 1 | 2 | 1 | 0 | 1 |');
  });
});
