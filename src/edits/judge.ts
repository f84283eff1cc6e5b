import type { Syntax, SyntaxTree, Unit } from '../syntax/syntax.ts';
import { targetRange } from './candidates.ts';
import type { FileState } from './candidates.ts';
import { outsideUnits } from './largerAnswer.ts';
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

/** Judges a text that would replace the file. */
export async function judge(file: FileState, text: string, syntax: Syntax): Promise<Verdict> {
  const { tree, unit, target } = file;
  if (tree === undefined) return 'unknown';
  using after = await syntax.parse(tree.languageId, text);
  if (after === undefined || after.errorCount > tree.errorCount) return 'unsound';
  const replaced = target.kind === 'replace' ? targetRange(file) : undefined;
  const outside = outsideUnits(tree.units(), replaced);
  if (!keepsUnits(tree, after, outside)) return 'unsound';
  if (unit === undefined) return 'proved';
  const key = unitKey(unit);
  const before = outside.filter((each) => unitKey(each) === key).length;
  if (after.units().filter((each) => unitKey(each) === key).length > before) return 'proved';
  return hasNewSibling(unit, tree, after) ? 'renamed' : 'sound';
}
