import assert from 'node:assert/strict';
import { readAnswer } from '../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../src/edits/readAnswer.ts';
import type { EditTarget } from '../../src/edits/target.ts';
import { changedOutside } from '../answers/examine.ts';
import { syntax } from '../support/syntax.ts';
import type { ExampleFile } from '../support/exampleFile.ts';
import type { ModelAnswer } from '../support/modelAnswer.ts';

/** The unit of that name as a target, as a cursor in it chooses. */
export async function unitTarget(file: ExampleFile, name: string): Promise<EditTarget> {
  using tree = await syntax.parse(file.languageId, file.text);
  const unit = tree?.units().find((each) => each.name === name);
  assert.ok(unit, `${file.path} declares ${name}`);
  const { startLine, endLine, kind } = unit;
  return { kind: 'replace', startLine, endLine, unit: { kind, name } };
}

/** What an answer of the model means for a file. */
export function judgeAnswer(
  file: ExampleFile,
  target: EditTarget,
  answer: ModelAnswer,
): Promise<AnswerOutcome> {
  const { text, ended } = answer;
  return readAnswer({ file: file.text, languageId: file.languageId, target, answer: text, ended, syntax });
}

/** Fails unless what is offered parses no worse than the file and leaves everything but the target and imports alone. */
export async function assertSafe(file: ExampleFile, target: EditTarget, proposal: string): Promise<void> {
  assert.ok((await errorCount(file, proposal)) <= (await errorCount(file, file.text)), 'the proposal parses');
  assert.deepEqual(
    changedOutside(file.text, target, proposal),
    [],
    'what is outside the target is left alone',
  );
}

async function errorCount(file: ExampleFile, text: string): Promise<number> {
  using tree = await syntax.parse(file.languageId, text);
  assert.ok(tree, `${file.languageId} has a grammar`);
  return tree.errorCount;
}
