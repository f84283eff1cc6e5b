import { lineAt } from '../lineAt.ts';
import { gitHeadAt, headOf, isFileHead, isFileHeadBelow } from './diffHeads.ts';
import type { DiffHead } from './diffHeads.ts';
import { changes, markedLine, trimHunk } from './patch.ts';
import type { FilePatch, Hunk, PatchForm, PatchLine } from './patch.ts';

const hunkHead = /^@@+(?:\s*-(\d+)(?:,(\d+))?\s+\+\d+(?:,(\d+))?\s*@@+)?\s*(.*)$/u;
const noise =
  /^(?:diff --git |index [0-9a-f]+\.\.|(?:new|deleted|old) (?:file )?mode |similarity index |rename )/u;
const fence = /^(?:`{3,}|~{3,})/u;
const patchFence = /^\s*(?:`{3,}|~{3,})\s*(?:diff|patch|udiff)\b/u;

interface OpenHunk {
  readonly lines: PatchLine[];
  readonly line?: number;
  readonly scopes?: readonly string[];
  /** Lines of both sides that its head counts and that have not come yet; none where it does not count. */
  readonly missing: { old: number; new: number };
}

/** Collects the hunks of the files in the order of the answer. */
class Reader {
  readonly #files: { head: DiffHead; readonly hunks: Hunk[] }[] = [];
  #gitHead: DiffHead | undefined;
  #hunk: OpenHunk | undefined;

  startGitFile(head: DiffHead): void {
    this.endHunk();
    this.#files.push({ head, hunks: [] });
    this.#gitHead = head;
  }

  startFile(head: DiffHead): void {
    this.endHunk();
    const above = this.#gitHead;
    this.#gitHead = undefined;
    const open = this.#files.at(-1);
    if (above === undefined || open === undefined) this.#files.push({ head, hunks: [] });
    // What git says about the whole file is more than the two names.
    else if (above.fate === undefined) open.head = head;
  }

  startHunk(head: RegExpExecArray | undefined): void {
    this.endHunk();
    const [, line, old = '1', made = '1', scope = ''] = head ?? [];
    this.#hunk = {
      lines: [],
      missing: line === undefined ? { old: 0, new: 0 } : { old: Number(old), new: Number(made) },
      ...(line === undefined ? {} : { line: Math.max(0, Number(line) - 1) }),
      ...(scope === '' ? {} : { scopes: [scope] }),
    };
  }

  add(line: string): boolean {
    if (this.#hunk === undefined || line.startsWith('\\')) return false;
    const { lines, missing } = this.#hunk;
    const marked = markedLine(line);
    lines.push(marked);
    if (marked.kind !== 'add') missing.old -= 1;
    if (marked.kind !== 'remove') missing.new -= 1;
    return true;
  }

  get inHunk(): boolean {
    return this.#hunk !== undefined;
  }

  /** True when the open hunk has all lines that its head counts, or its head counts none. */
  get isCountedOut(): boolean {
    const { old, new: made } = this.#hunk?.missing ?? { old: 0, new: 0 };
    return old <= 0 && made <= 0;
  }

  endHunk(): void {
    const hunk = this.#hunk;
    this.#hunk = undefined;
    if (hunk === undefined) return;
    const { missing: _, lines, ...place } = hunk;
    const trimmed = { ...place, lines: trimHunk(lines) };
    if (!changes(trimmed)) return;
    if (this.#files.length === 0) this.#files.push({ head: { path: undefined }, hunks: [] });
    this.#files.at(-1)?.hunks.push(trimmed);
  }

  files(): readonly FilePatch[] {
    this.endHunk();
    return this.#files
      .filter(({ head, hunks }) => hunks.length > 0 || head.fate !== undefined)
      .map(({ head, hunks }) => ({ ...head, hunks: head.fate?.kind === 'deleted' ? [] : hunks }));
  }
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
      const gitHead = gitHeadAt(lines, at);
      const isHead = reader.inHunk ? isFileHeadBelow(lines, at, reader.isCountedOut) : isFileHead(lines, at);
      if (gitHead !== undefined) reader.startGitFile(gitHead);
      else if (isHead) {
        reader.startFile(headOf(lines, at));
        at += 1;
        // A diff without hunk headers begins right away.
        if (fenced && !lineAt(lines, at + 1).startsWith('@@')) reader.startHunk(undefined);
      } else if (head !== null) reader.startHunk(head);
      else if (fence.test(line) && !(fenced && reader.inHunk && isInnerFence(lines, at))) {
        reader.endHunk();
        fenced = !fenced;
        if (fenced && patchFence.test(line) && beginsWithChange(lines, at + 1)) reader.startHunk(undefined);
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
