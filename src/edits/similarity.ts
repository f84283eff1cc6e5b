/**
 * How much of two lines is the same, 0 to 1: one minus the Levenshtein distance over the longer length. Below `least` it
 * may stop early and give 0. Source: Levenshtein 1966, with the band that `least` allows.
 */
export function similarity(one: string, other: string, least: number): number {
  if (one === other) return 1;
  const longer = Math.max(one.length, other.length);
  const most = Math.floor(longer * (1 - least));
  if (Math.abs(one.length - other.length) > most) return 0;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = Array.from({ length: other.length + 1 }, () => longer);
    const from = Math.max(1, row - most);
    const to = Math.min(other.length, row + most);
    if (row <= most) current[0] = row;
    let best = current[0] ?? longer;
    for (let column = from; column <= to; column += 1) {
      const same = one.charCodeAt(row - 1) === other.charCodeAt(column - 1) ? 0 : 1;
      const cost = Math.min(
        (previous[column - 1] ?? longer) + same,
        (previous[column] ?? longer) + 1,
        (current[column - 1] ?? longer) + 1,
      );
      current[column] = cost;
      best = Math.min(best, cost);
    }
    if (best > most) return 0;
    previous = current;
  }
  const distance = previous[other.length] ?? longer;
  return distance > most ? 0 : 1 - distance / longer;
}
