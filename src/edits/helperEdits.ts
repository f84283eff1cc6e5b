import type { SyntaxTree } from '../syntax/syntax.ts';
import { isFileWide } from './importPlace.ts';
import { indentOf } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';
import type { Helper } from './needed.ts';
import { insertEdit, usualGap } from './place.ts';

/** The line that goes down when a helper comes: the first of the comment above, unless that speaks of the file. */
function lineOf(file: readonly string[], { beside, side }: Helper): number {
  const { commentStartLine, startLine, endLine } = beside;
  if (side === 'below') return endLine + 1;
  return file.slice(commentStartLine, startLine).some(isFileWide) ? startLine : commentStartLine;
}

/** The edits that put helpers into the file, apart from their neighbours; `code` is the tree of the answer they are from. */
export function helperEdits(
  tree: SyntaxTree,
  helpers: readonly Helper[],
  code: SyntaxTree | undefined,
): readonly LineEdit[] {
  const file = tree.text.split('\n');
  return [...Map.groupBy(helpers, (helper) => lineOf(file, helper))].map(([line, group]) => {
    const indent = indentOf(lineAt(file, group[0]?.beside.startLine ?? line));
    const gap = Array.from({ length: Math.max(1, usualGap(file, tree, indent)) }, () => '');
    const lines = group.flatMap((helper, index) => (index === 0 ? helper.lines : [...gap, ...helper.lines]));
    return insertEdit(file, { kind: 'insert', line, indent, apart: true }, { lines, tree: code }, tree);
  });
}
