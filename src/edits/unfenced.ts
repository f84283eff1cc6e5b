import type { Syntax } from '../syntax/syntax.ts';
import { isBareCode, takesProse } from './foreignCode.ts';
import { isBlank, trimBlankLines } from './indentation.ts';

/** Paragraphs of prose that may stand before or after code that has no fence. */
const maxProse = 4;

/** A line as people write it: words that begin with a capital, or a point of a list, and no end of a statement. */
function isProseLine(line: string): boolean {
  const begins = /^(?:[A-Z`*#"'(]|[-*\d]+[.)]?\s)/u.exec(line)?.[0];
  return begins !== undefined && /\s/u.test(line.slice(begins.length)) && !/[{}]|[;,]$/u.test(line);
}

/** A line that only people write: a sentence from its capital to its full stop. */
const sentence = /^[A-Z][\w']*,? [\w'`"(),*-].*[.:!?]$/u;

function isProse(paragraph: readonly string[], isStrict: boolean): boolean {
  return paragraph.every((line) => (isStrict ? sentence.test(line.trimEnd()) : isProseLine(line.trimEnd())));
}

/** Where each paragraph begins; paragraphs are apart by blank lines. */
function paragraphStarts(lines: readonly string[]): readonly number[] {
  return lines.flatMap((line, index) =>
    !isBlank(line) && (index === 0 || isBlank(lines[index - 1] ?? '')) ? [index] : [],
  );
}

/** How many paragraphs of prose there are from an end on. */
function proseCount(paragraphs: readonly (readonly string[])[], isStrict: boolean): number {
  const first = paragraphs.findIndex((paragraph) => !isProse(paragraph, isStrict));
  return Math.min(maxProse, first === -1 ? paragraphs.length : first);
}

/** The code of an answer without fences: all of it or what is left without the prose before and after, when that parses. */
export async function unfencedCode(
  given: readonly string[],
  languageId: string,
  syntax: Syntax,
): Promise<readonly string[] | undefined> {
  const lines = trimBlankLines(given);
  // A language that takes prose for code would take the words around the code too.
  const isStrict = await takesProse(languageId, syntax);
  if (!isStrict && (await isBareCode(lines.join('\n'), languageId, syntax))) return lines;
  const starts = paragraphStarts(lines);
  const paragraphs = starts.map((start, index) =>
    trimBlankLines(lines.slice(start, starts[index + 1] ?? lines.length)),
  );
  const above = proseCount(paragraphs, isStrict);
  const below = proseCount(paragraphs.slice(above).toReversed(), isStrict);
  if ((!isStrict && above + below === 0) || above + below >= paragraphs.length) return undefined;
  const inner = trimBlankLines(lines.slice(starts[above], starts[paragraphs.length - below] ?? lines.length));
  return (await isBareCode(inner.join('\n'), languageId, syntax)) ? inner : undefined;
}
