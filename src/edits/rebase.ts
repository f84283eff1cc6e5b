import { applyLineEdits, lineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';

/** `stale`: both sides changed the same lines in different ways. */
export type RebaseOutcome = { readonly kind: 'clean'; readonly text: string } | { readonly kind: 'stale' };

/** True for two edits that do the same at the same place. */
export function isSame(one: LineEdit, other: LineEdit): boolean {
  return (
    one.startLine === other.startLine &&
    one.deleteCount === other.deleteCount &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, index) => line === other.lines[index])
  );
}

/** Two edits clash when they take the same lines, or when one inserts inside the other's lines or at its insertion point. */
export function clash(one: LineEdit, other: LineEdit): boolean {
  const [first, second] =
    one.startLine < other.startLine ||
    (one.startLine === other.startLine && one.deleteCount <= other.deleteCount)
      ? [one, other]
      : [other, one];
  if (first.deleteCount === 0 && second.deleteCount === 0) return first.startLine === second.startLine;
  return second.startLine < first.startLine + first.deleteCount;
}

/** The order edits are applied in: an insertion before what takes the lines it stands at. */
export function inOrder(one: LineEdit, other: LineEdit): number {
  return one.startLine - other.startLine || one.deleteCount - other.deleteCount;
}

/** Carries a proposal made for `base` onto `current`, what `base` became meanwhile. All three with LF line ends. */
export function rebase(base: string, current: string, proposal: string): RebaseOutcome {
  if (current === base || current === proposal) return { kind: 'clean', text: proposal };
  const theirs = lineEdits(base, current);
  const ours = lineEdits(base, proposal).filter((edit) => !theirs.some((their) => isSame(edit, their)));
  if (ours.some((edit) => theirs.some((their) => clash(edit, their)))) return { kind: 'stale' };
  return { kind: 'clean', text: applyLineEdits(base, [...theirs, ...ours].toSorted(inOrder)) };
}
