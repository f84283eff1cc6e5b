import type { Syntax } from '../../syntax/syntax.ts';

/** What a reading of lines is held against. */
export interface LineQuestion {
  readonly languageId: string;
  readonly syntax: Syntax;
  /** Lines of the file, without blanks at their ends. */
  readonly known: ReadonlySet<string>;
}

/** Something that is done to every line of code on its way into an answer. */
export interface LineForm {
  readonly name: string;
  /** The lines without it; undefined when they do not show it beyond doubt. */
  readonly undo: (lines: readonly string[], question: LineQuestion) => Promise<readonly string[] | undefined>;
}

/** ERROR and MISSING nodes of lines as code; none where there is no grammar. */
export async function errorsIn(
  lines: readonly string[],
  { syntax, languageId }: LineQuestion,
): Promise<number> {
  using tree = await syntax.parseFragment(languageId, lines.join('\n'));
  return tree?.errorCount ?? 0;
}

/** How many lines of the file the lines are, among those that the two readings have differently. */
export function knownLines(
  lines: readonly string[],
  other: readonly string[],
  { known }: LineQuestion,
): number {
  return lines.filter((line, index) => line !== other[index] && known.has(line.trim())).length;
}
