import { covers } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import { indentOf, isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { plainPunctuation } from './plainPunctuation.ts';
import { isSimilar } from '../syntax/similarity.ts';

/** What else is known about the place of some lines. */
export interface PlaceHints {
  /** Where they should be, best first: the innermost symbol that encloses the target and those around it. */
  readonly ranges: readonly LineRange[];
  /** The line they are said to begin at. */
  readonly line?: number;
  /** Lines that are said to stand above, the outermost first. */
  readonly scopes?: readonly string[];
}

/** `absent`: nothing like it is there. `ambiguous`: it is there more than once and nothing says which. */
export type PlaceOutcome =
  | { readonly kind: 'placed'; readonly line: number; readonly rung: number }
  | { readonly kind: 'absent' | 'ambiguous' };

/** What one rung of the ladder takes two lines for the same by. */
type Rung =
  | { readonly by: 'key'; readonly key: (line: string) => string; readonly indents?: boolean }
  | { readonly by: 'likeness'; readonly key: (line: string) => string; readonly mayDiffer: number };

const words = (line: string): string => plainPunctuation(line).trim().replace(/\s+/gu, ' ');

/** From the same bytes to nearly the same words; a rung is tried when those above find nothing. */
const ladder: readonly Rung[] = [
  { by: 'key', key: (line) => line },
  { by: 'key', key: (line) => line.trimEnd() },
  { by: 'key', key: (line) => line.trim(), indents: true },
  { by: 'key', key: words, indents: true },
  { by: 'likeness', key: words, mayDiffer: 0.05 },
];

/** True when lines that differ in their indentation differ alike: the same before means the same after. */
function movedAlike(file: readonly string[], start: number, wanted: readonly string[]): boolean {
  const moved = new Map<string, string>();
  return wanted.every((line, index) => {
    if (isBlank(line)) return true;
    const own = indentOf(line);
    const theirs = indentOf(lineAt(file, start + index));
    const known = moved.get(own);
    moved.set(own, theirs);
    return known === undefined || known === theirs;
  });
}

function startsOn(rung: Rung, file: readonly string[], wanted: readonly string[]): readonly number[] {
  const keys = wanted.map((line) => rung.key(line));
  const same = (line: string, key: string): boolean => {
    const own = rung.key(line);
    return own === key || (rung.by === 'likeness' && isSimilar(own, key, rung.mayDiffer));
  };
  const starts: number[] = [];
  for (let start = 0; start + keys.length <= file.length; start += 1) {
    if (!keys.every((key, index) => same(lineAt(file, start + index), key))) continue;
    const isMoved = rung.by === 'likeness' || rung.indents === true;
    if (isMoved && !movedAlike(file, start, wanted)) continue;
    starts.push(start);
  }
  return starts;
}

/** The lines that the last of a hunk's scopes encloses by indentation, each scope found once below the one before. */
function enclosedBy(file: readonly string[], scopes: readonly string[]): LineRange | undefined {
  let head = -1;
  for (const scope of scopes) {
    const found = file.flatMap((line, index) =>
      index > head && line.trim().startsWith(scope.trim()) ? [index] : [],
    );
    if (found.length !== 1) return undefined;
    head = found[0] ?? head;
  }
  const depth = indentOf(lineAt(file, head)).length;
  const next = file.findIndex(
    (line, index) =>
      index > head && !isBlank(line) && indentOf(line).length <= depth && !/^\s*[{}\])]/u.test(line),
  );
  return { startLine: head, endLine: next === -1 ? file.length - 1 : next - 1 };
}

function choose(
  file: readonly string[],
  starts: readonly number[],
  count: number,
  hints: PlaceHints,
): number | undefined {
  if (starts.length === 1) return starts[0];
  if (hints.line !== undefined && starts.includes(hints.line)) return hints.line;
  const inside = (range: LineRange): readonly number[] =>
    starts.filter((start) => covers(range, { startLine: start, endLine: start + count - 1 }));
  const scope = hints.scopes?.length ? enclosedBy(file, hints.scopes) : undefined;
  for (const range of scope === undefined ? hints.ranges : [scope, ...hints.ranges]) {
    const found = inside(range);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** Finds lines in a file: on the first rung of the ladder that knows them, and only where one place is right. */
export function placeLines(
  file: readonly string[],
  wanted: readonly string[],
  hints: PlaceHints,
): PlaceOutcome {
  if (wanted.every(isBlank)) return { kind: 'absent' };
  for (const [index, rung] of ladder.entries()) {
    const starts = startsOn(rung, file, wanted);
    if (starts.length === 0) continue;
    const line = choose(file, starts, wanted.length, hints);
    return line === undefined ? { kind: 'ambiguous' } : { kind: 'placed', line, rung: index };
  }
  return { kind: 'absent' };
}
