import { diffArrays } from 'diff';
import type { ChangeObject } from 'diff';

/**
 * Replaces `deleteCount` lines from `startLine` on by `lines`. Lines are the text split at LF, so that a text
 * that ends in LF has an empty last line and the final newline is kept or changed like any other line.
 */
export interface LineEdit {
  readonly startLine: number;
  readonly deleteCount: number;
  readonly lines: readonly string[];
}

/** Lines a minimal diff may add and remove: its time grows with the square. Beyond it lines that occur once are the anchors. */
const maxEditLength = 800;

/** A line of `before` that is also a line of `after`. */
interface Anchor {
  readonly before: number;
  readonly after: number;
}

interface Chained extends Anchor {
  readonly previous: Chained | undefined;
}

interface Span {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

function differingSpan(before: readonly string[], after: readonly string[]): Span {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let beforeEnd = before.length;
  let afterEnd = after.length;
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
  }
  return { start, beforeEnd, afterEnd };
}

function placesOfUnique(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  lines.forEach((line, index) => places.set(line, places.has(line) ? -1 : index));
  return places;
}

/** Pairs of places of lines that occur once on both sides, the longest run of them in the order of both. */
function anchorsOf(before: readonly string[], after: readonly string[]): readonly Anchor[] {
  const afterPlaces = placesOfUnique(after);
  const ends: Chained[] = [];
  for (const [line, at] of placesOfUnique(before)) {
    const place = afterPlaces.get(line) ?? -1;
    if (at === -1 || place === -1) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.after ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    ends[low] = { before: at, after: place, previous: ends[low - 1] };
  }
  const anchors: Anchor[] = [];
  for (let each = ends.at(-1); each !== undefined; each = each.previous) anchors.push(each);
  return anchors.toReversed();
}

/** Edits between anchors; one replacement where there is none. */
function anchoredEdits(before: readonly string[], after: readonly string[]): readonly LineEdit[] {
  const anchors = anchorsOf(before, after);
  if (anchors.length === 0) return [{ startLine: 0, deleteCount: before.length, lines: after }];
  const edits: LineEdit[] = [];
  let from: Anchor = { before: 0, after: 0 };
  for (const to of [...anchors, { before: before.length, after: after.length }]) {
    const inside = diffLines(before.slice(from.before, to.before), after.slice(from.after, to.after));
    for (const edit of inside) edits.push({ ...edit, startLine: edit.startLine + from.before });
    from = { before: to.before + 1, after: to.after + 1 };
  }
  return edits;
}

/** The edits from one list of lines to another, first to last, never touching each other. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly LineEdit[] {
  const { start, beforeEnd, afterEnd } = differingSpan(before, after);
  const removed = before.slice(start, beforeEnd);
  const added = after.slice(start, afterEnd);
  if (removed.length === 0 && added.length === 0) return [];
  const whole: LineEdit = { startLine: start, deleteCount: removed.length, lines: added };
  if (removed.length === 0 || added.length === 0) return [whole];
  const changes = diffArrays([...removed], [...added], { maxEditLength });
  const edits = changes === undefined ? anchoredEdits(removed, added) : toEdits(changes);
  return edits.map((edit) => ({ ...edit, startLine: edit.startLine + start }));
}

function toEdits(changes: readonly ChangeObject<readonly string[]>[]): readonly LineEdit[] {
  const edits: LineEdit[] = [];
  let line = 0;
  let open: { startLine: number; deleteCount: number; lines: readonly string[] } | undefined;
  for (const change of changes) {
    if (!change.added && !change.removed) {
      line += change.count;
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { startLine: line, deleteCount: 0, lines: [] };
      edits.push(open);
    }
    if (change.added) open.lines = [...open.lines, ...change.value];
    else {
      open.deleteCount += change.count;
      line += change.count;
    }
  }
  return edits;
}

/** The fewest line edits from one text to another; both with LF line ends. */
export function lineEdits(before: string, after: string): readonly LineEdit[] {
  return diffLines(before.split('\n'), after.split('\n'));
}

/** The text after edits whose lines count in `before`, ordered and not overlapping, as `lineEdits` gives them. */
export function applyLineEdits(before: string, edits: readonly LineEdit[]): string {
  const lines = before.split('\n');
  const result: string[][] = [];
  let line = 0;
  for (const edit of edits) {
    result.push(lines.slice(line, edit.startLine), [...edit.lines]);
    line = edit.startLine + edit.deleteCount;
  }
  result.push(lines.slice(line));
  return result.flat().join('\n');
}
