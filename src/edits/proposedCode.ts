import { lineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import type { EditTarget } from './target.ts';

/** What a proposal has where its target was: with everything that was dropped from it or written into it by hand. */
export function proposedCode(file: string, proposed: string, target: EditTarget): string {
  const edits = lineEdits(file, proposed);
  const lines = file.split('\n');
  const { first, end } = spanOf(lines, target);
  const before = edits.filter((edit) => edit.startLine < first && edit.startLine + edit.deleteCount <= first);
  // New lines right below the target are part of what came for it.
  const within = edits.filter(
    (edit) => edit.startLine < end || (edit.startLine === end && edit.deleteCount === 0),
  );
  return proposed
    .split('\n')
    .slice(first + growth(before), end + growth(within))
    .join('\n');
}

/** The lines of the file an answer takes; `end` is left out. */
function spanOf(
  lines: readonly string[],
  target: EditTarget,
): { readonly first: number; readonly end: number } {
  if (target.kind === 'replace') return { first: target.startLine, end: target.endLine + 1 };
  const isBlank = lines[target.line]?.trim() === '';
  return { first: target.line, end: target.line + (isBlank ? 1 : 0) };
}

function growth(edits: readonly LineEdit[]): number {
  return edits.reduce((sum, edit) => sum + edit.lines.length - edit.deleteCount, 0);
}
