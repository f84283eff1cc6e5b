import { extractCode } from './extract.ts';
import type { FilePatch, Hunk } from './forms/patch.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import { placeHunk } from './placeHunk.ts';
import { patchesOf } from './readPatch.ts';

/** What a patch makes of a whole file. `unplaced`: how many of its changes have no place of their own; then nothing is changed. */
export type PatchedText =
  | { readonly kind: 'patched'; readonly text: string }
  | { readonly kind: 'unplaced'; readonly count: number };

/** The changes that an answer brings, one entry for each file; undefined when it is code or words. */
export function filePatches(answer: string): readonly FilePatch[] | undefined {
  const patches = patchesOf(extractCode(answer).text);
  if (patches === undefined) return undefined;
  const byPath = Map.groupBy(patches, ({ path }) => path);
  return [...byPath].map(([path, same]) => ({ path, hunks: same.flatMap(({ hunks }) => hunks) }));
}

/** True when a patch only adds lines and says of none where: it makes a file. */
export function makesFile({ hunks }: FilePatch): boolean {
  const [only] = hunks;
  return hunks.length === 1 && only !== undefined && only.lines.every(({ kind }) => kind === 'add');
}

/** Places every change of a patch in a file with LF line ends; all of them, or none. */
export function patchText(file: string, hunks: readonly Hunk[]): PatchedText {
  const lines = file.split('\n');
  const edits: LineEdit[] = [];
  let count = 0;
  for (const hunk of hunks) {
    const placed = placeHunk(lines, hunk, { ranges: [] });
    if (placed.kind === 'placed') edits.push(...placed.edits);
    else count += 1;
  }
  if (count > 0) return { kind: 'unplaced', count };
  edits.sort((one, other) => one.startLine - other.startLine || one.deleteCount - other.deleteCount);
  const meets = edits.filter((edit, index) => {
    const before = edits[index - 1];
    return before !== undefined && before.startLine + before.deleteCount > edit.startLine;
  });
  return meets.length > 0
    ? { kind: 'unplaced', count: meets.length }
    : { kind: 'patched', text: applyLineEdits(file, edits) };
}
