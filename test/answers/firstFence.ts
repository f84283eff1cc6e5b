import type { EditTarget } from '../../src/edits/target.ts';

/** The code of the first fence, as the simplest reader finds it: up to the next one; all of an answer without any. */
function firstFence(answer: string): string {
  return /^[ \t]*```[^\n]*\n([^]*?)(?:\n[ \t]*```|$(?![^]))/mu.exec(answer)?.[1] ?? answer.trim();
}

/** The file as a reader makes it that puts the first fence where the selection is, or the cursor, and looks no further. */
export function firstFenceReplaces(file: string, target: EditTarget, answer: string): string {
  const lines = file.split('\n');
  const code = firstFence(answer).split('\n');
  return target.kind === 'insert'
    ? lines.toSpliced(target.line, 0, ...code).join('\n')
    : lines.toSpliced(target.startLine, target.endLine - target.startLine + 1, ...code).join('\n');
}
