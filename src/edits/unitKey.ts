import type { SyntaxTree, Unit, UnitKind } from '../syntax/syntax.ts';

/** Kinds that a rewrite may exchange without declaring something else. */
const callable: ReadonlySet<UnitKind> = new Set(['function', 'method', 'variable']);

/** The path of names to a unit with what it is: the same declaration in two texts has the same key. */
export function unitKey(unit: Unit): string {
  const own = `${callable.has(unit.kind) ? 'value' : unit.kind} ${unit.name}`;
  return unit.parent === undefined ? own : `${unitKey(unit.parent)} / ${own}`;
}

/** Counts the keys of units; with a tree the keys hold the signatures too, so that overloads are told apart. */
export function countKeys(units: readonly Unit[], tree?: SyntaxTree): ReadonlyMap<string, number> {
  const lines = tree?.text.split('\n') ?? [];
  const counts = new Map<string, number>();
  for (const unit of units) {
    const header = lines.slice(unit.startLine, unit.headerEndLine + 1).map((line) => line.trim());
    const key = [unitKey(unit), ...header].join('\n');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
