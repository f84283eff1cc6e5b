import assert from 'node:assert/strict';
import { askTask } from '../answers/askTask.ts';
import { answerTasks } from '../answers/answerTasks.ts';
import { compare, isGood } from '../answers/compare.ts';
import type { Comparison } from '../answers/compare.ts';
import { askModel, needsModel, printTable } from './realModel.ts';
import type { TaskRow } from './realModel.ts';

const tasks = answerTasks.filter(({ always }) => always === true);
const languages = ['typescript', 'javascript', 'python', 'rust', 'go', 'java'];

describe('Generate with the real model', function suite() {
  const rows: TaskRow[] = [];
  const comparisons: Comparison[] = [];
  needsModel(this);

  after(() => printTable('Generate', rows));

  for (const task of tasks) {
    it(`damages nothing for "${task.instruction}" in ${task.file}`, async () => {
      const asked = await askTask(task);
      const answer = await askModel(asked.request);
      const comparison = await compare(asked, answer);
      const { kind, ours, simple } = comparison;
      comparisons.push(comparison);
      const words = [kind, isGood(ours) ? ', as told' : '', isGood(simple) ? '' : ', first fence not'];
      rows.push({ task: `${task.file} ${task.unit}`, outcome: words.join(''), answer });
      if (ours === undefined) return;
      assert.ok(ours.parses, 'the proposal parses');
      assert.deepEqual(ours.lost, [], 'nothing else is lost or doubled');
      assert.deepEqual(ours.outside, [], 'nothing outside of the edit is changed');
    });
  }

  for (const language of languages) {
    it(`makes no fewer files of ${language} that parse and define what was asked than the first fence does`, () => {
      const some = comparisons.filter(({ asked }) => asked.file.languageId === language);
      assert.equal(some.length, 2);
      const [ours, simple] = goodOf(some);
      assert.ok(ours >= simple, `${ours} against ${simple}`);
    });
  }

  it('makes more files that parse and define what was asked than the first fence does, and at least 8 of 12', () => {
    const [ours, simple] = goodOf(comparisons);
    assert.ok(ours > simple && ours >= 8, `${ours} against ${simple}`);
  });
});

function goodOf(comparisons: readonly Comparison[]): readonly [ours: number, simple: number] {
  return [
    comparisons.filter(({ ours }) => isGood(ours)).length,
    comparisons.filter(({ simple }) => isGood(simple)).length,
  ];
}
