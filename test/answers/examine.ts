import assert from 'node:assert/strict';
import type { EditTarget } from '../../src/edits/target.ts';
import { covers } from '../../src/syntax/lineRange.ts';
import type { SyntaxTree } from '../../src/syntax/syntax.ts';
import type { ExampleFile } from '../support/exampleFile.ts';
import { syntax } from '../support/syntax.ts';
import type { AnswerTask } from './answerTask.ts';
import { pathOf, unitsByPath } from './unitPaths.ts';

/** What can be said of a file that was made from an answer. */
export interface Examined {
  /** It has no more syntax errors than before. */
  readonly parses: boolean;
  /** What was asked for is there, once, and holds what it should. */
  readonly defines: boolean;
  /** Declarations outside of the edit that are lost, or functions that are there twice. */
  readonly lost: readonly string[];
  /** Lines changed outside of the edit, new imports aside; they count in the file as it was, from 0. */
  readonly outside: readonly number[];
}

const importLine = /^\s*(?:import|from|use|const .*require)\b|^\s*(?:\w+ )?"[\w/.-]+"$|^\s*[()]?\s*$/u;

/** The line after an insertion; a blank line is used up, what follows the last line end is none. */
function lineAfter(lines: readonly string[], line: number): number {
  return line < lines.length - 1 && lines[line]?.trim() === '' ? line + 1 : line;
}

/** Lines of a file, from 0, that are not as they were in a text made for the target, new imports aside. */
export function changedOutside(file: string, target: EditTarget, text: string): readonly number[] {
  const before = file.split('\n');
  const after = text.split('\n');
  const [first, last] =
    target.kind === 'replace'
      ? [target.startLine, target.endLine + 1]
      : [target.line, lineAfter(before, target.line)];
  const below = before.length - last;
  const changed: number[] = [];
  let at = 0;
  for (let line = 0; line < first; line += 1) {
    const next = after.findIndex((each, index) => index >= at && each === before[line]);
    if (next !== -1 && after.slice(at, next).every((each) => importLine.test(each))) at = next + 1;
    else changed.push(line);
  }
  for (let line = last; line < before.length; line += 1)
    if (after.at(line - last - below) !== before[line] || after.length - at < below) changed.push(line);
  return changed;
}

function lostUnits(before: SyntaxTree, after: SyntaxTree, target: EditTarget): readonly string[] {
  const found = unitsByPath(after);
  const kept = before.units().filter((unit) => target.kind === 'insert' || !covers(target, unit));
  return [...Map.groupBy(kept, pathOf)]
    .filter(([path, units]) => {
      const times = found.get(path)?.length ?? 0;
      const isTwice = units.some(({ kind }) => kind === 'function' || kind === 'method');
      return times < units.length || (isTwice && times > units.length);
    })
    .map(([path]) => path);
}

function defines({ unit, holds, lacks, fileHolds }: AnswerTask, tree: SyntaxTree): boolean {
  const [found, ...others] = unitsByPath(tree).get(unit) ?? [];
  if (found === undefined || others.length > 0) return false;
  // A declaration put inside itself is not what anybody asked for.
  if (tree.units().some((each) => each.parent === found && each.name === found.name)) return false;
  const code = tree.text
    .split('\n')
    .slice(found.startLine, found.endLine + 1)
    .join('\n');
  return holds.test(code) && lacks?.test(code) !== true && fileHolds?.test(tree.text) !== false;
}

/** Looks at a file that was made from an answer, with the parser. */
export async function examine(
  { languageId, text }: ExampleFile,
  task: AnswerTask,
  target: EditTarget,
  made: string,
): Promise<Examined> {
  using before = await syntax.parse(languageId, text);
  using after = await syntax.parse(languageId, made);
  assert.ok(before && after, `${languageId} has a grammar`);
  return {
    parses: after.errorCount <= before.errorCount,
    defines: defines(task, after),
    lost: lostUnits(before, after, target),
    outside: changedOutside(text, target, made),
  };
}
