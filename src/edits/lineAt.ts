/** A line of a text; empty outside of it. */
export function lineAt(lines: readonly string[], line: number): string {
  return lines[line] ?? '';
}
