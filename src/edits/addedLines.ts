import type { LineEdit } from './lineEdits.ts';

/** Lines that say something: two words, or a call. The others (`end`, `} else {`, `return;`) stand in every file more than once. */
export function isTelling(line: string): boolean {
  return /\w{2,}\W+\w|\w{2,}\(/u.test(line);
}

/** How often each line stands in a text, blanks at its ends aside. */
export function countLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  return counts;
}

/** A line that an edit brings, among the edit's lines. */
export interface Added {
  readonly edit: LineEdit;
  readonly index: number;
  readonly line: string;
}

/** The telling lines that the edits bring and do not take away. */
export function addedLines(file: readonly string[], edits: readonly LineEdit[]): readonly Added[] {
  return edits.flatMap((edit) => {
    const left = new Map(countLines(file.slice(edit.startLine, edit.startLine + edit.deleteCount)));
    return edit.lines.flatMap((line, index) => {
      const count = left.get(line.trim()) ?? 0;
      left.set(line.trim(), count - 1);
      return count <= 0 && isTelling(line) ? [{ edit, index, line }] : [];
    });
  });
}
