import type { Syntax } from '../syntax/syntax.ts';
import type { DocSymbol } from './docSymbol.ts';
import { cleanCodeLine } from './words.ts';

const longestExample = 20;

/** Code of an example without fences, doctest prompts, surrounding blank lines and common indentation. */
function codeLines(text: string): readonly string[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(cleanCodeLine)
    .filter((line) => !/^\s*(`{3,}|~{3,})/.test(line));
  const isPrompted = lines.some((line) => /^\s*>>>/.test(line));
  const code = isPrompted
    ? lines
        .filter((line) => /^\s*(>>>|\.\.\.)/.test(line))
        .map((line) => line.replace(/^\s*(>>>|\.\.\.) ?/, ''))
    : lines;
  const full = code.filter((line) => line !== '');
  if (full.length > longestExample) return [];
  const indent = Math.min(...full.map((line) => line.search(/\S/)));
  const first = code.findIndex((line) => line !== '');
  const last = code.findLastIndex((line) => line !== '');
  return code.slice(Math.max(0, first), last + 1).map((line) => line.slice(indent));
}

/**
 * The lines of a record's example, only when they are code of the language that parses without an error and uses the
 * symbol; else none. Rust statements are read inside a function.
 */
export async function exampleCode(
  syntax: Syntax,
  languageId: string,
  symbol: DocSymbol,
  example: string | undefined,
): Promise<readonly string[]> {
  const lines = codeLines(example ?? '');
  const code = lines.join('\n');
  if (lines.length === 0 || lines.length > longestExample || code.includes('```')) return [];
  const whole = languageId === 'rust' ? `fn example() {\n${code}\n}` : code;
  using tree = await syntax.parse(languageId, whole);
  const uses = tree?.codeTokens().some((token) => token === symbol.name || token === symbol.owner);
  return uses && tree?.errorCount === 0 && tree.comments().every((each) => each.endLine <= lines.length + 1)
    ? lines
    : [];
}
