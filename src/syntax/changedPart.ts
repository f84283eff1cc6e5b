import type { Edit, Range } from 'web-tree-sitter';
import type { Collected } from './collectUnits.ts';
import type { LooseNode } from './nodesAbove.ts';
import type { FoundUnit } from './readUnit.ts';

/** The part of a text that differs from another one's; offsets in UTF-16 units. */
export interface ChangedPart {
  /** The same in both. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** What was edited, together with where the grammar sees something else than before. */
export function changedPart(
  { startIndex, oldEndIndex, newEndIndex }: Edit,
  ranges: readonly Range[],
): ChangedPart {
  const start = Math.min(startIndex, ...ranges.map((range) => range.startIndex));
  const newEnd = Math.max(newEndIndex, ...ranges.map((range) => range.endIndex));
  return { start, newEnd, oldEnd: newEnd - newEndIndex + oldEndIndex };
}

function lineStart(text: string, index: number): number {
  return index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
}

/** The start moved up over comments and decorators: what they belong to may have changed. */
function widenedStart(text: string, start: number, { units, loose }: Collected): number {
  let from = lineStart(text, start);
  for (const { startIndex, endIndex } of loose.toReversed()) {
    if (startIndex >= from) continue;
    if (endIndex <= from && text.slice(endIndex, from).trim() !== '') break;
    from = lineStart(text, startIndex);
  }
  const cut = units.find(({ outerIndex, nodeIndex }) => outerIndex < from && nodeIndex >= from);
  return cut === undefined ? from : widenedStart(text, cut.outerIndex, { units, loose });
}

/** The end moved down over comments and decorators to the declaration below: what stands above it may have changed. */
function widenedEnd(text: string, end: number, { units, loose }: Collected): number {
  const lineEnd = text.indexOf('\n', end);
  let to = lineEnd === -1 ? text.length : lineEnd + 1;
  const next = (each: LooseNode | FoundUnit): boolean =>
    ('unit' in each ? each.outerIndex : each.startIndex) >= to;
  for (const each of loose.filter(next)) {
    if (text.slice(to, each.startIndex).trim() !== '') break;
    to = each.endIndex;
  }
  const below = units.find(next);
  return below !== undefined && text.slice(to, below.outerIndex).trim() === '' ? below.nodeIndex + 1 : to;
}

/** The part widened to all lines whose declarations may be read otherwise than before. */
export function widened(part: ChangedPart, oldText: string, before: Collected): ChangedPart {
  const start = widenedStart(oldText, part.start, before);
  const oldEnd = widenedEnd(oldText, part.oldEnd, before);
  return { start, oldEnd, newEnd: part.newEnd + oldEnd - part.oldEnd };
}
