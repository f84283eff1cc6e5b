import { covers } from '../syntax/lineRange.ts';
import { isFunctionUnit } from '../syntax/collectUnits.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
import { lostMembers } from './lostMembers.ts';
import { unitKey } from './unitKey.ts';
import { wordsIn } from './wordsIn.ts';

function qualifiedName(unit: Unit): string {
  return unit.parent === undefined ? unit.name : `${qualifiedName(unit.parent)}.${unit.name}`;
}

function byKey(units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  return Map.groupBy(units, unitKey);
}

/** What a text has lost of the adornments of each declaration it still has. */
function lostAdornments(before: SyntaxTree, after: SyntaxTree, units: readonly Unit[]): readonly string[] {
  const remaining = byKey(after.units());
  return units.flatMap((unit) => {
    const matches = remaining.get(unitKey(unit)) ?? [];
    if (matches.length === 0) return [];
    const left = new Set(matches.flatMap((match) => after.adornmentsOf(match)));
    return before.adornmentsOf(unit).filter((adornment) => !left.has(adornment));
  });
}

/** True when the instruction says the name itself. */
function isNamed(name: string, instruction: string): boolean {
  const words = new Set(wordsIn(instruction.toLowerCase()));
  return wordsIn(name.slice(name.lastIndexOf('.') + 1).toLowerCase()).some((word) => words.has(word));
}

/**
 * What a new text takes from the target without being told to: declarations inside it (those that live in a function
 * aside), fields and variants, decorators, attributes and `export`. The target's own name is what the instruction is about.
 */
export function removals(
  file: FileState,
  before: SyntaxTree,
  after: SyntaxTree,
  instruction: string,
): readonly string[] {
  const { unit, target } = file;
  if (target.kind === 'insert') return [];
  const range = targetRange(file);
  const inside = before.units().filter((each) => covers(range, each) && !isFunctionUnit(each.parent));
  const remaining = byKey(after.units());
  const counts = byKey(before.units());
  const isRenamed = unit !== undefined && !remaining.has(unitKey(unit));
  const names = new Set(after.units().map((each) => each.name));
  const lost = inside.filter((each) => {
    // In a renamed class every path is new.
    if (isRenamed) return each !== unit && !names.has(each.name);
    const key = unitKey(each);
    return each !== unit && (remaining.get(key)?.length ?? 0) < (counts.get(key)?.length ?? 0);
  });
  // What goes with a class that goes is not said one by one.
  const tops = lost.filter(
    (each) => each.parent === undefined || each.parent === unit || !lost.includes(each.parent),
  );
  const members = lostMembers(
    before,
    after,
    inside.filter((each) => each === unit || !lost.includes(each)),
  );
  const all = [
    ...tops.map(qualifiedName),
    ...members.map((member) => `${qualifiedName(member.unit)}.${member.name}`),
    ...lostAdornments(before, after, inside),
  ];
  return [...new Set(all)].filter((name) => !isNamed(name, instruction));
}
