import { diffLines } from './lineEdits.ts';
import { lineAt } from './lineAt.ts';

/** How lines are indented; `mixed` when both ways are in use, `none` when no line is indented. */
export interface IndentStyle {
  readonly kind: 'tabs' | 'spaces' | 'mixed' | 'none';
  /** Columns of one step; 4 where the lines do not say. */
  readonly size: number;
}

/** Blanks and tabs at the start of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** Indentation of the outermost line that is not blank. */
export function depthOf(lines: readonly string[]): number {
  return lines.reduce(
    (least, line) => (isBlank(line) ? least : Math.min(least, indentOf(line).length)),
    Infinity,
  );
}

/** Lines without the blank ones at both ends. */
export function trimBlankLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

const widestStep = 8;

/** The step that most lines go in by, the smaller of two that are equally usual: one odd line says nothing. */
function usualStep(counts: readonly number[]): number {
  const most = Math.max(...counts);
  return most === 0 ? 4 : counts.indexOf(most);
}

/** Measures the style of lines. A single leading blank is alignment, as in block comments, and says nothing. */
export function indentStyle(lines: readonly string[]): IndentStyle {
  let tabs = 0;
  let spaces = 0;
  let previous = 0;
  const steps = Array.from({ length: widestStep + 1 }, () => 0);
  for (const line of lines) {
    const first = line.charCodeAt(0);
    if (first === 9) tabs += 1;
    if ((first !== 32 && first !== 9 && previous === 0) || isBlank(line)) continue;
    const width = indentOf(line).length;
    if (first === 32 && width > 1) spaces += 1;
    const step = width - previous;
    if (step > 1 && step <= widestStep) steps[step] = (steps[step] ?? 0) + 1;
    previous = width;
  }
  const kind = tabs > 0 && spaces > 0 ? 'mixed' : tabs > 0 ? 'tabs' : spaces > 0 ? 'spaces' : 'none';
  return { kind, size: kind === 'tabs' ? 4 : usualStep(steps) };
}

/** Blanks or the tab of one step. */
export function stepOf({ kind, size }: IndentStyle): string {
  return kind === 'tabs' ? '\t' : ' '.repeat(size);
}

function convertIndent(line: string, from: IndentStyle, to: IndentStyle): string {
  const indent = indentOf(line);
  if (indent === '') return line;
  const converted =
    to.kind === 'tabs'
      ? indent.replaceAll(' '.repeat(from.size), '\t')
      : indent.replaceAll('\t', ' '.repeat(to.size));
  return converted + line.slice(indent.length);
}

/** Turns the block's tabs or spaces into what the file uses, where both are clear and differ. */
export function convertIndents(block: readonly string[], file: IndentStyle): readonly string[] {
  const own = indentStyle(block);
  const differs =
    (own.kind === 'tabs' && file.kind === 'spaces') || (own.kind === 'spaces' && file.kind === 'tabs');
  return differs ? block.map((line) => convertIndent(line, own, file)) : block;
}

/** Indentation of the lines below the first that are not blank. */
function innerIndents(lines: readonly string[]): readonly number[] {
  return lines
    .slice(1)
    .filter((line) => !isBlank(line))
    .map((line) => indentOf(line).length);
}

/** What deeper lines belong to: the head of a block, a key, a point of a list. */
const opener =
  /[:{([=>,|&\\+-]\s*$|\b(?:do|then|of|where|else|begin|try|in|loop|repeat)\s*$|^\s*(?:[-.#&@]|(?:if|for|while|case|switch|with|def|class|fun|func|function|fn|match|unless|until|proc|sub|let|var|where|try|module|struct|enum|impl)\b)/u;

/**
 * True when only the first line lost its indentation: the next stands where that of the original stands, none at the edge,
 * and it is not deeper because the first opens a block.
 */
function onlyFirstLineLost(block: readonly string[], original: readonly string[], indent: string): boolean {
  const inner = innerIndents(block);
  const [first] = inner;
  if (first === undefined || inner.includes(0) || first !== innerIndents(original)[0]) return false;
  return first > indent.length || !opener.test(lineAt(block, 0));
}

export interface ReindentOptions {
  /** Indentation of the block's first line in the file. */
  readonly indent: string;
  /** The lines the block replaces; empty for an insertion. */
  readonly original: readonly string[];
  /** Lines of the block that continue a multi-line string, where blanks are content. */
  readonly inString?: ReadonlySet<number>;
}

/** Moves a block sideways so that its first line stands at `indent`; what is inside keeps its relative place. */
export function reindent(block: readonly string[], options: ReindentOptions): readonly string[] {
  const { indent, original, inString } = options;
  const first = block.findIndex((line) => !isBlank(line));
  const base = indentOf(lineAt(block, first));
  if (base === indent) return block;
  const onlyFirst = base === '' && onlyFirstLineLost(block.slice(first), original, indent);
  const kept = new Set(original);
  return block.map((line, index) => {
    if (isBlank(line) || (onlyFirst && index > first)) return line;
    if (inString?.has(index) && (kept.has(line) || indentOf(line) === '')) return line;
    if (line.startsWith(base)) return indent + line.slice(base.length);
    const missing = base.length - indentOf(line).length;
    return indent.slice(0, Math.max(0, indent.length - missing)) + line.trimStart();
  });
}

/** Gives unchanged lines back the trailing blanks that models drop. */
export function restoreTrailingBlanks(
  block: readonly string[],
  original: readonly string[],
): readonly string[] {
  const trimmed = original.map((line) => line.trimEnd());
  if (trimmed.every((line, index) => line === original[index])) return block;
  const edits = diffLines(
    trimmed,
    block.map((line) => line.trimEnd()),
  );
  const result: string[] = [];
  let from = 0;
  for (const edit of edits) {
    result.push(...original.slice(from, edit.startLine));
    result.push(...block.slice(result.length, result.length + edit.lines.length));
    from = edit.startLine + edit.deleteCount;
  }
  return [...result, ...original.slice(from)];
}
