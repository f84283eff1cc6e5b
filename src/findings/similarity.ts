/**
 * Edits between two texts (Levenshtein), or `limit + 1` as soon as they are more: only cells within `limit` of the
 * diagonal are computed.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const beyond = limit + 1;
  const within = (edits: number | undefined): number => Math.min(edits ?? beyond, beyond);
  // Only the cells of a band, each row shifted by one against the row above.
  const width = 2 * limit + 1;
  let above = Array.from({ length: width }, (_, at) => within(at < limit ? undefined : at - limit));
  for (let row = 1; row <= left.length; row += 1) {
    const current: number[] = [];
    let least = beyond;
    for (let at = 0; at < width; at += 1) {
      const column = row + at - limit;
      let edits = beyond;
      if (column === 0) edits = row;
      else if (column > 0 && column <= right.length) {
        const replaced = left[row - 1] === right[column - 1] ? 0 : 1;
        edits = Math.min(
          within(above[at]) + replaced,
          within(above[at + 1]) + 1,
          within(current[at - 1]) + 1,
        );
      }
      current.push(within(edits));
      least = Math.min(least, edits);
    }
    if (least > limit) return beyond;
    above = current;
  }
  return within(above[right.length - left.length + limit]);
}

/** True when at most one tenth of the longer text differs, measured in edits. */
export function isSimilar(left: string, right: string): boolean {
  const limit = Math.floor(Math.max(left.length, right.length) / 10);
  return editDistance(left, right, limit) <= limit;
}
