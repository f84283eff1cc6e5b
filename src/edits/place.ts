import { languageTables } from '../syntax/languages/languageTables.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import {
  convertIndents,
  indentOf,
  indentStyle,
  isBlank,
  reindent,
  restoreTrailingBlanks,
  trimBlankLines,
} from './indentation.ts';
import type { LineEdit } from './lineEdits.ts';
import type { EditTarget } from './target.ts';
import { lineAt } from './lineAt.ts';
import { linesInStrings } from './linesInStrings.ts';

/** Code of an answer, all or a part of it; `tree` is that of all its code, where there is a grammar. */
export interface AnswerCode {
  readonly lines: readonly string[];
  readonly tree: SyntaxTree | undefined;
}

type InsertTarget = Extract<EditTarget, { readonly kind: 'insert' }>;

const closer = /^\s*(?:[}\])]+[;,)]*|end)\s*;?\s*$/u;

/** True for a line that only closes what was opened above. */
export function isCloser(line: string | undefined): boolean {
  return line !== undefined && closer.test(line);
}

/** The indentation of the lines around a place, else of the whole file. */
function styleAround(file: readonly string[], original: readonly string[]): ReturnType<typeof indentStyle> {
  const near = indentStyle(original);
  return near.kind === 'none' ? indentStyle(file) : near;
}

/** Code as the file would have it at lines that it replaces. */
function fitCode(
  file: readonly string[],
  range: LineRange,
  code: AnswerCode,
  indent: string | undefined,
): readonly string[] {
  const original = file.slice(range.startLine, range.endLine + 1);
  const lines = convertIndents(trimBlankLines(code.lines), styleAround(file, original));
  const moved = reindent(lines, {
    indent: indent ?? indentOf(original.find((line) => !isBlank(line)) ?? ''),
    original,
    inString: linesInStrings(lines, code.tree?.multilineStrings() ?? []),
  });
  return restoreTrailingBlanks(moved, original);
}

/** The edit that puts code in the place of lines. */
export function replaceEdit(
  file: readonly string[],
  range: LineRange,
  code: AnswerCode,
  indent?: string,
): LineEdit {
  return {
    startLine: range.startLine,
    deleteCount: range.endLine - range.startLine + 1,
    lines: fitCode(file, range, code, indent),
  };
}

const commentOpener = /^\s*(\/\*\*?|\/\/\/?|#|--|;)/u;

/** The lines an answer replaces: those of the target, with the comment above when the answer brings one of its kind. */
export function replacedRange(
  file: readonly string[],
  range: LineRange,
  unit: Unit | undefined,
  code: readonly string[],
): LineRange {
  if (unit === undefined || unit.startLine !== range.startLine) return range;
  const { commentStartLine } = unit;
  const own = commentOpener.exec(code.find((line) => !isBlank(line)) ?? '')?.[1];
  const above = commentOpener.exec(lineAt(file, commentStartLine))?.[1];
  if (commentStartLine === unit.startLine || own === undefined || own !== above) return range;
  return { startLine: commentStartLine, endLine: range.endLine };
}

/** The nearest line above that is not blank, -1 when there is none. */
function lineAbove(file: readonly string[], line: number): number {
  let above = line - 1;
  while (above >= 0 && isBlank(lineAt(file, above))) above -= 1;
  return above;
}

/** Blank lines between declarations at this depth: what most neighbours have. */
export function usualGap(file: readonly string[], tree: SyntaxTree, indent: string): number {
  const counts = new Map<number, number>();
  for (const unit of tree.units()) {
    const start = unit.commentStartLine;
    if (indentOf(lineAt(file, start)) !== indent) continue;
    const above = lineAbove(file, start);
    if (above === -1 || indentOf(lineAt(file, above)).length < indent.length) continue;
    // What opens a file is no declaration.
    if (lineAt(file, above).trim() === languageTables.get(tree.languageId)?.opener) continue;
    const blanks = start - above - 1;
    counts.set(blanks, (counts.get(blanks) ?? 0) + 1);
  }
  const [usual] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return usual ?? (tree.languageId === 'python' && indent === '' ? 2 : 1);
}

/** True when code begins with a declaration of several lines, which stands apart from its neighbours. */
function standsApart({ lines, tree }: AnswerCode): boolean {
  const first = lines.find((line) => !isBlank(line))?.trim();
  const all = tree?.text.split('\n') ?? [];
  const units = tree?.units() ?? [];
  if (units.length > 0)
    return units.some(
      (unit) => unit.endLine > unit.startLine && all[unit.commentStartLine]?.trim() === first,
    );
  // A method alone is no declaration to most grammars, but an error.
  const last = lines.findLast((line) => !isBlank(line));
  return (
    tree !== undefined &&
    tree.errorCount > 0 &&
    first?.endsWith('{') === true &&
    last !== first &&
    isCloser(last)
  );
}

const opens = /[{([:]\s*$/u;
const closes = /^\s*(?:[}\])]|end\b|<\/)/u;

/** The edit that inserts code before a line: a blank line is used up, a declaration is kept apart as its neighbours are. */
export function insertEdit(
  file: readonly string[],
  target: InsertTarget,
  code: AnswerCode,
  tree: SyntaxTree | undefined,
): LineEdit {
  const line = Math.min(target.line, file.length);
  const text = file[line];
  // The empty text after the final newline is not a line to use up.
  const usesUp = text !== undefined && isBlank(text) && !(line === file.length - 1 && text === '');
  const lines = convertIndents(trimBlankLines(code.lines), indentStyle(file));
  // Between lines of different depth only the code itself can say where it belongs.
  const isOpen = target.indent === '' && usesUp && indentOf(lineAt(file, lineAbove(file, line))) !== '';
  const moved = reindent(lines, {
    indent: isOpen ? indentOf(lineAt(lines, 0)) : target.indent,
    original: [],
    inString: linesInStrings(lines, code.tree?.multilineStrings() ?? []),
  });
  const edit = { startLine: line, deleteCount: usesUp ? 1 : 0 };
  if (tree === undefined || !(target.apart === true || standsApart(code))) return { ...edit, lines: moved };
  const gap = Math.max(usualGap(file, tree, target.indent), target.apart === true ? 1 : 0);
  const next = line + edit.deleteCount;
  const above = lineAbove(file, line);
  const below = file.findIndex((each, index) => index >= next && !isBlank(each));
  const before = above === -1 || opens.test(lineAt(file, above)) ? 0 : gap - (line - above - 1);
  const after = below === -1 || closes.test(lineAt(file, below)) ? 0 : gap - (below - next);
  const blanks = (count: number): readonly string[] => Array.from({ length: Math.max(0, count) }, () => '');
  return { ...edit, lines: [...blanks(before), ...moved, ...blanks(after)] };
}
