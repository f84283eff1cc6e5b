import { Edit } from 'web-tree-sitter';
import type { Point } from 'web-tree-sitter';

/** Where an offset is, counted on from a known place before it. */
export function pointAt(
  text: string,
  index: number,
  from: { readonly index: number; readonly point: Point } = { index: 0, point: { row: 0, column: 0 } },
): Point {
  let { row, column } = from.point;
  let at = from.index;
  for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
    row += 1;
    column = 0;
    at = next + 1;
  }
  return { row, column: column + index - at };
}

/** The one change from a text to another: what lies between their common beginning and their common end. */
export function changeBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let kept = 0;
  const most = shorter - start;
  while (
    kept < most &&
    before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept)
  )
    kept += 1;
  const oldEndIndex = before.length - kept;
  const newEndIndex = after.length - kept;
  const startPosition = pointAt(before, start);
  const from = { index: start, point: startPosition };
  return new Edit({
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: pointAt(before, oldEndIndex, from),
    newEndPosition: pointAt(after, newEndIndex, from),
  });
}
