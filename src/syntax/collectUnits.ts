import type { Node } from 'web-tree-sitter';
import type { LanguageTable, UnitRule } from './languages/languageTable.ts';
import { fieldText, isComment, lastLine } from './nodes.ts';
import type { Unit, UnitKind } from './unit.ts';

const functions: ReadonlySet<UnitKind> = new Set(['function', 'method']);
const holders: ReadonlySet<UnitKind> = new Set(['class', 'interface', 'struct', 'trait', 'impl', 'enum']);

/** A unit with the nodes it was read from. */
export interface FoundUnit {
  readonly unit: Unit;
  /** The node that declares. */
  readonly node: Node;
  /** The declaration with what wraps it, such as `export`. */
  readonly outer: Node;
  /** Comments above the declaration, nearest first. */
  readonly comments: readonly Node[];
  /** UTF-16 offset of the first decorator, attribute or token. */
  readonly startIndex: number;
  /** UTF-16 offset where the signature ends. */
  readonly headerEndIndex: number;
}

/** Climbs to what wraps a declaration, as long as the wrapper declares nothing else. */
function outermost(node: Node, table: LanguageTable): Node {
  let outer = node;
  for (;;) {
    const parent = outer.parent;
    if (parent === null || !table.wrappers.includes(parent.type)) return outer;
    if (parent.namedChildren.filter((child) => child.type in table.units).length > 1) return outer;
    outer = parent;
  }
}

/** The sibling before; Python puts the comments above the first statement of a block before the block. */
function siblingBefore(node: Node): Node | null {
  return node.previousSibling ?? (node.parent?.type === 'block' ? node.parent.previousSibling : null);
}

interface Above {
  /** The first of the decorators or attributes that stand before the declaration as siblings, else the declaration. */
  readonly first: Node;
  /** Comments above and between these, nearest first, up to the next code; blank lines do not end them. */
  readonly comments: readonly Node[];
}

function readAbove(outer: Node, table: LanguageTable): Above {
  let first = outer;
  const comments: Node[] = [];
  for (let sibling = siblingBefore(outer); sibling !== null; sibling = siblingBefore(sibling)) {
    if (table.leading.includes(sibling.type)) {
      first = sibling;
      continue;
    }
    const before = siblingBefore(sibling);
    const trails =
      before !== null && !isComment(before.type) && lastLine(before) === sibling.startPosition.row;
    if (!isComment(sibling.type) || trails) break;
    comments.push(sibling);
  }
  return { first, comments };
}

/** The first line of the comments that stand directly above, without blank lines between. */
function commentStart({ first, comments }: Above): number {
  let line = first.startPosition.row;
  for (const comment of comments) {
    if (comment.startIndex > first.startIndex) continue;
    if (lastLine(comment) !== line - 1 && lastLine(comment) !== line) break;
    line = comment.startPosition.row;
  }
  return line;
}

/** The function or class a declaration holds, else the declaration. */
export function implementation(node: Node): Node {
  const value = node.childForFieldName('value') ?? node.childForFieldName('right');
  return value?.childForFieldName('body') ? value : node;
}

interface HeaderEnd {
  readonly index: number;
  readonly line: number;
}

function headerEnd(node: Node, outer: Node): HeaderEnd {
  const body = implementation(node).childForFieldName('body');
  let before = body?.previousSibling ?? null;
  while (before !== null && isComment(before.type)) before = before.previousSibling;
  if (body === null || before === null) return { index: outer.endIndex, line: lastLine(outer) };
  const opensWithBrace = body.child(0)?.type === '{';
  return { index: before.endIndex, line: opensWithBrace ? body.startPosition.row : lastLine(before) };
}

function kindOf(rule: UnitRule, node: Node, parent: Unit | undefined): UnitKind {
  const kind = typeof rule.kind === 'string' ? rule.kind : rule.kind(node);
  return kind === 'function' && parent !== undefined && holders.has(parent.kind) ? 'method' : kind;
}

function readUnit(node: Node, table: LanguageTable, enclosing: FoundUnit | undefined): FoundUnit | undefined {
  const rule = table.units[node.type];
  const parent = enclosing?.unit;
  const name = rule?.name === undefined ? fieldText(node, 'name') : rule.name(node);
  if (rule === undefined || name === undefined || name === '') return undefined;
  const kind = kindOf(rule, node, parent);
  if (kind === 'variable' && rule.outsideFunctions && parent !== undefined && parent.kind !== 'module')
    return undefined;
  const outer = outermost(node, table);
  const above = readAbove(outer, table);
  const { first, comments } = above;
  const header = headerEnd(node, outer);
  const unit: Unit = {
    kind,
    name,
    startLine: first.startPosition.row,
    endLine: lastLine(outer),
    commentStartLine: commentStart(above),
    headerEndLine: header.line,
    parent,
  };
  return { unit, node, outer, comments, startIndex: first.startIndex, headerEndIndex: header.index };
}

/** Every unit below `root`, in document order. */
export function collectUnits(root: Node, table: LanguageTable): readonly FoundUnit[] {
  const types = Object.keys(table.units);
  if (types.length === 0) return [];
  const found: FoundUnit[] = [];
  const open: FoundUnit[] = [];
  for (const node of root.descendantsOfType(types)) {
    let last = open.at(-1);
    while (last !== undefined && last.node.endIndex <= node.startIndex) {
      open.pop();
      last = open.at(-1);
    }
    const unit = readUnit(node, table, last);
    if (unit === undefined) continue;
    found.push(unit);
    open.push(unit);
  }
  return found;
}

/** True for units whose names are seen only inside them. */
export function isFunctionUnit(unit: Unit | undefined): boolean {
  return unit !== undefined && functions.has(unit.kind);
}
