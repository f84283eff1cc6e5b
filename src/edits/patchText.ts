import { extractCode } from './extract.ts';
import type { FilePatch, Hunk } from './forms/patch.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import { placeHunk } from './placeHunk.ts';
import { patchesOf } from './readPatch.ts';

/** What a patch makes of a whole file. `unplaced`: a change has no place of its own; then nothing is changed. */
export type PatchedText = { readonly kind: 'patched'; readonly text: string } | { readonly kind: 'unplaced' };

/** The changes that an answer brings, one entry for each file that is changed and one for each that is deleted; undefined when it is code or words. */
export function filePatches(answer: string): readonly FilePatch[] | undefined {
  const patches = patchesOf(extractCode(answer).text);
  if (patches === undefined) return undefined;
  const isDeleted = ({ fate }: FilePatch): boolean => fate?.kind === 'deleted';
  const byPath = Map.groupBy(
    patches.filter((patch) => !isDeleted(patch)),
    ({ path }) => path,
  );
  const changed = [...byPath.values()].flatMap(([first, ...same]) =>
    first === undefined ? [] : [same.reduce(withBoth, first)],
  );
  return [...changed, ...patches.filter(isDeleted)];
}

function withBoth(one: FilePatch, other: FilePatch): FilePatch {
  return { ...other, ...one, hunks: [...one.hunks, ...other.hunks] };
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
  for (const hunk of hunks) {
    const placed = placeHunk(lines, hunk, { ranges: [] });
    if (placed.kind !== 'placed') return { kind: 'unplaced' };
    edits.push(...placed.edits);
  }
  edits.sort((one, other) => one.startLine - other.startLine || one.deleteCount - other.deleteCount);
  const meet = edits.some((edit, index) => {
    const before = edits[index - 1];
    return before !== undefined && before.startLine + before.deleteCount > edit.startLine;
  });
  return meet ? { kind: 'unplaced' } : { kind: 'patched', text: applyLineEdits(file, edits) };
}
