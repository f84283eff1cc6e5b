import { blockComment } from './blockComment.ts';
import {
  columnsFor,
  describe,
  escapeOutsideCode,
  returnWords,
  wordedErrors,
  wordedParameters,
} from './docLayout.ts';
import type { DocRenderer } from './docLayout.ts';
import { toSentence, wrap, wrapParagraphs } from './words.ts';

/** Characters that start tags, links and HTML in TSDoc. */
const special = /[@{}<>]/g;

/** TSDoc: no types, they stand in the signature; `@` and braces are escaped outside of inline code. */
export const renderTsdoc: DocRenderer = (symbol, record, layout) => {
  const paragraphs = describe(record);
  if (paragraphs === undefined) return undefined;
  const width = columnsFor(layout.indent, 3);
  const escape = (text: string): string => escapeOutsideCode(text, special);
  const tag = (name: string, words: string): readonly string[] =>
    wrap(escape(words), { width, first: `@${name} `, rest: '  ' });
  const typeParameters = symbol.typeParameters.flatMap((name) => {
    const words = toSentence(record.parameters.find((each) => each.name === name)?.description);
    return words === undefined ? [] : tag(`typeParam ${name} -`, words);
  });
  const returns = returnWords(symbol, record);
  const tags = [
    ...typeParameters,
    ...wordedParameters(symbol, record).flatMap(({ parameter, words }) =>
      tag(`param ${parameter.name} -`, words),
    ),
    ...(returns === undefined ? [] : tag('returns', returns)),
    ...wordedErrors(symbol, record).flatMap(({ name, words }) =>
      tag('throws', name === undefined || words.startsWith(name) ? words : `\`${name}\` ${words}`),
    ),
    ...(layout.example.length === 0 ? [] : ['@example', '```ts', ...layout.example, '```']),
  ];
  const text = wrapParagraphs(paragraphs.map(escape), width);
  return blockComment(tags.length === 0 ? text : [...text, '', ...tags], layout.indent);
};
