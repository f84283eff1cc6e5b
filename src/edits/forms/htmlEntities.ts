import { errorsIn, knownLines } from './lineForm.ts';
import type { LineForm, LineQuestion } from './lineForm.ts';

const characters: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
};
const entity = /&(?:#(\d{2,4})|#x([0-9a-f]{2,4})|(lt|gt|quot|apos|nbsp|amp));/giu;

function decode(line: string): string {
  return line.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return characters[name.toLowerCase()] ?? whole;
    return String.fromCharCode(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
  });
}

/** True when an entity stands outside of strings and comments: no code has one there. */
async function isBetweenTokens(
  lines: readonly string[],
  { syntax, languageId }: LineQuestion,
): Promise<boolean> {
  using tree = await syntax.parseFragment(languageId, lines.join('\n'));
  const tokens = tree?.codeTokens() ?? [];
  return tokens.some(
    (token, index) =>
      /^&{1,2}$/u.test(token) &&
      /^(?:lt|gt|quot|apos|nbsp|amp)$/u.test(tokens[index + 1] ?? '') &&
      tokens[index + 2] === ';',
  );
}

const markup = new Set(['html', 'xml', 'vue', 'svelte', 'astro', 'markdown', 'mdx', 'handlebars', 'razor']);

/** `&lt;` for `<`, from answers that came through a web page. */
export const htmlEntities: LineForm = {
  name: 'HTML entities',
  undo: async (lines, question) => {
    if (markup.has(question.languageId)) return undefined;
    const decoded = lines.map(decode);
    if (decoded.every((line, index) => line === lines[index])) return undefined;
    const [was, is] = [await errorsIn(lines, question), await errorsIn(decoded, question)];
    if (is > was || knownLines(lines, decoded, question) > 0) return undefined;
    const isSure =
      is < was || knownLines(decoded, lines, question) > 0 || (await isBetweenTokens(lines, question));
    return isSure ? decoded : undefined;
  },
};
