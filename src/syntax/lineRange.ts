/** Lines of a text, 0-based, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** True when every line of `inner` lies in `outer`. */
export function covers(outer: LineRange, inner: LineRange): boolean {
  return outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

/** True for a line that is in one of the ranges. */
export function isLineIn(ranges: readonly LineRange[], line: number): boolean {
  return ranges.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
}
