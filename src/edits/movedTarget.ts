import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { lineEdits } from './lineEdits.ts';
import type { EditTarget } from './target.ts';

/** Where a line of the text before stands in the text after. */
export function movedLine(before: string, after: string, line: number): number {
  const above = lineEdits(before, after).filter((edit) => edit.startLine + edit.deleteCount <= line);
  return above.reduce((moved, edit) => moved + edit.lines.length - edit.deleteCount, line);
}

/** A text that became another one; both with LF line ends. */
interface Change {
  readonly before: string;
  readonly after: string;
  /** Of the text after; undefined without a grammar. */
  readonly tree: SyntaxTree | undefined;
}

/** The place of a target in what its file became: the unit of that kind and name nearest to where it should be, else the lines. */
export function movedTarget(target: EditTarget, { before, after, tree }: Change): EditTarget {
  if (target.kind === 'insert') return { ...target, line: movedLine(before, after, target.line) };
  const last = after.split('\n').length - 1;
  const startLine = Math.min(movedLine(before, after, target.startLine), last);
  const unit = nearest(target, startLine, tree?.units() ?? []);
  if (unit !== undefined) return { ...target, startLine: unit.startLine, endLine: unit.endLine };
  // The line after the last one, so that what was added inside is inside.
  const endLine = Math.min(movedLine(before, after, target.endLine + 1) - 1, last);
  return { kind: 'replace', startLine, endLine: Math.max(startLine, endLine) };
}

function nearest(
  { unit: wanted }: Extract<EditTarget, { kind: 'replace' }>,
  line: number,
  units: readonly Unit[],
): Unit | undefined {
  const distance = (unit: Unit): number => Math.abs(unit.startLine - line);
  return units
    .filter(({ kind, name }) => kind === wanted?.kind && name === wanted.name)
    .toSorted((one, other) => distance(one) - distance(other))[0];
}
