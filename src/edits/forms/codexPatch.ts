import { changes, markedLine, trimHunk } from './patch.ts';
import type { FileFate, FilePatch, Hunk, PatchForm, PatchLine } from './patch.ts';

const begin = /^\s*\*\*\* Begin Patch\s*$/u;
const end = /^\s*\*\*\* End Patch\s*$/u;
const file = /^\s*\*\*\* (Update|Add|Delete) File: (.+?)\s*$/u;
const moveTo = /^\s*\*\*\* Move to: (.+?)\s*$/u;
const scope = /^@@+ ?(.*)$/u;

interface OpenFile {
  readonly path: string;
  fate: FileFate | undefined;
  readonly hunks: Hunk[];
  lines: PatchLine[];
  scopes: string[];
}

function openFile(what: string | undefined, path: string): OpenFile {
  const fate = what === 'Delete' ? ({ kind: 'deleted' } as const) : undefined;
  return { path, fate, hunks: [], lines: [], scopes: [] };
}

function closeHunk(open: OpenFile | undefined): void {
  if (open === undefined) return;
  const hunk = { lines: trimHunk(open.lines), scopes: open.scopes };
  if (changes(hunk)) open.hunks.push(hunk);
  if (open.lines.length > 0) open.scopes = [];
  open.lines = [];
}

function toFilePatch({ path, fate, hunks }: OpenFile): FilePatch {
  if (fate === undefined) return { path, hunks };
  // Some write out the lines of a file they delete.
  return { path, fate, hunks: fate.kind === 'deleted' ? [] : hunks };
}

/** OpenAI's `*** Begin Patch`: files by name, hunks below the lines that enclose them. */
export const codexPatch: PatchForm = {
  name: 'Codex patch',
  isWhole: (lines) => lines.some((line) => end.test(line)),
  read: (lines) => {
    const files: OpenFile[] = [];
    let open: OpenFile | undefined;
    let inside = false;
    for (const line of lines) {
      const head = file.exec(line);
      const above = scope.exec(line);
      const to = moveTo.exec(line)?.[1];
      if (begin.test(line) || end.test(line)) {
        closeHunk(open);
        open = undefined;
        inside = begin.test(line);
      } else if (!inside || line.startsWith('*** End of File')) continue;
      else if (to !== undefined) {
        if (open !== undefined) open.fate ??= { kind: 'renamed', to };
      } else if (head !== null) {
        closeHunk(open);
        open = openFile(head[1], head[2] ?? '');
        files.push(open);
      } else if (above !== null) {
        closeHunk(open);
        const text = (above[1] ?? '').replace(/\s*@@+$/u, '');
        if (text.trim() !== '') open?.scopes.push(text);
      } else open?.lines.push(markedLine(line));
    }
    closeHunk(open);
    return files.map(toFilePatch);
  },
};
