import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chooseTarget } from '../../src/edits/target.ts';
import type { EditTarget, TargetSelection } from '../../src/edits/target.ts';
import type { GenerationRequest } from '../../src/provider/provider.ts';
import { generateRequest } from '../../src/tasks/generate.ts';
import type { SyntaxTree } from '../../src/syntax/syntax.ts';
import { contextOf, exampleFile } from '../support/exampleFile.ts';
import type { ExampleFile } from '../support/exampleFile.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { syntax } from '../support/syntax.ts';
import type { AnswerTask, AskedAt } from './answerTask.ts';
import { pathOf } from './unitPaths.ts';

const ownFolder = 'test/answers/files';

/** A request to the model and what it is about. */
export interface Asked {
  readonly task: AnswerTask;
  readonly file: ExampleFile;
  readonly target: EditTarget;
  readonly request: GenerationRequest;
}

function cursorOn(line: number): TargetSelection {
  return { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
}

function selectionOf(at: AskedAt, text: string, tree: SyntaxTree): TargetSelection {
  const lines = text.split('\n');
  if (at.kind === 'lines') {
    const startLine = lines.findIndex((line) => line.trimStart().startsWith(at.from));
    const endLine = lines.findIndex((line, index) => index > startLine && line.trimStart().startsWith(at.to));
    assert.ok(startLine !== -1 && endLine !== -1, `${at.from} … ${at.to} is there`);
    return { startLine, startCharacter: 0, endLine, endCharacter: lines[endLine]?.length ?? 0 };
  }
  const unit = tree.units().find((each) => pathOf(each) === at.unit);
  assert.ok(unit, `${at.unit} is there`);
  if (at.kind === 'in') return cursorOn(unit.startLine);
  assert.equal(lines[unit.endLine + 1], '', `a blank line follows ${at.unit}`);
  return cursorOn(unit.endLine + 1);
}

/** The folder of programs that a task's file is in, below the repository. */
export function folderOf({ file }: AnswerTask): string {
  return existsSync(join(repositoryRoot, ownFolder, file)) ? ownFolder : 'media/examples';
}

/** What Generate asks for a task: the same target, context and words as in the editor, without its language service. */
export async function askTask(task: AnswerTask): Promise<Asked> {
  const file = await exampleFile(task.file, folderOf(task));
  const { languageId, path, text } = file;
  using tree = await syntax.parse(languageId, text);
  assert.ok(tree, `${languageId} has a grammar`);
  const target = chooseTarget(text, selectionOf(task.at, text, tree), tree);
  const range = target.kind === 'insert' ? { startLine: target.line, endLine: target.line } : target;
  const context = await contextOf(file, range);
  const { instruction } = task;
  const request = generateRequest({ languageId, path, instruction, target, file: text, context });
  return { task, file, target, request };
}
