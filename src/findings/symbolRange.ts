import type { LineRange } from '../syntax/lineRange.ts';
import type { Unit } from '../syntax/syntax.ts';

/** The lines of the one declaration of that name (`median`, `Cart.total`, `Cart::total`, `median()`); undefined when none or several bear it. */
export function symbolRange(units: readonly Unit[], symbol: string): LineRange | undefined {
  const path = symbol
    .replace(/\(.*$/su, '')
    .split(/::|[.#]/u)
    .map((part) => part.trim());
  const named = units.filter((unit) => isNamed(unit, path));
  const [only] = named;
  return named.length === 1 ? only : undefined;
}

function isNamed(unit: Unit, path: readonly string[]): boolean {
  const parents = path.slice(0, -1);
  if (unit.name !== path.at(-1)) return false;
  return parents.length === 0 || (unit.parent !== undefined && isNamed(unit.parent, parents));
}
