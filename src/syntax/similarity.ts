import { distance } from 'fastest-levenshtein';

/** UTF-16 units; longer texts have to be the same, since the time to compare grows with the square. */
const longest = 2000;

/** True when at most this share (0 to 1) of the longer text differs, measured in edits (Levenshtein 1966). */
export function isSimilar(one: string, other: string, mayDiffer: number): boolean {
  if (one === other) return true;
  const longer = Math.max(one.length, other.length);
  const most = Math.floor(longer * mayDiffer);
  if (longer > longest || Math.abs(one.length - other.length) > most) return false;
  return distance(one, other) <= most;
}
