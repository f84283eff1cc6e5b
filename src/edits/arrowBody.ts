import type { SyntaxNode } from '../syntax/nodes.ts';
import { arrowOf, headOf, signature, type Arrow } from './arrow.ts';
import type { FileState } from './fileState.ts';
import { convertIndents, indentOf, indentStyle, reindent, stepOf, trimBlankLines } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';
import type { AnswerCode } from './place.ts';
import { wordsIn } from './wordsIn.ts';

/** The lines of code that a node takes, without what stands behind it. */
function linesOf({ startPosition, endPosition }: SyntaxNode, code: readonly string[]): readonly string[] {
  const lines = code.slice(startPosition.row, endPosition.row + 1);
  const cut = lines.with(-1, lineAt(code, endPosition.row).slice(0, endPosition.column));
  const first = lineAt(cut, 0);
  return cut.with(0, indentOf(first) + first.slice(startPosition.column));
}

/** The edit that puts code where a node is; with `sign` from behind the arrow on, wherever the node begins. */
function put(
  file: readonly string[],
  { startPosition, endPosition }: SyntaxNode,
  code: readonly string[],
  sign?: SyntaxNode,
): LineEdit {
  const { row, column } = sign?.endPosition ?? startPosition;
  const line = lineAt(file, row);
  const lines = reindent(convertIndents(code, indentStyle(file)), { indent: indentOf(line), original: [] });
  const head = line.slice(0, column) + (sign === undefined ? '' : ' ');
  const placed = lines.with(0, head + lineAt(lines, 0).trimStart());
  return {
    startLine: row,
    deleteCount: endPosition.row - row + 1,
    lines: placed.with(-1, (placed.at(-1) ?? '') + lineAt(file, endPosition.row).slice(endPosition.column)),
  };
}

/** True for an expression that speaks of what the old body did, and is no example of how the function is called. */
function isBody(text: string, old: string, name: string): boolean {
  const [words, before] = [wordsIn(text), new Set(wordsIn(old))];
  return words.some((word) => before.has(word)) && (before.has(name) || !words.includes(name));
}

/** Statements as a block. */
function block(code: readonly string[], file: readonly string[]): readonly string[] {
  const style = indentStyle(file);
  const inner = convertIndents(trimBlankLines(code), style);
  return ['{', ...reindent(inner, { indent: stepOf(style), original: [] }), '}'];
}

/** The same arrow said anew: its body alone where the answer has left out types, else all of it; none for another one. */
function anewEdits(
  file: readonly string[],
  old: Arrow,
  said: Arrow,
  code: readonly string[],
): readonly LineEdit[] {
  if (signature(said) !== signature(old)) return [];
  const isTyped = headOf(said).includes(':') || !headOf(old).includes(':');
  return isTyped
    ? [put(file, old.value, linesOf(said.value, code))]
    : [put(file, old.body, linesOf(said.body, code), old.sign)];
}

/**
 * The edits that put code without a name into a function written as an arrow: the function said anew, an expression, a block,
 * or statements that return something. Undefined where any other body would be read alike; none for what is no body.
 */
export function arrowEdits(
  { tree, unit, lines }: FileState,
  code: AnswerCode,
): readonly LineEdit[] | undefined {
  const arrow = unit && arrowOf(tree?.nodeOf(unit).childForFieldName('value'));
  if (unit === undefined || arrow === undefined) return undefined;
  const { sign, body } = arrow;
  const isBlock = body.type === 'statement_block';
  const asUsual = isBlock ? undefined : [];
  if (code.tree === undefined || code.tree.errorCount > 0 || code.tree.multilineStrings().length > 0)
    return asUsual;
  const statements = code.tree.root.namedChildren;
  const [only] = statements;
  const isExpression = only?.type === 'expression_statement';
  const said = isExpression ? only.firstNamedChild : only;
  if (said && statements.length === 1) {
    const own = linesOf(said, code.lines);
    const again = arrowOf(said);
    // A function that returns a function may be answered with that one.
    if (again && signature(again) !== signature(arrowOf(body)))
      return anewEdits(lines, arrow, again, code.lines);
    if (said.type === 'statement_block' && /\breturn\b/u.test(said.text))
      return [put(lines, body, own, sign)];
    const mayBeBody = isExpression && !isBlock && said.type !== 'sequence_expression';
    if (mayBeBody && isBody(said.text, body.text, unit.name)) return [put(lines, body, own)];
  }
  const returns = statements.at(-1)?.type === 'return_statement';
  return !isBlock && returns ? [put(lines, body, block(code.lines, lines), sign)] : asUsual;
}
