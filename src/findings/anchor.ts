import type { LineRange } from '../syntax/lineRange.ts';
import { isSimilar } from '../syntax/similarity.ts';
import type { TextRange } from './textRange.ts';

/** Where a quote stands in a text, or why that cannot be known. */
export type Placement =
  | ({ readonly kind: 'placed' } & TextRange)
  | { readonly kind: 'notPlaced'; readonly reason: 'absent' | 'ambiguous' };

/** Offsets of a found quote, end excluded. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units; longer quotes have to stand there as they are, since the time to compare grows with the square. */
const longestSimilar = 1000;

/** The share of a quote that may be written otherwise. */
const mayDiffer = 0.1;

const keywords = new Set(
  'begin break case catch continue default do done else end endif esac fi finally for if loop next null none pass return self super then this try while'.split(
    ' ',
  ),
);

/**
 * Finds the place a quote was copied from: exactly, else with other white space, else within a tenth of difference
 * inside the symbol. Several places are settled by the symbol's lines or by being a whole line; otherwise, and for a
 * quote that says nothing (`}`, `return`), the quote is not placed. Text and quote have LF line ends.
 */
export function anchorQuote(text: string, quote: string, symbol?: LineRange): Placement {
  const wanted = quote.trim();
  if (wanted === '') return { kind: 'notPlaced', reason: 'absent' };
  if (isTrivial(wanted)) return { kind: 'notPlaced', reason: 'ambiguous' };
  const lines = lineStarts(text);
  for (const find of [exactly, withOtherBlanks]) {
    const found = aligned(text, wanted, find(text, wanted));
    if (found.length > 0) return settle(text, lines, found, symbol);
  }
  if (symbol === undefined || wanted.length > longestSimilar) return { kind: 'notPlaced', reason: 'absent' };
  const [first, ...others] = similarLines(text, lines, wanted, symbol);
  if (first === undefined) return { kind: 'notPlaced', reason: 'absent' };
  return others.length > 0 ? { kind: 'notPlaced', reason: 'ambiguous' } : placed(lines, first);
}

/** True for a quote without a word of its own, or too short to stand for one place. */
function isTrivial(quote: string): boolean {
  if (quote.replaceAll(/\s/gu, '').length < 4) return true;
  const words = quote.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.every((word) => keywords.has(word.toLowerCase()));
}

function exactly(text: string, quote: string): readonly Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    found.push({ start: at, end: at + quote.length });
  }
  return found;
}

function withOtherBlanks(text: string, quote: string): readonly Span[] {
  const visible = Array.from(text.matchAll(/\S/g), ({ index }) => index);
  const dense = text.replaceAll(/\s/g, '');
  return exactly(dense, quote.replaceAll(/\s/g, '')).map(({ start, end }) => ({
    start: startOf(visible, start),
    end: startOf(visible, end - 1) + 1,
  }));
}

/** Without places inside a longer word, unless the quote is more than a word and stands nowhere else. */
function aligned(text: string, quote: string, spans: readonly Span[]): readonly Span[] {
  const whole = spans.filter(({ start, end }) => !insideWord(text, start) && !insideWord(text, end));
  return whole.length === 0 && /[^\p{L}\p{N}_]/u.test(quote) ? spans : whole;
}

function insideWord(text: string, offset: number): boolean {
  return offset > 0 && /^[\p{L}\p{N}_]{2}$/u.test(text.slice(offset - 1, offset + 1));
}

function settle(
  text: string,
  lines: readonly number[],
  found: readonly Span[],
  symbol: LineRange | undefined,
): Placement {
  const inSymbol = symbol === undefined ? [] : found.filter((span) => isWithin(lines, span, symbol));
  const candidates = inSymbol.length > 0 ? inSymbol : found;
  const wholeLines = candidates.filter((span) => isWholeLines(text, span));
  const settled = candidates.length === 1 ? candidates : wholeLines;
  const [only] = settled;
  if (settled.length !== 1 || only === undefined) return { kind: 'notPlaced', reason: 'ambiguous' };
  return placed(lines, only);
}

function isWithin(lines: readonly number[], span: Span, symbol: LineRange): boolean {
  return lineAt(lines, span.start) >= symbol.startLine && lineAt(lines, span.end - 1) <= symbol.endLine;
}

function isWholeLines(text: string, { start, end }: Span): boolean {
  // Outwards to the first that is no blank: a line may be a megabyte long, with a place in every word.
  let from = start;
  while (isBlankInLine(text[from - 1])) from -= 1;
  let to = end;
  while (isBlankInLine(text[to])) to += 1;
  return (from === 0 || text[from - 1] === '\n') && (to === text.length || text[to] === '\n');
}

function isBlankInLine(character: string | undefined): boolean {
  return character !== undefined && character !== '\n' && character.trim() === '';
}

/** Runs of as many non-blank lines as the quote has, inside the symbol, that read like it. */
function similarLines(
  text: string,
  lines: readonly number[],
  quote: string,
  symbol: LineRange,
): readonly Span[] {
  const wanted = collapsed(quote);
  const count = quote.split('\n').filter((line) => line.trim() !== '').length;
  const filled: Span[] = [];
  for (let line = symbol.startLine; line <= Math.min(symbol.endLine, lines.length - 1); line += 1) {
    const start = startOf(lines, line);
    const content = text.slice(start, startOf(lines, line + 1));
    if (content.trim() === '') continue;
    filled.push({ start: start + content.search(/\S/u), end: start + content.trimEnd().length });
  }
  const windows = filled.flatMap(({ start }, index) => {
    const last = filled[index + count - 1];
    return last === undefined ? [] : [{ start, end: last.end }];
  });
  return windows.filter(({ start, end }) => isSimilar(wanted, collapsed(text.slice(start, end)), mayDiffer));
}

function collapsed(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line of an offset, by halves: a text may have many lines and a quote many places. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(starts, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placed(lines: readonly number[], { start, end }: Span): Placement {
  const startLine = lineAt(lines, start);
  const endLine = lineAt(lines, end - 1);
  const [startCharacter, endCharacter] = [start - startOf(lines, startLine), end - startOf(lines, endLine)];
  return { kind: 'placed', startLine, startCharacter, endLine, endCharacter };
}

function startOf(starts: readonly number[], line: number): number {
  return starts[line] ?? Infinity;
}
