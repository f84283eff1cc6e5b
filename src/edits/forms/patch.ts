/** One line of a patch. */
export interface PatchLine {
  readonly kind: 'keep' | 'remove' | 'add';
  readonly text: string;
}

/** Lines that stand together in the file, with what becomes of each. */
export interface Hunk {
  readonly lines: readonly PatchLine[];
  /** The line the patch says it begins at, 0-based, counted in the file before the patch. */
  readonly line?: number;
  /** Lines that the patch says stand above, the outermost first. */
  readonly scopes?: readonly string[];
}

/** The changes to one file. */
export interface FilePatch {
  /** As the answer names it; undefined when it does not. */
  readonly path: string | undefined;
  /** None where the whole file is deleted. */
  readonly hunks: readonly Hunk[];
  /** What becomes of the file itself, beside its lines: nothing here does that. */
  readonly fate?: FileFate;
}

/** A file goes away, or gets another path, as the answer writes it. */
export type FileFate = { readonly kind: 'deleted' } | { readonly kind: 'renamed'; readonly to: string };

/** A way to write changes instead of code. */
export interface PatchForm {
  readonly name: string;
  /** The changes in the lines of an answer, prose and fences included; none when it is not written so. */
  readonly read: (lines: readonly string[]) => readonly FilePatch[];
  /** True when its own marks say that it ends; false when only a fence or the end of the answer can. */
  readonly isWhole: (lines: readonly string[]) => boolean;
}

/** The line that a patch calls for: its first character says what becomes of it; a line without one is kept as it is. */
export function markedLine(line: string): PatchLine {
  const text = line.slice(1);
  if (line.startsWith('+')) return { kind: 'add', text };
  if (line.startsWith('-')) return { kind: 'remove', text };
  return { kind: 'keep', text: line.startsWith(' ') ? text : line };
}

/** Lines without kept blank ones at both ends: they say nothing about the place and are often made up. */
export function trimHunk(lines: readonly PatchLine[]): readonly PatchLine[] {
  const says = ({ kind, text }: PatchLine): boolean => kind !== 'keep' || text.trim() !== '';
  const first = lines.findIndex(says);
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex(says) + 1);
}

/** True when the hunk changes something. */
export function changes({ lines }: Hunk): boolean {
  return lines.some(({ kind }) => kind !== 'keep');
}
