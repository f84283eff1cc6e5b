import type { Node } from 'web-tree-sitter';
import { pointAt } from './changeBetween.ts';
import { widened } from './changedPart.ts';
import type { ChangedPart } from './changedPart.ts';
import { collectLoose, collectSteps, collectUnits } from './collectUnits.ts';
import type { Collected } from './collectUnits.ts';
import { inTurns } from './inTurns.ts';
import type { FoundUnit, PlacedUnit } from './readUnit.ts';
import type { LanguageTable } from './languages/languageTable.ts';
import { nodesAbove } from './nodesAbove.ts';
import type { Above } from './nodesAbove.ts';
import { takeUnits } from './takeUnits.ts';
import type { Unit } from './unit.ts';

/** A text that differs from the tree's in one part, and what was read of it. */
export interface Relative {
  readonly text: string;
  readonly part: ChangedPart;
  readonly collected: Collected;
}

/** The units of one tree, read when they are first asked for. */
export interface TreeUnits {
  all(): readonly Unit[];
  placeOf(unit: Unit): PlacedUnit;
  /** With its nodes: for one that was taken over from a relative all are read. */
  find(unit: Unit): FoundUnit;
  /** What was read, if it was the whole tree. */
  collected(): Collected | undefined;
  /** Reads the whole tree by turns, so that nobody waits for it later. */
  readAhead(): Promise<void>;
}

function countLines(text: string, from: number, to: number): number {
  return pointAt(text, to, { index: from, point: { row: 0, column: 0 } }).row;
}

/** The units of a text by those of a relative; undefined where too little is the same. */
function unitsBy(
  { text: before, part, collected }: Relative,
  root: Node,
  table: LanguageTable,
  text: string,
): readonly PlacedUnit[] | undefined {
  const changed = widened(part, before, collected);
  const { start, oldEnd, newEnd } = changed;
  if ((newEnd - start) * 2 > text.length) return undefined;
  const from = pointAt(text, start);
  const range = { start: from, end: pointAt(text, newEnd, { index: start, point: from }) };
  const lines = countLines(text, start, newEnd) - countLines(before, start, oldEnd);
  const readAbove = ({ outer, leading, comments }: FoundUnit): Above => {
    const first = Math.min(...[...leading, ...comments].map((node) => node.startIndex));
    if (first === Infinity) return { leading, comments };
    const above = { start: pointAt(text, first), end: outer.startPosition };
    return nodesAbove(outer, collectLoose(root, table, above), text);
  };
  const { units, wrappers } = collectUnits(root, table, text, range);
  // Whose a wrapper is depends on all it holds, and that goes on outside of the part.
  const isOwn = (wrapper: Node): boolean =>
    units.some(
      ({ outerIndex, nodeIndex, endIndex }) =>
        outerIndex <= wrapper.startIndex && wrapper.startIndex <= nodeIndex && wrapper.endIndex <= endIndex,
    );
  const reachesOut = (wrapper: Node): boolean => wrapper.startIndex < start || wrapper.endIndex > newEnd;
  if (wrappers.some((wrapper) => reachesOut(wrapper) && !isOwn(wrapper))) return undefined;
  return takeUnits(collected.units, units, { ...changed, lines }, readAbove);
}

function isFound(place: PlacedUnit): place is FoundUnit {
  return 'node' in place;
}

export function createTreeUnits(
  root: Node,
  table: LanguageTable,
  text: string,
  relative: Relative | undefined,
): TreeUnits {
  let collected: Collected | undefined;
  let places: ReadonlyMap<Unit, PlacedUnit> | undefined;
  let found: ReadonlyMap<Unit, FoundUnit> | undefined;
  const collect = (): Collected => (collected ??= collectUnits(root, table, text));
  const allPlaces = (): ReadonlyMap<Unit, PlacedUnit> => {
    const read = (): readonly PlacedUnit[] =>
      (relative && unitsBy(relative, root, table, text)) ?? collect().units;
    return (places ??= new Map(read().map((each) => [each.unit, each])));
  };
  const known = <Place>(unit: Unit, all: ReadonlyMap<Unit, Place>): Place => {
    const place = all.get(unit);
    if (place === undefined) throw new RangeError(`${unit.name} is not a unit of this tree`);
    return place;
  };
  let units: readonly Unit[] | undefined;
  const all = (): readonly Unit[] => (units ??= [...allPlaces().keys()]);
  return {
    all,
    placeOf: (unit) => known(unit, allPlaces()),
    find(unit) {
      const place = known(unit, allPlaces());
      if (isFound(place)) return place;
      // Both are in document order.
      found ??= new Map(
        collect().units.flatMap((each, index) => {
          const same = all()[index];
          return same === undefined ? [] : [[same, each]];
        }),
      );
      return known(unit, found);
    },
    collected: () => collected,
    async readAhead() {
      collected ??= await inTurns(collectSteps(root, table, text));
    },
  };
}
