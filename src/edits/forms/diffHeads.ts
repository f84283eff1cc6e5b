import { looksLikePath } from '../fenceLanguage.ts';
import { lineAt } from '../lineAt.ts';
import type { FileFate } from './patch.ts';

const before = /^---\s+(?:[ab]\/)?([^\t]+?)(?:\t.*)?\s*$/u;
const after = /^\+\+\+\s+(?:[ab]\/)?([^\t]+?)(?:\t.*)?\s*$/u;
const gitPair = /^--- (?:a\/\S|\/dev\/null).*\n\+\+\+ (?:b\/\S|\/dev\/null)/u;
const gitHead = /^diff --git (?:a\/(.+) b\/.+|(\S+) \S+)$/u;
const gitNote =
  /^(?:old mode|new mode|deleted file mode|new file mode|similarity index|rename from|rename to) /u;
const nothing = '/dev/null';

/** What the lines above the hunks say about a file. */
export interface DiffHead {
  readonly path: string | undefined;
  readonly fate?: FileFate;
}

/** True when two lines may begin a file: `--- a/x` above `+++ b/x`. */
export function isFileHead(lines: readonly string[], line: number): boolean {
  return lineAt(lines, line).startsWith('--- ') && lineAt(lines, line + 1).startsWith('+++ ');
}

/**
 * True when two such lines below lines of a hunk begin a file. A removed comment of SQL or Lua above an added `++ x` reads
 * alike: a head names one file on both sides, or has a hunk below it where the hunk above has all the lines it counts.
 */
export function isFileHeadBelow(lines: readonly string[], line: number, isCountedOut: boolean): boolean {
  if (!isFileHead(lines, line)) return false;
  if (isGitPair(lines, line)) return true;
  const [old, made] = namesAt(lines, line);
  if (old === made && looksLikePath(old ?? '')) return true;
  return isCountedOut && lineAt(lines, line + 2).startsWith('@@');
}

function isGitPair(lines: readonly string[], line: number): boolean {
  return gitPair.test(`${lineAt(lines, line)}\n${lineAt(lines, line + 1)}`);
}

function namesAt(lines: readonly string[], line: number): readonly [string | undefined, string | undefined] {
  return [before.exec(lineAt(lines, line))?.[1], after.exec(lineAt(lines, line + 1))?.[1]];
}

/** What `---` and `+++` say: nothing on the new side is a deletion, another path there a new one. */
export function headOf(lines: readonly string[], line: number): DiffHead {
  const [old, made] = namesAt(lines, line);
  if (old === undefined || old === made) return { path: made };
  if (made === undefined || made === nothing)
    return old === nothing ? { path: undefined } : { path: old, fate: { kind: 'deleted' } };
  const isRenamed = isGitPair(lines, line) && old !== nothing && looksLikePath(made);
  return isRenamed ? { path: old, fate: { kind: 'renamed', to: made } } : { path: made };
}

/** What git writes above `---` and `+++`, or instead of them; undefined for another line. */
export function gitHeadAt(lines: readonly string[], line: number): DiffHead | undefined {
  const head = gitHead.exec(lineAt(lines, line));
  if (head === null) return undefined;
  const end = lines.findIndex((each, index) => index > line && !gitNote.test(each));
  const notes = lines.slice(line + 1, end === -1 ? undefined : end);
  const noted = (words: string): string | undefined =>
    notes.find((each) => each.startsWith(words))?.slice(words.length);
  const [from, to] = [noted('rename from '), noted('rename to ')];
  if (from !== undefined && to !== undefined) return { path: from, fate: { kind: 'renamed', to } };
  const path = head[1] ?? head[2];
  return noted('deleted file mode ') === undefined ? { path } : { path, fate: { kind: 'deleted' } };
}
