import type { SyntaxTree, Unit, UnitKind } from '../syntax/syntax.ts';
import { unitKey } from './unitKey.ts';

/** Kinds whose members are declared; what stands in an object is its value. */
const declaring: ReadonlySet<UnitKind> = new Set(['class', 'interface', 'struct', 'enum', 'trait', 'type']);

/** The text of a unit, of a tree that is asked about more than one. */
function textsOf(tree: SyntaxTree): (unit: Unit) => string {
  const lines = tree.text.split('\n');
  return ({ startLine, endLine }) => lines.slice(startLine, endLine + 1).join('\n');
}

/**
 * The fields and variants that declarations of a text have lost, by name with their declaration. One that is gone itself has
 * lost those that no new declaration has.
 */
export function lostMembers(
  before: SyntaxTree,
  after: SyntaxTree,
  units: readonly Unit[],
): readonly { readonly unit: Unit; readonly name: string }[] {
  const known = new Set(before.units().map(unitKey));
  const now = Map.groupBy(after.units(), unitKey);
  const fresh = after.units().filter((unit) => !known.has(unitKey(unit)));
  const [textBefore, textAfter] = [textsOf(before), textsOf(after)];
  return units.flatMap((unit) => {
    if (!declaring.has(unit.kind)) return [];
    const matches = now.get(unitKey(unit)) ?? fresh;
    const text = textBefore(unit);
    if (matches.some((match) => textAfter(match) === text)) return [];
    const left = new Set(matches.flatMap((match) => after.membersOf(match).map(({ name }) => name)));
    return before
      .membersOf(unit)
      .flatMap(({ name }) => (name === undefined || left.has(name) ? [] : [{ unit, name }]));
  });
}
