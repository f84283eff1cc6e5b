import { covers } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { Syntax, SyntaxTree } from '../syntax/syntax.ts';
import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
import type { FilePatch } from './forms/patch.ts';
import { patchForms } from './forms/patchForms.ts';
import { isBlank } from './indentation.ts';
import { topImports } from './importPlace.ts';
import type { LineEdit } from './lineEdits.ts';
import { missingImports } from './missingImports.ts';
import { placeHunk } from './placeHunk.ts';
import type { PlaceHints } from './placeLines.ts';

/** An answer that is written as changes. */
export interface PatchReading {
  /** Those that touch the target or add imports, ordered; undefined when one could not be placed. */
  readonly edits: readonly LineEdit[] | undefined;
  /** Other files the answer changes. */
  readonly otherFiles: readonly string[];
  /** Changes to other parts of the file, left out. */
  readonly changesElsewhere: number;
  /** True when the patch itself says that it ends, whatever its fences say. */
  readonly isWhole: boolean;
}

interface PatchQuestion {
  readonly path: string | undefined;
  readonly state: FileState;
  readonly syntax: Syntax;
  readonly languageId: string;
}

const normalPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(?:\.\/|\/)+/u, '');

/** True when one path may be the other's end: models shorten paths and lengthen them. */
export function isSamePath(one: string, other: string): boolean {
  const [first, second] = [normalPath(one), normalPath(other)];
  return first === second || first.endsWith(`/${second}`) || second.endsWith(`/${first}`);
}

interface Chosen {
  readonly own: FilePatch | undefined;
  readonly otherFiles: readonly string[];
}

/**
 * The patch for the file: the one that names it, else the only one or the one without a name. A file that would be
 * deleted, and the new path of one that would be renamed, count as others: neither is done.
 */
function choosePatch(patches: readonly FilePatch[], path: string | undefined): Chosen {
  const changing = patches.filter(({ fate }) => fate?.kind !== 'deleted');
  const named = changing.filter((patch) => path !== undefined && isSamePath(patch.path ?? '', path));
  const own =
    named.length > 0
      ? named
      : patches.length === 1
        ? changing
        : changing.filter((patch) => patch.path === undefined);
  const others = patches.filter((patch) => !own.includes(patch));
  const renamed = patches.flatMap(({ fate }) => (fate?.kind === 'renamed' ? [fate.to] : []));
  return {
    own: own.length === 0 ? undefined : { path: own[0]?.path, hunks: own.flatMap(({ hunks }) => hunks) },
    otherFiles: [...new Set([...others.flatMap((patch) => patch.path ?? []), ...renamed])],
  };
}

/** The lines that an edit of the target may touch. */
function ownLines(state: FileState): LineRange {
  const { target, unit, lines } = state;
  const range = targetRange(state);
  if (target.kind === 'replace')
    return {
      startLine: Math.min(range.startLine, unit?.commentStartLine ?? range.startLine),
      endLine: range.endLine,
    };
  let { line } = target;
  while (line > 0 && isBlank(lines[line - 1] ?? '')) line -= 1;
  const below = lines.findIndex((each, index) => index >= target.line && !isBlank(each));
  return { startLine: line, endLine: (below === -1 ? lines.length : below) - 1 };
}

/** Where the hunks may stand: the target first, then what encloses it. */
function placesOf(state: FileState): PlaceHints {
  const own = ownLines(state);
  const enclosing = (state.tree?.units() ?? []).filter((unit) => covers(unit, own));
  return { ranges: [own, ...enclosing.toReversed()] };
}

/** True when an edit only brings in more: every line is part of an import, and none of the old ones is lost. */
async function addsImports(edit: LineEdit, { state, syntax, languageId }: PatchQuestion): Promise<boolean> {
  const removed = state.lines.slice(edit.startLine, edit.startLine + edit.deleteCount);
  using tree = await syntax.parseFragment(languageId, edit.lines.join('\n'));
  if (tree === undefined || tree.errorCount > 0) return false;
  const added = topImports(tree);
  const all = edit.lines.every(
    (line, index) =>
      isBlank(line) || added.some((range) => covers(range, { startLine: index, endLine: index })),
  );
  return (
    all &&
    added.length > 0 &&
    missingImports(
      statementsIn(tree, added),
      removed.filter((line) => !isBlank(line)),
      languageId,
    ).length === 0
  );
}

function statementsIn(tree: SyntaxTree, ranges: readonly LineRange[]): readonly string[] {
  const lines = tree.text.split('\n');
  return ranges.map(({ startLine, endLine }) => lines.slice(startLine, endLine + 1).join('\n'));
}

function touchesOnly(edit: LineEdit, own: LineRange): boolean {
  return edit.startLine >= own.startLine && edit.startLine + edit.deleteCount <= own.endLine + 1;
}

async function readFilePatch(
  patch: FilePatch,
  question: PatchQuestion,
): Promise<Pick<PatchReading, 'edits' | 'changesElsewhere'>> {
  const { state } = question;
  const hints = placesOf(state);
  const own = ownLines(state);
  const edits: LineEdit[] = [];
  let changesElsewhere = 0;
  for (const hunk of patch.hunks) {
    const placed = placeHunk(state.lines, hunk, hints);
    if (placed.kind !== 'placed') return { edits: undefined, changesElsewhere };
    for (const edit of placed.edits) {
      if (touchesOnly(edit, own) || (await addsImports(edit, question))) edits.push(edit);
      else changesElsewhere += 1;
    }
  }
  const ordered = edits.toSorted(
    (one, other) => one.startLine - other.startLine || one.deleteCount - other.deleteCount,
  );
  const apart = ordered.every((edit, index) => {
    const before = ordered[index - 1];
    return before === undefined || before.startLine + before.deleteCount <= edit.startLine;
  });
  return { edits: apart ? ordered : undefined, changesElsewhere };
}

function patchesIn(
  text: string,
): { readonly patches: readonly FilePatch[]; readonly isWhole: boolean } | undefined {
  // Most answers are code: a look for the marks is cheaper than cutting them into lines.
  if (
    !/^(?:\s*\*\*\* Begin Patch|\s*<{5,9}\s*\w|@@|--- |diff --git |\s*(?:```+|~~~+)\s*(?:diff|patch|udiff))/mu.test(
      text,
    )
  )
    return undefined;
  const lines = text.split('\n');
  for (const form of patchForms) {
    const patches = form.read(lines);
    if (patches.length > 0) return { patches, isWhole: form.isWhole(lines) };
  }
  return undefined;
}

/** The changes in a text, file by file as it names them; undefined when it is not written as changes. */
export function patchesOf(text: string): readonly FilePatch[] | undefined {
  return patchesIn(text)?.patches;
}

/** True when a text holds changes in one of the forms there are for them. */
export function isPatch(text: string): boolean {
  return patchesIn(text) !== undefined;
}

/** Reads an answer that is written as changes; undefined when it is not. */
export async function readPatch(text: string, question: PatchQuestion): Promise<PatchReading | undefined> {
  const found = patchesIn(text);
  if (found === undefined) return undefined;
  const { own, otherFiles } = choosePatch(found.patches, question.path);
  const read =
    own === undefined ? { edits: undefined, changesElsewhere: 0 } : await readFilePatch(own, question);
  return { ...read, otherFiles, isWhole: found.isWhole };
}
