import { elisionMarks } from './elision.ts';
import { trimBlankLines } from './indentation.ts';
import { isCloser } from './place.ts';

/** Lines that code had between two marks, blank lines beside the marks left out. */
interface Piece {
  readonly lines: readonly string[];
  /** The lines without indentation and without the blank ones. */
  readonly keys: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** A part of the original: from `start` up to and without `end`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const keysOf = (lines: readonly string[]): readonly string[] => lines.map((line) => line.trim());

function piecesOf(code: readonly string[], marks: readonly number[]): readonly Piece[] {
  const cuts = [-1, ...marks, code.length];
  const parts = cuts.slice(1).map((cut, index) => trimBlankLines(code.slice((cuts[index] ?? 0) + 1, cut)));
  return parts
    .map((lines, index) => ({
      lines,
      keys: keysOf(lines).filter((key) => key !== ''),
      isFirst: index === 0,
      isLast: index === parts.length - 1,
    }))
    .filter(({ keys, isFirst, isLast }) => keys.length > 0 || isFirst || isLast);
}

/** How many of the wanted lines stand from `start` on, blank lines aside, and where the last of them ends. */
function matchAt(
  original: readonly string[],
  start: number,
  wanted: readonly string[],
): Span & { readonly count: number } {
  let [count, end] = [0, start];
  for (let line = start; count < wanted.length && line < original.length; line += 1) {
    if (original[line] === '') continue;
    if (original[line] !== wanted[count]) break;
    count += 1;
    end = line + 1;
  }
  return { start, end, count };
}

/** The lines from `start` on when they are the wanted ones, blank lines aside. */
function spanAt(original: readonly string[], start: number, wanted: readonly string[]): Span | undefined {
  const match = matchAt(original, start, wanted);
  return match.count === wanted.length ? match : undefined;
}

/** The places below a line where the wanted lines stand, the first two of them. */
function spansBelow(original: readonly string[], from: number, wanted: readonly string[]): readonly Span[] {
  const found: Span[] = [];
  for (let start = from; start < original.length && found.length < 2; start += 1) {
    const span = original[start] === wanted[0] ? spanAt(original, start, wanted) : undefined;
    if (span !== undefined) found.push(span);
  }
  return found;
}

/** The most lines at the head of a piece that stand below a line of the original in a row and at one place only. */
function knownHead(original: readonly string[], from: number, keys: readonly string[]): Span | undefined {
  // Each place is looked at once: with fewer and fewer lines again and again, a long piece would take seconds.
  const matches = original.flatMap((line, start) =>
    start >= from && line === keys[0] ? [matchAt(original, start, keys)] : [],
  );
  const most = matches.reduce((so, { count }) => Math.max(so, count), 0);
  const [only, other] = matches.filter(({ count }) => count === most);
  return other === undefined ? only : undefined;
}

/** What a search from a line on finds when it begins at the end of everything and goes up to that line. */
function fromEnd(
  find: typeof spanAt,
  original: readonly string[],
  from: number,
  keys: readonly string[],
): Span | undefined {
  const span = find(original.slice(from).toReversed(), 0, keys.toReversed());
  return span && { start: original.length - span.end, end: original.length - span.start };
}

/** The part of the original that a piece stands for: beside a mark it begins or ends with lines found again there. */
function placePiece(original: readonly string[], from: number, piece: Piece): Span | undefined {
  const { keys, isFirst, isLast } = piece;
  if (isFirst) {
    const end = (spanAt(original, 0, keys) ?? fromEnd(knownHead, original, 0, keys))?.end;
    return end === undefined ? undefined : { start: 0, end };
  }
  const head =
    (isLast ? fromEnd(spanAt, original, from, keys) : undefined) ?? knownHead(original, from, keys);
  if (head === undefined)
    return isLast && keys.length === 0 ? { start: original.length, end: original.length } : undefined;
  if (isLast) return { start: head.start, end: original.length };
  const tail = fromEnd(knownHead, original, head.start, keys);
  return tail === undefined || tail.end < head.end ? undefined : { start: head.start, end: tail.end };
}

/** Lines beside a mark by which its place is known; who leaves code out shows about so many of what is around. */
const shown = 2;

/** True when lines beside a mark stand at more than one place: what lies between the two may be meant to go. */
function isElsewhere(original: readonly string[], from: number, lines: readonly string[]): boolean {
  return spansBelow(original, from, lines).length > 1;
}

/** True for a piece that is nothing but the beginning or the end of the original: those are at one place whatever they say. */
function isBareEnd({ keys, isFirst, isLast }: Piece): boolean {
  return (isFirst || isLast) && (keys.length <= shown || (isLast && keys.every((key) => isCloser(key))));
}

/**
 * True when the lines that a piece has beside a mark do not tell where the mark ends or begins. That more lines of the piece
 * are the same at one of the places is no proof: taking away what is between two like places comes to the same lines.
 */
function isDoubtful(original: readonly string[], from: number, piece: Piece, { start }: Span): boolean {
  const { keys, isFirst, isLast } = piece;
  const isNothing = original.slice(from, start).every((line) => line === '');
  if (!isFirst && isNothing && isElsewhere(original, from, keys.slice(0, 1))) return true;
  if (isBareEnd(piece)) return false;
  return (
    (!isFirst && isElsewhere(original, from, keys.slice(0, shown))) ||
    (!isLast && isElsewhere(original, start, keys.slice(-shown)))
  );
}

/**
 * Puts back the lines that code only says stay (`// ... existing code ...`): a mark stands for what the original has
 * between the known lines right above and right below it. Undefined when there is no mark, or when a mark's neighbours are
 * new or stand at more than one place: what it stands for would be a guess.
 */
export function expandElision(
  code: readonly string[],
  original: readonly string[],
  file: string,
): readonly string[] | undefined {
  const marks = elisionMarks(code, file);
  if (marks.length === 0 || original.length === 0) return undefined;
  const keys = keysOf(original);
  const result: string[] = [];
  let at = 0;
  for (const piece of piecesOf(code, marks)) {
    const span = placePiece(keys, at, piece);
    if (span === undefined || span.start < at || isDoubtful(keys, at, piece, span)) return undefined;
    result.push(...original.slice(at, span.start), ...piece.lines);
    at = span.end;
  }
  return result;
}
