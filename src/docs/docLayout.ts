import type { DocRecord } from './docRecord.ts';
import type { DocSymbol } from './docSymbol.ts';
import type { DocParameter } from './signature.ts';
import { outsideCode, toParagraphs, toSentence, withFullStop } from './words.ts';

/** Where the documentation stands. */
export interface DocLayout {
  /** Blanks or tabs before each line. */
  readonly indent: string;
  /** Lines of an example that was found to be code; empty for none. */
  readonly example: readonly string[];
}

/** One style of documentation: whole lines for a symbol, indented; undefined when no words are left to write. */
export type DocRenderer = (
  symbol: DocSymbol,
  record: DocRecord,
  layout: DocLayout,
) => readonly string[] | undefined;

/** A parameter that has words. */
export interface WordedParameter {
  readonly parameter: DocParameter;
  readonly words: string;
  /** The type the model gave. */
  readonly type: string | undefined;
}

/** An error that has words, with a name only when the code names it too. */
export interface WordedError {
  readonly name: string | undefined;
  readonly words: string;
}

const maxColumns = 100;
const tabColumns = 4;

/** Columns left for text behind the indentation and a prefix; never less than 30. */
export function columnsFor(indent: string, prefix: number): number {
  const used = indent.replaceAll('\t', ' '.repeat(tabColumns)).length + prefix;
  return Math.max(30, maxColumns - used);
}

/** The summary and details as paragraphs; the first ends with a full stop. Undefined without a summary. */
export function describe(record: DocRecord): readonly string[] | undefined {
  const [summary, ...more] = toParagraphs(record.summary);
  if (summary === undefined) return undefined;
  return [withFullStop(summary.replace(/^- /, '')), ...more, ...toParagraphs(record.details ?? '')];
}

const bareName = (name: string): string => name.replace(/^[\s.*&`]+|[\s`:?]+$/g, '');

/** The real parameters that the record has words for, in their real order; all others of the record are dropped. */
export function wordedParameters(symbol: DocSymbol, record: DocRecord): readonly WordedParameter[] {
  return symbol.parameters.flatMap((parameter) => {
    const entry = record.parameters.find((each) => bareName(each.name) === parameter.name);
    const words = toSentence(entry?.description);
    return words === undefined ? [] : [{ parameter, words, type: entry?.type }];
  });
}

/** Words for what is returned or yielded; undefined when the code returns nothing. */
export function returnWords(symbol: DocSymbol, record: DocRecord): string | undefined {
  return symbol.returns || symbol.yields ? toSentence(record.returns?.description) : undefined;
}

/** The errors worth a word: none unless the code raises some, names only where the code has them. */
export function wordedErrors(symbol: DocSymbol, record: DocRecord): readonly WordedError[] {
  if (!symbol.throws) return [];
  const known = symbol.errorNames;
  return record.errors.flatMap((error) => {
    const words = toSentence(error.description);
    if (words === undefined) return [];
    const named = known.find((name) => name === bareName(error.name ?? ''));
    return [
      { name: named ?? (known.length === 1 && record.errors.length === 1 ? known[0] : undefined), words },
    ];
  });
}

/** Puts a backslash before characters that mean something, except in inline code. */
export function escapeOutsideCode(text: string, special: RegExp): string {
  return outsideCode(text, (plain) => plain.replace(special, String.raw`\$&`));
}
