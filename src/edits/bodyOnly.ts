import { linesIn } from '../syntax/lineRange.ts';
import { isFunctionUnit } from '../syntax/collectUnits.ts';
import type { Unit } from '../syntax/syntax.ts';
import { indentOf, indentStyle, isBlank, stepOf, trimBlankLines } from './indentation.ts';
import type { LineEdit } from './lineEdits.ts';
import { isCloser, replaceEdit } from './place.ts';
import type { AnswerCode } from './place.ts';
import { lineAt } from './lineAt.ts';
import { isSimilar } from '../syntax/similarity.ts';

/** How a name is bound to a value: as a statement of a body is, too. */
const binding = /^\s*(?:export\s+)?(?:const|let|var|val|local(?!\s+function))\b/u;

/** Declarations in the code that are none of a body: no function's body holds another like it, but it may bind names. */
function declarationsIn({ tree }: AnswerCode, isBound: boolean): readonly Unit[] {
  const units = tree?.units() ?? [];
  if (tree === undefined || isBound) return units;
  return units.filter((unit) => unit.kind !== 'variable' && !binding.test(tree.headerOf(unit)));
}

/** True when the code declares the unit again, or nothing but declarations and comments: then it is not its body. */
function isNoBody(code: AnswerCode, name: string, isBound: boolean): boolean {
  const { lines, tree } = code;
  if (tree?.units().some((unit) => unit.parent === undefined && unit.name === name) === true) return true;
  const known = linesIn([...declarationsIn(code, isBound), ...(tree?.comments() ?? [])]);
  return lines.every((line, index) => isBlank(line) || known.has(index));
}

/** The share of two lines that may differ: of a statement that was changed, and of a member that is no other one. */
const sameStatement = 0.4;
const sameMember = 0.05;

/** How many lines stand in another text much as they are. */
function countKept(lines: readonly string[], others: readonly string[], mayDiffer: number): number {
  const known = new Set(others);
  return lines.filter((line) => known.has(line) || others.some((other) => isSimilar(line, other, mayDiffer)))
    .length;
}

function linesWithWords(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => /\w/u.test(line));
}

/** Longer bodies take long to compare, and nobody gives them without their head. */
const mostCompared = 300;

/**
 * True for code that is a piece of a body: shorter, with some of its lines and without others. Fields and members are taken
 * for a body only with at least half of those that there are: a new one comes alone.
 */
function isFragment(old: readonly string[], code: readonly string[], isCallable: boolean): boolean {
  const [before, after] = [linesWithWords(old), linesWithWords(code)];
  if (before.length > mostCompared) return true;
  if (!isCallable) return countKept(before, after, sameMember) * 2 < before.length;
  const kept = countKept(before, after, sameStatement);
  return (
    after.length < before.length * 0.7 &&
    before.length - kept >= 2 &&
    countKept(after, before, sameStatement) > 0
  );
}

/** Edits that put code between the signature and the end of a unit; also without the end, should the code bring its own. */
export function bodyEdits(file: readonly string[], unit: Unit, code: AnswerCode): readonly LineEdit[] {
  const { headerEndLine, endLine } = unit;
  const isBound = unit.kind === 'variable' || binding.test(lineAt(file, unit.startLine));
  if (headerEndLine >= endLine || isNoBody(code, unit.name, isBound)) return [];
  const closed = isCloser(file[endLine]);
  const body = { startLine: headerEndLine + 1, endLine: closed ? endLine - 1 : endLine };
  const old = file.slice(body.startLine, body.endLine + 1);
  if (isFragment(old, code.lines, isFunctionUnit(unit) || isBound)) return [];
  const first = old.find((line) => !isBlank(line));
  const deeper = indentOf(lineAt(file, unit.startLine)) + stepOf(indentStyle(file));
  const edit = replaceEdit(file, body, code, first === undefined ? deeper : indentOf(first));
  const last = trimBlankLines(code.lines).at(-1);
  if (!closed || !isCloser(last)) return [edit];
  const withEnd = {
    ...edit,
    deleteCount: edit.deleteCount + 1,
    lines: [...edit.lines.slice(0, -1), lineAt(file, endLine)],
  };
  return [edit, withEnd];
}
