import { addedLines, countLines, isTelling } from './addedLines.ts';
import type { Added } from './addedLines.ts';
import { keepsBrackets } from './brackets.ts';
import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
import { depthOf, indentOf, isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import { repeatsAround } from './repeatsAround.ts';

function wordsOf(line: string): readonly string[] {
  return line.match(/\w+/gu) ?? [];
}

/** True for a line that has deeper ones below it: what it begins belongs to it. */
function isHead(lines: readonly string[], index: number): boolean {
  const next = lines.slice(index + 1).find((line) => /\w/u.test(line));
  const line = lineAt(lines, index);
  return isTelling(line) && next !== undefined && indentOf(next).length > indentOf(line).length;
}

/**
 * True when what is added is for the most part there already: the answer gives a function or the whole file again. Most of
 * its telling lines are known, or two of them are and the outermost, which name what is declared, are all known.
 */
function repeatsFile(file: readonly string[], added: readonly Added[]): boolean {
  const known = countLines(file);
  const repeated = added.filter(({ line }) => known.has(line.trim()));
  if (repeated.length >= 4 && repeated.length * 2 >= added.length) return true;
  const depth = depthOf([...new Set(added.map(({ edit }) => edit))].flatMap(({ lines }) => lines));
  const outermost = added.filter(({ line }) => indentOf(line).length === depth);
  return repeated.length >= 2 && outermost.length > 0 && outermost.every((each) => repeated.includes(each));
}

/** True when the selection's first block is still there, or one in its place with its first word or most of its words. */
function keepsHead(
  selected: readonly string[],
  edits: readonly LineEdit[],
  added: readonly Added[],
): boolean {
  const depth = depthOf(selected);
  const at = selected.findIndex((line, index) => indentOf(line).length === depth && isHead(selected, index));
  const head = selected[at]?.trim();
  const isThere = edits.some(({ lines }) => lines.some((line) => line.trim() === head));
  if (head === undefined || isThere) return true;
  const words = wordsOf(head);
  return added.some(({ edit, index, line }) => {
    const other = wordsOf(line);
    const shared = words.filter((word) => other.includes(word)).length;
    // A method that became a function does not fit between methods.
    const isOtherKind = other.includes('function') && !words.includes('function');
    const isAlike = other[0] === words[0] || shared * 2 > words.length;
    return isHead(edit.lines, index) && isAlike && !isOtherKind;
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function keepsJson(before: string, after: string): boolean {
  return !isJson(before) || isJson(after);
}

/** How languages name what a file needs of others. */
const importing =
  /^(?:import\b|from\s+\S+\s+import\b|#\s*include\b|using\s+[\w.]+;|use\s+[\w:\\]+|(?:source|library|require|require_relative|alias)\b[^=]*$)|=\s*(?:@import|require)\b/u;

/** True for an import that is put among other code. */
function isStrayImport(file: readonly string[], { edit, index, line }: Added): boolean {
  const above = [...file.slice(0, edit.startLine), ...edit.lines.slice(0, index)];
  const next = above.findLast((each) => !isBlank(each));
  return importing.test(line.trim()) && next !== undefined && !importing.test(next.trim());
}

/**
 * Whether edits may be offered, as far as lines can tell where there is no grammar: they open and close brackets as the file
 * does, bring nothing that is there already, keep the declaration that was selected, and put imports where the file has them.
 */
export function isLikely(file: FileState, edits: readonly LineEdit[], languageId: string): boolean {
  const { lines } = file;
  const before = lines.join('\n');
  const after = applyLineEdits(before, edits);
  if (!keepsBrackets(before, after, languageId) || (languageId === 'json' && !keepsJson(before, after)))
    return false;
  const added = addedLines(lines, edits);
  if (repeatsFile(lines, added)) return false;
  const range = targetRange(file);
  if (repeatsAround(file, edits)) return false;
  const selected = lines.slice(range.startLine, range.endLine + 1);
  const isCode = edits.some(({ startLine }) => startLine === range.startLine);
  return (!isCode || keepsHead(selected, edits, added)) && !added.some((each) => isStrayImport(lines, each));
}
