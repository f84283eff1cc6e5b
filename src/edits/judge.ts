import { isFunctionUnit } from '../syntax/collectUnits.ts';
import type { Syntax, SyntaxTree, Unit } from '../syntax/syntax.ts';
import { targetRange } from './candidates.ts';
import type { FileState } from './candidates.ts';
import { isLikely } from './judgeLines.ts';
import type { LineEdit } from './lineEdits.ts';
import { outsideUnits } from './largerAnswer.ts';
import { repeatsAround } from './repeatsAround.ts';
import { removals } from './removals.ts';
import { countKeys, unitKey } from './unitKey.ts';

/**
 * `proved`: parses no worse than the file, keeps what the file declares elsewhere, and declares the target's unit.
 * `renamed`: declares another unit of its kind in the same place instead. `sound`: neither. `unknown`: there is no grammar to
 * tell.
 */
export type Verdict = 'proved' | 'renamed' | 'sound' | 'unsound' | 'unknown';

/** True when every unit outside of the target is there as often as before: none lost, none twice. */
function keepsUnits(before: SyntaxTree, after: SyntaxTree, outside: readonly Unit[]): boolean {
  const expected = countKeys(outside, before);
  const all = countKeys(before.units(), before);
  const found = countKeys(after.units(), after);
  return [...expected].every(([key, count]) => {
    const times = found.get(key) ?? 0;
    return times >= count && times <= (all.get(key) ?? count);
  });
}

function siblingKey({ kind, parent }: Unit): string {
  return `${kind} ${parent === undefined ? '' : unitKey(parent)}`;
}

/** True when the new text declares something of the unit's kind beside it that the old one does not. */
function hasNewSibling(unit: Unit, before: SyntaxTree, after: SyntaxTree): boolean {
  const known = new Set(before.units().map(unitKey));
  return after.units().some((each) => siblingKey(each) === siblingKey(unit) && !known.has(unitKey(each)));
}

/** Functions that hold another one of their own name: the answer repeated the function around the lines it was asked for. */
function heldByTheirName(tree: SyntaxTree): number {
  return tree
    .units()
    .filter((unit) => isFunctionUnit(unit) && isFunctionUnit(unit.parent) && unit.name === unit.parent?.name)
    .length;
}

/** What can be said of a text that would replace the file. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What it takes away unasked, where it is sound. */
  readonly removed: readonly string[];
}

/** The file an answer is for, what was asked, and what can parse it. */
export interface Question {
  readonly file: FileState;
  readonly text: string;
  readonly languageId: string;
  readonly instruction: string;
  readonly syntax: Syntax;
}

function verdictOn(
  { file, text }: Question,
  tree: SyntaxTree,
  after: SyntaxTree,
  edits: readonly LineEdit[],
): Verdict {
  const { unit, target } = file;
  if (after.text === text) return 'proved';
  if (after.errorCount > tree.errorCount) return 'unsound';
  const replaced = target.kind === 'replace' ? targetRange(file) : undefined;
  const outside = outsideUnits(tree.units(), replaced, unit);
  if (!keepsUnits(tree, after, outside)) return 'unsound';
  if (target.kind === 'insert' && repeatsAround(file, edits)) return 'unsound';
  if (unit === undefined) return heldByTheirName(after) > heldByTheirName(tree) ? 'unsound' : 'proved';
  const key = unitKey(unit);
  const before = outside.filter((each) => unitKey(each) === key).length;
  if (after.units().filter((each) => unitKey(each) === key).length > before) return 'proved';
  return hasNewSibling(unit, tree, after) ? 'renamed' : 'sound';
}

/** Judges a text that would replace the file; `edits` make it. */
export async function judge(
  question: Question,
  text: string,
  edits: readonly LineEdit[],
): Promise<Judgement> {
  const { file, instruction, syntax } = question;
  if (file.tree === undefined)
    return { verdict: isLikely(file, edits, question.languageId) ? 'unknown' : 'unsound', removed: [] };
  using after = await syntax.reparse(file.tree, text);
  if (after === undefined) return { verdict: 'unsound', removed: [] };
  const verdict = verdictOn(question, file.tree, after, edits);
  return { verdict, removed: verdict === 'unsound' ? [] : removals(file, file.tree, after, instruction) };
}
