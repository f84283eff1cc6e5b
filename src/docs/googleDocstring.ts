import { columnsFor, describe, returnWords, wordedErrors, wordedParameters } from './docLayout.ts';
import type { DocRenderer } from './docLayout.ts';
import { wrap, wrapParagraphs } from './words.ts';

function section(title: string, entries: readonly (readonly string[])[]): readonly string[] {
  return entries.length === 0 ? [] : ['', `${title}:`, ...entries.flat()];
}

/**
 * A docstring that cannot end early: raw when it has backslashes. Its one line ends with neither quote nor backslash,
 * because a summary ends with punctuation; several lines are closed on a line of their own.
 */
function docstring(lines: readonly string[], indent: string): readonly string[] {
  const [first = '', ...rest] = lines.map((line) => line.replaceAll('"""', "'''"));
  const opening = lines.some((line) => line.includes('\\')) ? 'r"""' : '"""';
  const unquoted = first.replace(/^"([^"]*)"/, "'$1'").replace(/^"/, "'");
  const start = `${indent}${opening}${unquoted}`;
  if (rest.length === 0) return [`${start}"""`];
  return [start, ...rest.map((line) => (line === '' ? '' : `${indent}${line}`)), `${indent}"""`];
}

/** A Google-style docstring; types stand in the annotations. */
export const renderGoogleDocstring: DocRenderer = (symbol, record, layout) => {
  const paragraphs = describe(record);
  if (paragraphs === undefined) return undefined;
  const width = columnsFor(layout.indent, 0);
  const entry = (head: string, words: string): readonly string[] =>
    wrap(words, { width, first: `    ${head}`, rest: head === '' ? '    ' : '        ' });
  const parameters = wordedParameters(symbol, record).map(({ parameter, words }) =>
    entry(`${parameter.rest ?? ''}${parameter.name}: `, words),
  );
  const returns = returnWords(symbol, record);
  const errors = wordedErrors(symbol, record).flatMap(({ name, words }) =>
    name === undefined ? [] : [entry(`${name}: `, words)],
  );
  const example = layout.example.map((line) => (line === '' ? '' : `    ${line}`));
  const lines = [
    ...wrapParagraphs(paragraphs, width - 4),
    ...section('Args', parameters),
    ...section(symbol.yields ? 'Yields' : 'Returns', returns === undefined ? [] : [entry('', returns)]),
    ...section('Raises', errors),
    ...section('Example', example.length === 0 ? [] : [example]),
  ];
  return docstring(lines, layout.indent);
};
