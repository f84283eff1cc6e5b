import { lineAt } from '../lineAt.ts';
import { changes, markedLine, trimHunk } from './patch.ts';
import type { FilePatch, Hunk, PatchForm, PatchLine } from './patch.ts';

const hunkHead = /^@@+(?:\s*-(\d+)(?:,\d+)?\s+\+\d+(?:,\d+)?\s*@@+)?\s*(.*)$/u;
const fileHead = /^(?:---|\+\+\+)\s+(?:[ab]\/)?([^\t]+?)(?:\t.*)?$/u;
const noise =
  /^(?:diff --git |index [0-9a-f]+\.\.|(?:new|deleted|old) (?:file )?mode |similarity index |rename )/u;
const fence = /^(?:`{3,}|~{3,})/u;
const patchFence = /^\s*(?:`{3,}|~{3,})\s*(?:diff|patch|udiff)\b/u;

/** Collects the hunks of the files in the order of the answer. */
class Reader {
  readonly #files: { path: string | undefined; hunks: Hunk[] }[] = [];
  #hunk: { lines: PatchLine[]; line?: number; scopes?: readonly string[] } | undefined;

  startFile(path: string | undefined): void {
    this.endHunk();
    this.#files.push({ path, hunks: [] });
  }

  startHunk(line: string | undefined, scope: string): void {
    this.endHunk();
    this.#hunk = {
      lines: [],
      ...(line === undefined ? {} : { line: Math.max(0, Number(line) - 1) }),
      ...(scope === '' ? {} : { scopes: [scope] }),
    };
  }

  add(line: string): boolean {
    if (this.#hunk === undefined || line.startsWith('\\')) return false;
    this.#hunk.lines.push(markedLine(line));
    return true;
  }

  get inHunk(): boolean {
    return this.#hunk !== undefined;
  }

  endHunk(): void {
    const hunk = this.#hunk;
    this.#hunk = undefined;
    if (hunk === undefined) return;
    const trimmed = { ...hunk, lines: trimHunk(hunk.lines) };
    if (!changes(trimmed)) return;
    if (this.#files.length === 0) this.#files.push({ path: undefined, hunks: [] });
    this.#files.at(-1)?.hunks.push(trimmed);
  }

  files(): readonly FilePatch[] {
    this.endHunk();
    return this.#files.filter(({ hunks }) => hunks.length > 0);
  }
}

/** True when two lines begin a file: `--- a/x` above `+++ b/x`. */
function isFileHead(lines: readonly string[], line: number): boolean {
  return lineAt(lines, line).startsWith('--- ') && lineAt(lines, line + 1).startsWith('+++ ');
}

function pathOf(lines: readonly string[], line: number): string | undefined {
  const [before, after] = [line, line + 1].map((each) => fileHead.exec(lineAt(lines, each))?.[1]);
  return after === undefined || after === '/dev/null' ? before : after;
}

/** The line where a hunk that has been said to begin ends: at a fence, at a new head, outside of fences at prose. */
function endsHunk(line: string, fenced: boolean): boolean {
  return fence.test(line) || noise.test(line) || (!fenced && line !== '' && !/^[-+ \\\t]/u.test(line));
}

/** Unified diffs, also without headers in a fence tagged `diff`. */
export const unifiedDiff: PatchForm = {
  name: 'unified diff',
  isWhole: (lines) => lines.filter((line) => fence.test(line)).length % 2 === 0,
  read: (lines) => {
    const reader = new Reader();
    let fenced = false;
    for (let at = 0; at < lines.length; at += 1) {
      const line = lineAt(lines, at);
      const head = hunkHead.exec(line);
      if (isFileHead(lines, at)) {
        reader.startFile(pathOf(lines, at));
        at += 1;
        // A diff without hunk headers begins right away.
        if (fenced && !lineAt(lines, at + 1).startsWith('@@')) reader.startHunk(undefined, '');
      } else if (head !== null) reader.startHunk(head[1], head[2] ?? '');
      else if (fence.test(line) && !(fenced && reader.inHunk && isInnerFence(lines, at))) {
        reader.endHunk();
        fenced = !fenced;
        if (fenced && patchFence.test(line) && beginsWithChange(lines, at + 1))
          reader.startHunk(undefined, '');
      } else if (reader.inHunk && (endsHunk(line, fenced) || !reader.add(line)) && !line.startsWith('\\'))
        reader.endHunk();
    }
    return reader.files();
  },
};

/** A fence at the edge inside a diff whose next line still belongs to it: the code's own, its mark forgotten. */
function isInnerFence(lines: readonly string[], line: number): boolean {
  return /^[-+ ]\s*\S/u.test(lineAt(lines, line + 1)) && !/^[-+] \w+ \w+/u.test(lineAt(lines, line + 1));
}

/** True for a fence without heads; one in which every line is added is code with plus signs in front. */
function beginsWithChange(lines: readonly string[], line: number): boolean {
  const end = lines.findIndex((each, index) => index >= line && fence.test(each));
  const inside = lines.slice(line, end === -1 ? undefined : end).filter((each) => each.trim() !== '');
  const hasHead = /^(?:---|\+\+\+|@@|diff |index |\*\*\*)/u.test(lineAt(inside, 0));
  return !hasHead && inside.some((each) => !each.startsWith('+'));
}
