import { extractCode } from './extract.ts';
import { looksLikePath } from './fenceLanguage.ts';
import { convertIndents, indentStyle, isBlank, reindent, indentOf, trimBlankLines } from './indentation.ts';
import { previewPatch } from './patchPreview.ts';
import type { EditTarget } from './target.ts';

const importLine = /^(?:import\b|from\s+\S+\s+import\b|use\s|#include\b|using\s|package\s|require\b)/u;

/** Lines of the file that the answer replaces, both ends included. */
interface Region {
  readonly start: number;
  readonly end: number;
}

/** The start of a line in a text: an offset, the text's length past its end. */
function offsetOf(text: string, line: number): number {
  let offset = 0;
  for (let at = 0; at < line; at += 1) {
    const next = text.indexOf('\n', offset);
    if (next === -1) return text.length + 1;
    offset = next + 1;
  }
  return offset;
}

/** Where each text stands among the old lines, the last place first. */
function placesOf(old: readonly string[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (let index = old.length - 1; index >= 0; index -= 1) {
    const text = old[index]?.trim() ?? '';
    const known = places.get(text);
    if (known === undefined) places.set(text, [index]);
    else known.push(index);
  }
  return places;
}

/** How many old lines the new ones have passed: told by lines that stayed, in order; short ones count only where expected. */
function passedLines(old: readonly string[], shown: readonly string[]): number {
  let places: ReadonlyMap<string, number[]> | undefined;
  let passed = 0;
  for (const line of shown) {
    if (line === old[passed]) {
      passed += 1;
      continue;
    }
    places ??= placesOf(old);
    const text = line.trim();
    const ahead = places.get(text) ?? [];
    while ((ahead.at(-1) ?? Infinity) < passed) ahead.pop();
    const next = ahead.at(-1);
    if (next !== undefined && (next === passed || text.length > 4)) passed = next + 1;
  }
  return passed;
}

/** The lines that can be shown already: whole ones of the first block of code. */
function shownLines(partialAnswer: string): { readonly lines: readonly string[]; readonly ended: boolean } {
  const { blocks } = extractCode(partialAnswer);
  const block = blocks.find(({ lines }) => !lines.every(isBlank));
  if (block === undefined) return { lines: [], ended: false };
  const isPartial = !block.closed && !partialAnswer.endsWith('\n');
  const lines = isPartial ? block.lines.slice(0, -1) : block.lines;
  // A file's name alone may be the head of changes.
  const isName = !block.closed && lines.length === 1 && looksLikePath(lines[0] ?? '');
  return { lines: isName ? [] : lines, ended: block.closed };
}

function firstAfterImports(lines: readonly string[]): number {
  return lines.findIndex((line) => !isBlank(line) && !importLine.test(line));
}

/**
 * The whole file as it would be with what came of the answer so far: whole lines only, moved to the target's indentation,
 * and below them the old lines that the answer has not passed yet. Cheap and without a parser, so it may differ from the
 * final proposal. Never throws; the file itself while there is no code.
 */
export function previewAnswer(file: string, target: EditTarget, partialAnswer: string): string {
  const patched = previewPatch(file, partialAnswer);
  if (patched !== undefined) return patched;
  const { lines: block, ended } = shownLines(partialAnswer);
  const first = firstAfterImports(block);
  if (first === -1) return file;
  if (target.kind === 'insert') return previewInsertion(file, target, block);
  const old = file
    .slice(offsetOf(file, target.startLine), offsetOf(file, target.endLine + 1) - 1)
    .split('\n');
  const beginning = file.slice(0, 20_000).split('\n');
  const top = firstAfterImports(beginning);
  const repeatsFile =
    top < target.startLine && beginning[top] === block[first] && old[0]?.trim() !== block[first]?.trim();
  return repeatsFile
    ? spliced(file, { start: 0, end: Infinity }, trimBlankLines(block), ended)
    : spliced(file, { start: target.startLine, end: target.endLine }, block.slice(first), ended);
}

function previewInsertion(
  file: string,
  target: Extract<EditTarget, { kind: 'insert' }>,
  block: readonly string[],
): string {
  const start = offsetOf(file, target.line);
  const moved = reindent(block, { indent: target.indent, original: [] });
  const end = offsetOf(file, target.line + 1);
  const usesUp = end <= file.length && isBlank(file.slice(start, end));
  const above = file.slice(0, start);
  const below = file.slice(usesUp ? end : start);
  const code = trimBlankLines(moved).join('\n');
  return start > file.length ? `${file}\n${code}` : `${above}${code}\n${below}`;
}

function spliced(file: string, region: Region, block: readonly string[], ended: boolean): string {
  const start = offsetOf(file, region.start);
  const end = region.end === Infinity ? file.length : offsetOf(file, region.end + 1) - 1;
  const old = file.slice(start, end).split('\n');
  const fitted = reindent(convertIndents(block, indentStyle(old)), {
    indent: indentOf(old.find((line) => !isBlank(line)) ?? ''),
    original: old,
  });
  const left = ended ? [] : old.slice(passedLines(old, fitted));
  return file.slice(0, start) + [...fitted, ...left].join('\n') + file.slice(end);
}
