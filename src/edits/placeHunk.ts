import type { Hunk } from './forms/patch.ts';
import { indentOf, indentStyle, isBlank } from './indentation.ts';
import type { IndentStyle } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';
import { placeLines } from './placeLines.ts';
import type { PlaceHints } from './placeLines.ts';
import { hasTypography, plainPunctuation } from './plainPunctuation.ts';

/** The edits of a hunk where its old lines stand; lines it keeps stay as the file has them. */
export type PlacedHunk =
  | { readonly kind: 'placed'; readonly edits: readonly LineEdit[] }
  | { readonly kind: 'absent' | 'ambiguous' };

interface Moved {
  readonly file: readonly string[];
  readonly start: number;
  readonly old: readonly string[];
}

/** Blanks for tabs and tabs for blanks, where the file's lines have the other. */
function convertedStep(step: string, hunk: IndentStyle, file: IndentStyle): string {
  if (file.kind === 'tabs') return step.replaceAll(' '.repeat(hunk.size), '\t');
  return file.kind === 'spaces' ? step.replaceAll('\t', ' '.repeat(file.size)) : step;
}

/** Gives added lines the indentation that the file has for that of the hunk's old lines, and plain quotes where it has these. */
function fitting({ file, start, old }: Moved): (line: string) => string {
  const theirs = file.slice(start, start + old.length);
  const known = new Map<string, string>();
  old.forEach((line, index) => {
    if (!isBlank(line)) known.set(indentOf(line), indentOf(lineAt(theirs, index)));
  });
  const bases = [...known].toSorted(([one], [other]) => other.length - one.length);
  const isMoved = bases.some(([own, their]) => own !== their);
  const isTypeset = old.some(hasTypography) && !theirs.some(hasTypography);
  const styles = [indentStyle(old), indentStyle(file)] as const;
  return (given) => {
    const line = isTypeset ? plainPunctuation(given) : given;
    const own = indentOf(line);
    if (!isMoved || isBlank(line)) return line;
    const rest = line.slice(own.length);
    const base = bases.find(([indent]) => own.startsWith(indent));
    if (base !== undefined) return base[1] + convertedStep(own.slice(base[0].length), ...styles) + rest;
    const [indent = '', their = ''] = bases.at(-1) ?? [];
    return their.slice(0, Math.max(0, their.length - (indent.length - own.length))) + rest;
  };
}

/** Places a hunk by its old lines, never by its number alone. */
export function placeHunk(file: readonly string[], hunk: Hunk, hints: PlaceHints): PlacedHunk {
  const old = hunk.lines.filter(({ kind }) => kind !== 'add').map(({ text }) => text);
  const isEmptyFile = file.every((line) => line === '');
  if (old.length === 0 && isEmptyFile) {
    const lines = hunk.lines.map(({ text }) => text);
    return { kind: 'placed', edits: [{ startLine: 0, deleteCount: 0, lines }] };
  }
  const found = placeLines(file, old, {
    ...hints,
    ...(hunk.line === undefined ? {} : { line: hunk.line }),
    ...(hunk.scopes === undefined ? {} : { scopes: hunk.scopes }),
  });
  if (found.kind !== 'placed') return found;
  const fit = fitting({ file, start: found.line, old });
  const edits: LineEdit[] = [];
  let line = found.line;
  let open: { startLine: number; deleteCount: number; lines: string[] } | undefined;
  for (const { kind, text } of hunk.lines) {
    if (kind === 'keep') {
      line += 1;
      open = undefined;
      continue;
    }
    if (open === undefined) edits.push((open = { startLine: line, deleteCount: 0, lines: [] }));
    if (kind === 'add') open.lines.push(fit(text));
    else {
      open.deleteCount += 1;
      line += 1;
    }
  }
  return { kind: 'placed', edits };
}
