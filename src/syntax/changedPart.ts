import type { Edit, Range } from 'web-tree-sitter';
import type { Collected } from './collectUnits.ts';

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
function widenedStart(text: string, start: number, collected: Collected): number {
  const { units, loose } = collected;
  let from = lineStart(text, start);
  for (const { startIndex, endIndex } of loose.toReversed()) {
    if (startIndex >= from) continue;
    if (endIndex <= from && text.slice(endIndex, from).trim() !== '') break;
    from = lineStart(text, startIndex);
  }
  const cut = units.find(({ outerIndex, nodeIndex }) => outerIndex < from && nodeIndex >= from);
  return cut === undefined ? from : widenedStart(text, cut.outerIndex, collected);
}

/** The end moved down over comments and decorators to the declaration below: what stands above it may have changed. */
function widenedEnd(text: string, end: number, { units, loose }: Collected): number {
  const lineEnd = text.indexOf('\n', end);
  let to = lineEnd === -1 ? text.length : lineEnd + 1;
  for (const { startIndex, endIndex } of loose) {
    if (endIndex <= to) continue;
    if (text.slice(to, startIndex).trim() !== '') break;
    to = endIndex;
  }
  // A decorator may belong to the declaration's own node: then that has begun already.
  const below = units.find(({ nodeIndex }) => nodeIndex >= to);
  return below !== undefined && text.slice(to, below.outerIndex).trim() === '' ? below.nodeIndex + 1 : to;
}

/** The part widened to all lines whose declarations may be read otherwise than before. */
export function widened(part: ChangedPart, oldText: string, before: Collected): ChangedPart {
  const start = widenedStart(oldText, part.start, before);
  const oldEnd = widenedEnd(oldText, part.oldEnd, before);
  return { start, oldEnd, newEnd: part.newEnd + oldEnd - part.oldEnd };
}
