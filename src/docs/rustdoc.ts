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

/** Brackets would be links to items, angle brackets HTML: rustdoc warns about both. */
const special = /[[\]<>]/g;

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `# ${title}`, '', ...lines];
}

/**
 * Rustdoc. Examples are fenced as `ignore`: whether they compile as doc tests (paths, features, a binary crate) cannot be
 * known here, and a failing doc test would break the build of the crate.
 */
export const renderRustdoc: DocRenderer = (symbol, record, layout) => {
  const paragraphs = describe(record);
  if (paragraphs === undefined) return undefined;
  const width = columnsFor(layout.indent, 4);
  const escape = (text: string): string => escapeOutsideCode(text, special);
  const prose = (text: string | undefined): readonly string[] =>
    text === undefined ? [] : wrap(escape(text), { width });
  const item = (head: string, words: string): readonly string[] =>
    wrap(escape(words), { width, first: `* ${head}`, rest: '  ' });
  const parameters = wordedParameters(symbol, record).flatMap(({ parameter, words }) =>
    item(`\`${parameter.name}\` - `, words),
  );
  const errors = wordedErrors(symbol, record).map(({ words }) => words);
  const panics = symbol.panics ? toSentence(record.panics) : undefined;
  const example = layout.example.length === 0 ? [] : ['```ignore', ...layout.example, '```'];
  const lines = [
    ...wrapParagraphs(paragraphs.map(escape), width),
    ...section('Arguments', parameters),
    ...section('Returns', prose(returnWords(symbol, record))),
    ...section('Errors', errors.length === 1 ? prose(errors[0]) : errors.flatMap((words) => item('', words))),
    ...section('Panics', prose(panics)),
    ...section('Examples', example),
  ];
  return lines.map((line) => `${layout.indent}/// ${line}`.trimEnd());
};
