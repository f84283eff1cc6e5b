import type { LineRange } from '../syntax/lineRange.ts';
import { applyLineEdits, lineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import { clash, inOrder, isSame } from './rebase.ts';

/**
 * Which changes of a proposal are in its text. Edits count in the lines of `base`, so that dropping one never moves
 * another.
 */
export interface Choice {
  /** The file the changes are for, LF line ends. */
  readonly base: string;
  /** In the text, in order and apart from each other. */
  readonly kept: readonly LineEdit[];
  /** All that can be put in: what was dropped, latest first, then what was proposed at first. */
  readonly known: readonly LineEdit[];
}

/** A change and the lines of the proposal it covers; `lines` is 0 where it shows only between two lines. */
export interface ChangeAt {
  readonly edit: LineEdit;
  readonly line: number;
  readonly lines: number;
}

/** A proposal with all its changes in. */
export function choiceOf(base: string, proposed: string): Choice {
  const kept = lineEdits(base, proposed);
  return { base, kept, known: kept };
}

/** The proposal's text by this choice. */
export function chosenText({ base, kept }: Choice): string {
  return applyLineEdits(base, kept);
}

/** The same choice after the text was changed by other means: by hand, or by a block reverted in the diff. */
export function follow(choice: Choice, text: string): Choice {
  return chosenText(choice) === text ? choice : { ...choice, kept: lineEdits(choice.base, text) };
}

/** True when every change a text makes to `base` is in one of the others too: nothing in it was written anew. */
export function isChoiceAmong(base: string, text: string, others: readonly string[]): boolean {
  const known = others.flatMap((other) => lineEdits(base, other));
  return lineEdits(base, text).every((edit) => known.some((each) => isSame(each, edit)));
}

/** Takes changes that are in out of the text. */
export function drop(choice: Choice, edits: readonly LineEdit[]): Choice {
  const isDropped = (edit: LineEdit): boolean => edits.some((each) => isSame(each, edit));
  return {
    ...choice,
    kept: choice.kept.filter((edit) => !isDropped(edit)),
    known: [...edits, ...choice.known.filter((edit) => !isDropped(edit))],
  };
}

/** Puts dropped changes back; of two that exclude each other, the first. */
export function restore(choice: Choice, edits: readonly LineEdit[]): Choice {
  const kept = edits.reduce<readonly LineEdit[]>(
    (all, edit) => (all.some((each) => clash(each, edit)) ? all : [...all, edit]),
    choice.kept,
  );
  return { ...choice, kept: kept.toSorted(inOrder) };
}

/** The changes in the text, first to last, by the lines they cover there. */
export function keptChanges({ kept }: Choice): readonly ChangeAt[] {
  return kept.map((edit) => ({ edit, line: lineAfter(kept, edit), lines: edit.lines.length }));
}

/** The changes that are not in the text and could be, by the lines they would replace there; latest dropped first. */
export function droppedChanges({ kept, known }: Choice): readonly ChangeAt[] {
  return known
    .filter((edit) => !kept.some((each) => clash(each, edit) || isSame(each, edit)))
    .map((edit) => ({ edit, line: lineAfter(kept, edit), lines: edit.deleteCount }));
}

/** The changes a range of lines touches; one between two lines is touched by the line after it, else by the one before. */
export function touchedBy(changes: readonly ChangeAt[], range: LineRange): readonly ChangeAt[] {
  const found = changes.filter((change) => isTouched(change, range));
  if (found.length > 0) return found;
  return changes.filter(
    (change) => change.lines === 0 && isTouched({ ...change, line: change.line - 1 }, range),
  );
}

function isTouched({ line, lines }: ChangeAt, { startLine, endLine }: LineRange): boolean {
  return line <= endLine && line + Math.max(lines, 1) > startLine;
}

/** The change nearest to a line; the first of those that are as near. */
export function nearestTo(changes: readonly ChangeAt[], line: number): ChangeAt | undefined {
  const away = (change: ChangeAt): number =>
    Math.max(change.line - line, line - (change.line + Math.max(change.lines - 1, 0)), 0);
  return changes.reduce<ChangeAt | undefined>(
    (best, change) => (best === undefined || away(change) < away(best) ? change : best),
    undefined,
  );
}

/** The change to go to from a line, going round at the ends. `changes` are in order. */
export function stepFrom(
  changes: readonly ChangeAt[],
  line: number,
  direction: 'next' | 'previous',
): ChangeAt | undefined {
  return direction === 'next'
    ? (changes.find((change) => change.line > line) ?? changes[0])
    : (changes.findLast((change) => change.line < line) ?? changes.at(-1));
}

/** Where a line of the file stands in the proposal; a line that a change takes is where the change is. */
export function proposedLine({ kept }: Choice, line: number): number {
  const inside = kept.find((edit) => edit.startLine <= line && line < edit.startLine + edit.deleteCount);
  return inside === undefined
    ? lineAfter(kept, { startLine: line, deleteCount: 1, lines: [] })
    : lineAfter(kept, inside);
}

/** The line in the text where an edit stands, after all edits before it. */
function lineAfter(kept: readonly LineEdit[], edit: LineEdit): number {
  return kept
    .filter((each) => inOrder(each, edit) < 0)
    .reduce((line, each) => line + each.lines.length - each.deleteCount, edit.startLine);
}
