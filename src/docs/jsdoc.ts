import { blockComment } from './blockComment.ts';
import { columnsFor, describe, returnWords, wordedErrors, wordedParameters } from './docLayout.ts';
import type { DocRenderer, WordedParameter } from './docLayout.ts';
import { outsideCode, wrap, wrapParagraphs } from './words.ts';

/** An `@` that a reader of JSDoc would take for a tag becomes inline code. */
function escapeTags(text: string): string {
  return outsideCode(text, (plain) => plain.replace(/(^|[\s({[])(@[\w-]*)/g, '$1`$2`'));
}

function isBalanced(type: string): boolean {
  let depth = 0;
  for (const character of type) {
    if ('{(['.includes(character)) depth += 1;
    if ('})]'.includes(character)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** `{type} ` when the text can be a type, else nothing. */
function braces(type: string | undefined): string {
  const trimmed = type?.trim() ?? '';
  const isType = /^[\p{L}\d_$.,:;?!|&<>()[\]{}=" '-]{1,120}$/u.test(trimmed) && isBalanced(trimmed);
  return isType ? `{${trimmed}} ` : '';
}

function parameterHead({ parameter, type }: WordedParameter): string {
  const { name, defaultValue, optional, rest } = parameter;
  const shown =
    defaultValue !== undefined && /^[\w.'"-]{1,30}$/.test(defaultValue) ? `${name}=${defaultValue}` : name;
  const braced = braces(parameter.type ?? type);
  const typed = rest === undefined ? braced : braced.replace(/^\{(\.\.\.)?/, '{...');
  return `${typed}${optional ? `[${shown}]` : name} -`;
}

/** JSDoc: types in braces from default values, else from the model; none where neither knows one. */
export const renderJsdoc: DocRenderer = (symbol, record, layout) => {
  const paragraphs = describe(record);
  if (paragraphs === undefined) return undefined;
  const width = columnsFor(layout.indent, 3);
  const tag = (head: string, words: string): readonly string[] =>
    wrap(escapeTags(words), { width, first: `@${head} `, rest: '  ' });
  const returns = returnWords(symbol, record);
  const returnTag = symbol.yields ? 'yields' : 'returns';
  const tags = [
    ...wordedParameters(symbol, record).flatMap((each) => tag(`param ${parameterHead(each)}`, each.words)),
    ...(returns === undefined ? [] : tag(`${returnTag} ${braces(record.returns?.type)}`.trimEnd(), returns)),
    ...wordedErrors(symbol, record).flatMap(({ name, words }) =>
      tag(`throws ${braces(name)}`.trimEnd(), words),
    ),
    ...(layout.example.length === 0 ? [] : ['@example', ...layout.example]),
  ];
  const text = wrapParagraphs(paragraphs.map(escapeTags), width);
  return blockComment(tags.length === 0 ? text : [...text, '', ...tags], layout.indent);
};
