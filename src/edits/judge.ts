import { isFunctionUnit } from '../syntax/collectUnits.ts';
import { giveWay } from '../syntax/inTurns.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { Syntax, SyntaxTree, Unit } from '../syntax/syntax.ts';
import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
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

/** True for a unit whose signature goes around lines: an object, a type, the parameters of a function. */
function isSignedAround({ startLine, endLine }: LineRange, unit: Unit): boolean {
  return unit.startLine <= Math.min(startLine, endLine) && unit.headerEndLine >= Math.max(startLine, endLine);
}

/**
 * True when every unit outside of the target is there as often as before: none lost, none twice. Signatures must be the same
 * where the target is no part of them.
 */
function keepsUnits(
  before: SyntaxTree,
  after: SyntaxTree,
  outside: readonly Unit[],
  range: LineRange,
): boolean {
  const around = outside.filter((unit) => isSignedAround(range, unit));
  const apart = outside.filter((unit) => !isSignedAround(range, unit));
  const expected = countKeys(apart, before);
  const all = countKeys(before.units(), before);
  const found = countKeys(after.units(), after);
  const isSigned = [...expected].every(([key, count]) => {
    const times = found.get(key) ?? 0;
    return times >= count && times <= (all.get(key) ?? count);
  });
  const times = (tree: SyntaxTree, key: string): number =>
    tree.units().filter((unit) => unitKey(unit) === key).length;
  return isSigned && around.every((unit) => times(before, unitKey(unit)) === times(after, unitKey(unit)));
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
  const range = targetRange(file);
  const outside = outsideUnits(tree.units(), target.kind === 'replace' ? range : undefined, unit);
  if (!keepsUnits(tree, after, outside, range)) return 'unsound';
  if (target.kind === 'insert' && repeatsAround(file, edits)) return 'unsound';
  if (heldByTheirName(after) > heldByTheirName(tree)) return 'unsound';
  if (unit === undefined) return 'proved';
  const key = unitKey(unit);
  const before = outside.filter((each) => unitKey(each) === key).length;
  if (after.units().filter((each) => unitKey(each) === key).length > before) return 'proved';
  return hasNewSibling(unit, tree, after) ? 'renamed' : 'sound';
}

/** Judges a text that would replace the file; `edits` make it, `proves` says what else must hold of it. */
export async function judge(
  question: Question,
  text: string,
  edits: readonly LineEdit[],
  proves: (after: SyntaxTree) => boolean = () => true,
): Promise<Judgement> {
  const { file, instruction, syntax } = question;
  if (file.tree === undefined)
    return { verdict: isLikely(file, edits, question.languageId) ? 'unknown' : 'unsound', removed: [] };
  using after = await syntax.reparse(file.tree, text);
  // Told before the units are read: of a long text that is broken this takes as long as parsing it.
  if (after === undefined || after.errorCount > file.tree.errorCount)
    return { verdict: 'unsound', removed: [] };
  await giveWay();
  after.units(); // read now, so that each turn has its part of the work
  await giveWay();
  const verdict = verdictOn(question, file.tree, after, edits);
  if (verdict === 'unsound' || !proves(after)) return { verdict: 'unsound', removed: [] };
  await giveWay();
  return { verdict, removed: removals(file, file.tree, after, instruction) };
}
