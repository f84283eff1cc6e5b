import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
import { depthOf, indentOf } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';

/** Lines that may well stand in one another: words of the language alone, or nothing but signs. */
const common =
  /^(?:\W*|\W*(?:else|try|do|begin|finally|then|loop|default|return|break|continue|pass|end)\b\W*)$/u;

/** A line as it is compared; undefined for one that says nothing of its own. */
function keyOf(line: string): string | undefined {
  const key = line.trim().replace(/[,;]$/u, '');
  return common.test(key) ? undefined : key;
}

/** The lines above and below a place, and those that it stands in by their indentation. */
function linesAround({ lines, target }: FileState): ReadonlySet<string> {
  const { startLine, endLine } = targetRange({ lines, target });
  const around: string[] = [];
  const add = (line: string): void => {
    const key = keyOf(line);
    if (key !== undefined) around.push(key);
  };
  add(lineAt(lines, endLine + 1));
  let depth = Infinity;
  for (const line of lines.slice(0, startLine).toReversed()) {
    if (keyOf(line) === undefined || indentOf(line).length >= depth) continue;
    add(line);
    depth = indentOf(line).length;
  }
  return new Set(around);
}

/** True when one of the outermost lines of new code is a line beside it or around it: it would stand in itself. */
export function repeatsAround(file: FileState, edits: readonly LineEdit[]): boolean {
  const around = linesAround(file);
  const { startLine, endLine } = targetRange(file);
  return edits
    .filter((edit) => edit.startLine <= endLine + 1 && edit.startLine + edit.deleteCount >= startLine)
    .some(({ lines, startLine: from, deleteCount }) => {
      const depth = depthOf(lines);
      const kept = new Set(file.lines.slice(from, from + deleteCount).map(keyOf));
      return lines.some((line) => {
        const key = indentOf(line).length === depth ? keyOf(line) : undefined;
        return key !== undefined && around.has(key) && !kept.has(key);
      });
    });
}
