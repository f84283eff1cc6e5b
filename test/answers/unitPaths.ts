import type { SyntaxTree, Unit } from '../../src/syntax/syntax.ts';

/** A declaration with what holds it: `Cart.total`. */
export function pathOf(unit: Unit): string {
  return unit.parent === undefined ? unit.name : `${pathOf(unit.parent)}.${unit.name}`;
}

/** Every declaration of a text by its path; one that is there twice has two. */
export function unitsByPath(tree: SyntaxTree): ReadonlyMap<string, readonly Unit[]> {
  return Map.groupBy(tree.units(), pathOf);
}
