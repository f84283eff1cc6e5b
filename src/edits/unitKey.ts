import type { SyntaxTree, Unit, UnitKind } from '../syntax/syntax.ts';

/** Kinds that a rewrite may exchange without declaring something else. */
const callable: ReadonlySet<UnitKind> = new Set(['function', 'method', 'variable']);

/** The path of names to a unit with what it is: the same declaration in two texts has the same key. */
export function unitKey(unit: Unit): string {
  const own = `${callable.has(unit.kind) ? 'value' : unit.kind} ${unit.name}`;
  return unit.parent === undefined ? own : `${unitKey(unit.parent)} / ${own}`;
}

const signedKeys = new WeakMap<Unit, string>();

/** The key with the signature, so that overloads are told apart; a unit belongs to one tree, so it is made once. */
function signedKey(unit: Unit, tree: SyntaxTree): string {
  const known = signedKeys.get(unit);
  if (known !== undefined) return known;
  const header = tree
    .headerOf(unit)
    .split('\n')
    .map((line) => line.trim());
  const key = [unitKey(unit), ...header].join('\n');
  signedKeys.set(unit, key);
  return key;
}

/** Counts the keys of units of a tree, signatures included. */
export function countKeys(units: readonly Unit[], tree: SyntaxTree): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) {
    const key = signedKey(unit, tree);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
