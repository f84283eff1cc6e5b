/** Lines of a text, 0-based, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** True when every line of `inner` lies in `outer`. */
export function covers(outer: LineRange, inner: LineRange): boolean {
  return outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

/** The lines that are in one of the ranges. A set: to go through all ranges for each line of a long file takes long. */
export function linesIn(ranges: readonly LineRange[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { startLine, endLine } of ranges)
    for (let line = startLine; line <= endLine; line += 1) lines.add(line);
  return lines;
}
