import type { SyntaxNode } from '../syntax/nodes.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import type { FileState } from './fileState.ts';
import { indentOf } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { AnswerCode } from './place.ts';

/** What stands before the name of a function on its line. */
const functionHead = /^\s*(?:export\s+)?(?:default\s+)?(async\s+)?function\b\s*(\*?)\s*$/u;
const functionNodes: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
]);
const functionValues: ReadonlySet<string> = new Set(['function_expression', 'generator_function']);

/** A function's head in the words of the file's member; `async` and `*` are the answer's. */
type HeadOf = (isAsync: string, star: string) => string;

/** How the file says its member before its parameters; undefined where a function is no other way to say it. */
function memberHead(tree: SyntaxTree, unit: Unit, file: readonly string[]): HeadOf | undefined {
  const node = tree.nodeOf(unit);
  const { row } = node.startPosition;
  const line = lineAt(file, row);
  const column = row === unit.startLine ? tree.columnOf(unit) : indentOf(line).length;
  const before = (other: SyntaxNode | null): string | undefined =>
    other?.startPosition.row === row ? line.slice(column, other.startPosition.column) : undefined;
  if (node.type === 'method_definition') {
    const words = before(node.childForFieldName('name'))?.replaceAll(/\basync\s+|\*\s*/gu, '');
    return words === undefined ? undefined : (isAsync, star) => `${words}${isAsync}${star}${unit.name}`;
  }
  const value = node.childForFieldName('value');
  const key = before(value);
  if (value === null || key === undefined || !functionValues.has(value.type)) return undefined;
  const own = value.childForFieldName('name')?.text ?? '';
  return (isAsync, star) => `${key}${isAsync}function${star} ${own}`;
}

/** The function of the unit's name that code declares; undefined where the file or the code has more than one of them. */
function functionOf(tree: SyntaxTree, unit: Unit, { tree: code }: AnswerCode): SyntaxNode | undefined {
  const isOther = (each: Unit): boolean => each.kind === 'function' && each.name === unit.name;
  const said = code?.units().filter((each) => each.parent === undefined && each.name === unit.name) ?? [];
  const [match] = said;
  if (match === undefined || said.length > 1 || tree.units().some(isOther)) return undefined;
  const node = code?.nodeOf(match);
  return node !== undefined && functionNodes.has(node.type) ? node : undefined;
}

/**
 * Code that writes the target's method as a function (`async function total() {…}`), with what the file has before the name
 * instead: its decorators, `static`, `get`, `total:`. Undefined for any other code.
 */
export function methodCode(
  { tree, unit, lines }: FileState,
  code: AnswerCode,
): readonly string[] | undefined {
  if (tree === undefined || unit?.kind !== 'method') return undefined;
  const name = functionOf(tree, unit, code)?.childForFieldName('name');
  const headOf = memberHead(tree, unit, lines);
  if (!name || headOf === undefined) return undefined;
  const { row, column } = name.startPosition;
  const line = lineAt(code.lines, row);
  const [head, isAsync = '', star = ''] = functionHead.exec(line.slice(0, column)) ?? [];
  if (head === undefined) return undefined;
  const indent = indentOf(line);
  const depth = indentOf(lineAt(lines, unit.startLine)).length;
  const decorators = lines
    .slice(unit.startLine, tree.nodeOf(unit).startPosition.row)
    .map((each) => indent + each.slice(depth));
  return [
    ...code.lines.slice(0, row),
    ...decorators,
    indent + headOf(isAsync, star) + line.slice(name.endPosition.column),
    ...code.lines.slice(row + 1),
  ];
}
