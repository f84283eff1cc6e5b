import { diffLines } from '../lineEdits.ts';
import { fenceTag, looksLikePath } from '../fenceLanguage.ts';
import { lineAt } from '../lineAt.ts';
import type { FilePatch, PatchForm, PatchLine } from './patch.ts';

const search = /^\s*<{5,9}\s*(?:SEARCH|ORIGINAL|HEAD|OLD)\b:?\s*(\S*)\s*$/iu;
const divider = /^\s*={5,9}\s*$/u;
const replace = /^\s*>{5,9}\s*(?:REPLACE|UPDATED|NEW|[\w/-]+)?\b.*$/iu;
const fence = /^\s*(?:`{3,}|~{3,})(.*)$/u;

/** The lines of both sides as one list: what both have is kept. */
function patchLines(before: readonly string[], after: readonly string[]): readonly PatchLine[] {
  const lines: PatchLine[] = [];
  const keep = (from: number, to: number): void => {
    for (const text of before.slice(from, to)) lines.push({ kind: 'keep', text });
  };
  let at = 0;
  for (const edit of diffLines(before, after)) {
    const end = edit.startLine + edit.deleteCount;
    keep(at, edit.startLine);
    for (const text of before.slice(edit.startLine, end)) lines.push({ kind: 'remove', text });
    for (const text of edit.lines) lines.push({ kind: 'add', text });
    at = end;
  }
  keep(at, before.length);
  return lines;
}

/** The path that stands above a block: in the fence or on a line of its own. */
function pathAbove(lines: readonly string[], line: number): string | undefined {
  for (let above = line - 1; above >= Math.max(0, line - 3); above -= 1) {
    const text = lineAt(lines, above).trim();
    if (text === '') continue;
    const info = fence.exec(text)?.[1]?.trim();
    const name = (info ?? text)
      .replace(/^(?:file(?:name)?:|#+|\/\/|\*\*|`)\s*/iu, '')
      .replace(/[`*:]+$/u, '');
    const path = name.split(/[\s:=]/u).findLast((word) => looksLikePath(word));
    if (path !== undefined) return path;
    if (info === undefined || fenceTag(info) !== '' || above === line - 3) return undefined;
  }
  return undefined;
}

/**
 * `<<<<<<< SEARCH`, old lines, `=======`, new lines, `>>>>>>> REPLACE`, as aider and others have it. A divider may be part
 * of the code: the last one before the end counts when both sides then have the same number of others.
 */
export const searchReplace: PatchForm = {
  name: 'search/replace blocks',
  isWhole: (lines) =>
    lines.findLastIndex((line) => replace.test(line)) > lines.findLastIndex((line) => search.test(line)),
  read: (lines) => {
    const files: FilePatch[] = [];
    let path: string | undefined;
    for (let start = 0; start < lines.length; start += 1) {
      const match = search.exec(lineAt(lines, start));
      if (match === null) continue;
      const end = lines.findIndex((line, index) => index > start && replace.test(line));
      if (end === -1) break;
      const dividers = lines
        .slice(start, end)
        .flatMap((line, index) => (divider.test(line) ? [start + index] : []));
      const middle = dividers[(dividers.length - 1) >> 1];
      path = pathAbove(lines, start) ?? (looksLikePath(match[1] ?? '') ? match[1] : path);
      if (middle !== undefined) {
        const hunk = { lines: patchLines(lines.slice(start + 1, middle), lines.slice(middle + 1, end)) };
        const same = files.find((file) => file.path === path);
        if (same === undefined) files.push({ path, hunks: [hunk] });
        else files[files.indexOf(same)] = { path, hunks: [...same.hunks, hunk] };
      }
      start = end;
    }
    return files;
  },
};
