import type { ChangedPart } from './changedPart.ts';
import type { FoundUnit, PlacedUnit } from './readUnit.ts';
import type { Above } from './nodesAbove.ts';
import type { Unit } from './unit.ts';

function keyOf({ nodeIndex, nodeType }: PlacedUnit): string {
  return `${nodeIndex} ${nodeType}`;
}

/** A unit so many characters and lines further down; the same one where it has not moved. */
function moved(placed: PlacedUnit, parent: Unit | undefined, indexes: number, lines: number): PlacedUnit {
  const { unit } = placed;
  return {
    nodeType: placed.nodeType,
    nodeIndex: placed.nodeIndex + indexes,
    outerIndex: placed.outerIndex + indexes,
    endIndex: placed.endIndex + indexes,
    startIndex: placed.startIndex + indexes,
    headerEndIndex: placed.headerEndIndex + indexes,
    unit:
      lines === 0 && parent === unit.parent
        ? unit
        : {
            ...unit,
            startLine: unit.startLine + lines,
            endLine: unit.endLine + lines,
            commentStartLine: unit.commentStartLine + lines,
            headerEndLine: unit.headerEndLine + lines,
            parent,
          },
  };
}

/** The units around a change as they were, by what they are now; undefined when they do not go together. */
function unitsAround(
  before: readonly FoundUnit[],
  fresh: readonly FoundUnit[],
  { start, oldEnd, newEnd }: ChangedPart,
): ReadonlyMap<PlacedUnit, FoundUnit> | undefined {
  const around = new Map<PlacedUnit, FoundUnit>();
  const above = new Map(
    before.filter(({ nodeIndex }) => nodeIndex < start).map((each) => [keyOf(each), each]),
  );
  for (const each of fresh.filter(({ nodeIndex }) => nodeIndex < start)) {
    const old = above.get(keyOf(each));
    if (old?.outerIndex !== each.outerIndex) return undefined;
    around.set(each, old);
  }
  if (fresh.some(({ nodeIndex, outerIndex }) => nodeIndex >= start && outerIndex < start)) return undefined;
  const taken = new Set(around.values());
  const touched = before.filter(({ nodeIndex, endIndex }) => nodeIndex < oldEnd && endIndex > start);
  if (touched.some((each) => each.nodeIndex < start && !taken.has(each))) return undefined;
  // What stands above a declaration must have been read again with it.
  if (before.some(({ nodeIndex, startIndex }) => nodeIndex >= oldEnd && startIndex < oldEnd))
    return undefined;
  const oldBelow = touched.filter(({ endIndex }) => endIndex > oldEnd);
  const newBelow = fresh.filter(({ endIndex }) => endIndex > newEnd);
  if (oldBelow.length !== newBelow.length) return undefined;
  for (const [index, each] of newBelow.entries()) {
    const old = oldBelow[index];
    if (old === undefined || old.endIndex - oldEnd !== each.endIndex - newEnd) return undefined;
    if (old.nodeType !== each.nodeType || (around.get(each) ?? old) !== old) return undefined;
    if (taken.has(old) && !around.has(each)) return undefined;
    around.set(each, old);
  }
  return [...around].every(([now, old]) => now.unit.kind === old.unit.kind) ? around : undefined;
}

/** A unit that was read again; what stands above one that begins above the change is as it was. */
function refreshed(
  each: FoundUnit,
  old: FoundUnit | undefined,
  parent: Unit | undefined,
  readAbove: (old: FoundUnit) => Above,
): PlacedUnit {
  if (old === undefined)
    return parent === each.unit.parent ? each : { ...each, unit: { ...each.unit, parent } };
  const { startLine, commentStartLine } = old.unit;
  const { startIndex } = old;
  return {
    ...each,
    ...readAbove(old),
    startIndex,
    unit: { ...each.unit, startLine, commentStartLine, parent },
  };
}

/**
 * The units of a text out of those of a text that differs in one part: what stands above or below the part is taken over,
 * only what touches it was read again (`fresh`). `lines`: how many more there are now. Undefined when a declaration around the
 * part is not there before and after alike: then all must be read. `readAbove` finds again what stands above a unit.
 */
export function takeUnits(
  before: readonly FoundUnit[],
  fresh: readonly FoundUnit[],
  part: ChangedPart & { readonly lines: number },
  readAbove: (old: FoundUnit) => Above,
): readonly PlacedUnit[] | undefined {
  const { start, oldEnd, newEnd, lines } = part;
  const around = unitsAround(before, fresh, part);
  if (around === undefined) return undefined;
  const replaced = new Set(around.values());
  const isFresh = new Map<PlacedUnit, FoundUnit>(fresh.map((each) => [each, each]));
  const above = before.filter((each) => each.endIndex <= start && !replaced.has(each));
  const inOrder = [...above, ...fresh].toSorted(
    (one, other) => one.nodeIndex - other.nodeIndex || other.endIndex - one.endIndex,
  );
  const below = before.filter(({ startIndex }) => startIndex >= oldEnd);
  const now = new Map<Unit, Unit>();
  const result: PlacedUnit[] = [];
  for (const [index, each] of [...inOrder, ...below].entries()) {
    const { parent } = each.unit;
    const known = parent && now.get(parent);
    if (parent !== undefined && known === undefined) return undefined;
    const again = isFresh.get(each);
    const old = around.get(each);
    const isMoved = index >= inOrder.length;
    const placed =
      again === undefined
        ? moved(each, known, isMoved ? newEnd - oldEnd : 0, isMoved ? lines : 0)
        : refreshed(again, each.nodeIndex < start ? old : undefined, known, readAbove);
    now.set(each.unit, placed.unit);
    if (old !== undefined) now.set(old.unit, placed.unit);
    result.push(placed);
  }
  return result;
}
