import { covers } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, UnitKind } from '../syntax/syntax.ts';
import { goSpecs } from './missingImports.ts';
import { indentOf, isBlank } from './indentation.ts';
import type { LineEdit } from './lineEdits.ts';
import { lineAt } from './lineAt.ts';

const notDeclaring: ReadonlySet<UnitKind> = new Set(['variable']);

/** The import statements at the top level of a text, not those inside a class, a module or a condition. */
export function topImports(tree: SyntaxTree): readonly LineRange[] {
  const lines = tree.text.split('\n');
  return tree.imports().filter((range) => {
    const unit = tree.unitAt(range);
    return indentOf(lineAt(lines, range.startLine)) === '' && (unit === undefined || covers(range, unit));
  });
}

const headerLine =
  /^(?:#!|'use |"use |package\s|<\?php|namespace\s[^{]*;|declare\(|using strict|# -\*-|#\s*(?:en)?coding|#!\[|\/\/!|# frozen_string_literal)/u;

const fileWide = /copyright|licen[cs]e|spdx|@ts-|eslint|@file/iu;

/** True for a line that speaks of the whole file: nothing goes above it. */
export function isFileWide(line: string): boolean {
  return headerLine.test(line) || fileWide.test(line);
}

/** The line that the first import of a file goes to: below shebang, licence, package line and module docstring. */
function firstImportLine(lines: readonly string[], tree: SyntaxTree): number {
  const comments = tree.comments();
  let line = 0;
  for (let at = 0; at < lines.length;) {
    const text = lineAt(lines, at);
    const comment = comments.find((range) => range.startLine === at);
    const quotes = tree.languageId === 'python' ? /^[rRuU]?("""|''')/u.exec(text)?.[1] : undefined;
    if (quotes !== undefined) {
      const alone = text.indexOf(quotes) !== text.lastIndexOf(quotes);
      const end = alone ? at : lines.findIndex((each, index) => index > at && each.includes(quotes));
      if (end === -1) break;
      at = end + 1;
      line = at;
    } else if (headerLine.test(text)) {
      at += 1;
      line = at;
    } else if (comment !== undefined) {
      at = comment.endLine + 1;
      // A comment right above code belongs to the code.
      if (isBlank(lineAt(lines, at))) line = at;
    } else if (isBlank(text)) at += 1;
    else break;
  }
  return Math.min(line, lines.length - 1);
}

/** The edit that adds import statements to a file where its language has them. */
export function importEdit(tree: SyntaxTree, statements: readonly string[]): LineEdit {
  const lines = tree.text.split('\n');
  const added = statements.flatMap((statement) => statement.split('\n'));
  const imports = topImports(tree);
  const firstUnit = tree.units().find((unit) => !notDeclaring.has(unit.kind));
  const anchor =
    imports.findLast((range) => firstUnit === undefined || range.endLine < firstUnit.startLine) ?? imports[0];
  if (anchor === undefined) {
    const line = firstImportLine(lines, tree);
    const before = line > 0 && !isBlank(lineAt(lines, line - 1)) ? [''] : [];
    const after = line < lines.length && !isBlank(lineAt(lines, line)) ? [''] : [];
    return { startLine: line, deleteCount: 0, lines: [...before, ...added, ...after] };
  }
  const group = /^import\s*\($/u.test(lineAt(lines, anchor.startLine).trim());
  if (tree.languageId !== 'go' || !group)
    return { startLine: anchor.endLine + 1, deleteCount: 0, lines: added };
  return { startLine: anchor.endLine, deleteCount: 0, lines: goSpecs(added).map((spec) => `\t${spec}`) };
}
