/**
 * Edits between two texts (Levenshtein), or `limit + 1` as soon as they are more: only cells within `limit` of the
 * diagonal are computed.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const beyond = limit + 1;
  const within = (edits: number | undefined): number => Math.min(edits ?? beyond, beyond);
  let above = Array.from({ length: right.length + 1 }, (_, column) => within(column));
  for (let row = 1; row <= left.length; row += 1) {
    const current = [within(row)];
    const first = Math.max(1, row - limit);
    for (let column = 1; column < first; column += 1) current.push(beyond);
    for (let column = first; column <= Math.min(right.length, row + limit); column += 1) {
      const replaced = left[row - 1] === right[column - 1] ? 0 : 1;
      const edits = [
        within(above[column - 1]) + replaced,
        within(above[column]) + 1,
        within(current[column - 1]) + 1,
      ];
      current.push(within(Math.min(...edits)));
    }
    above = current;
  }
  return within(above[right.length]);
}

/** True when at most one tenth of the longer text differs, measured in edits. */
export function isSimilar(left: string, right: string): boolean {
  const limit = Math.floor(Math.max(left.length, right.length) / 10);
  return editDistance(left, right, limit) <= limit;
}
