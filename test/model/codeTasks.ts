import assert from 'node:assert/strict';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { readAnswer } from '../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../src/edits/readAnswer.ts';
import type { EditTarget } from '../../src/edits/target.ts';
import { syntax } from '../support/syntax.ts';
import type { ExampleFile, ModelAnswer } from './realModel.ts';

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
  const [first, last] =
    target.kind === 'insert' ? [target.line, target.line + 1] : [target.startLine, target.endLine + 1];
  for (const { startLine, deleteCount, lines } of lineEdits(file.text, proposal)) {
    const inTarget = startLine >= first && startLine + deleteCount <= last;
    const isImport =
      deleteCount === 0 &&
      lines.every((line) => /^\s*(?:import|from|use|const .*require)\b|^\s*$/u.test(line));
    assert.ok(inTarget || isImport, `line ${startLine} outside the target is left alone`);
  }
}

async function errorCount(file: ExampleFile, text: string): Promise<number> {
  using tree = await syntax.parse(file.languageId, text);
  assert.ok(tree, `${file.languageId} has a grammar`);
  return tree.errorCount;
}
