import type { Node } from 'web-tree-sitter';
import type { LanguageTable, UnitRule } from './languages/languageTable.ts';
import { fieldText, isComment, lastLine } from './nodes.ts';
import { nodesAbove } from './nodesAbove.ts';
import type { Above, LooseNode } from './nodesAbove.ts';
import type { Unit, UnitKind } from './unit.ts';

const holders: ReadonlySet<UnitKind> = new Set(['class', 'interface', 'struct', 'trait', 'impl', 'enum']);

/** A unit and where it stands; offsets in UTF-16 units. */
export interface PlacedUnit {
  readonly unit: Unit;
  /** The type of the node that declares, and where that begins. */
  readonly nodeType: string;
  readonly nodeIndex: number;
  /** Where the declaration with what wraps it begins and ends. */
  readonly outerIndex: number;
  readonly endIndex: number;
  /** The first decorator, attribute or token. */
  readonly startIndex: number;
  /** Where the signature ends. */
  readonly headerEndIndex: number;
}

/** A unit with the nodes it was read from. */
export interface FoundUnit extends PlacedUnit {
  /** The node that declares. */
  readonly node: Node;
  /** The declaration with what wraps it, such as `export`. */
  readonly outer: Node;
  /** Decorators and attributes that stand above the declaration as siblings, nearest first. */
  readonly leading: readonly Node[];
  /** Comments above the declaration, nearest first. */
  readonly comments: readonly Node[];
}

/** A node that holds others, with what is known of its children. */
export interface Holder {
  readonly node: Node;
  readonly endIndex: number;
  found?: FoundUnit;
  /** Ids of the children by name, and how many of them may declare; read when first needed. */
  children?: { readonly ids: ReadonlySet<number>; readonly declaring: number };
}

function childrenOf(holder: Holder, table: LanguageTable): NonNullable<Holder['children']> {
  if (holder.children === undefined) {
    const children = holder.node.namedChildren;
    holder.children = {
      ids: new Set(children.map((child) => child.id)),
      declaring: children.filter((child) => child.type in table.units).length,
    };
  }
  return holder.children;
}

/** What wraps a declaration, as long as the wrapper declares nothing else. `around` are the nodes that hold it, outermost first. */
function outermost(node: Node, around: readonly Holder[], table: LanguageTable): Node {
  let outer = node;
  for (const holder of around.toReversed()) {
    if (!table.wrappers.includes(holder.node.type)) return outer;
    const { ids, declaring } = childrenOf(holder, table);
    if (!ids.has(outer.id) || declaring > 1) return outer;
    outer = holder.node;
  }
  return outer;
}

/** The first line of the comments that stand directly above, without blank lines between. */
function commentStart(first: Node, { comments }: Above): number {
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
  const value =
    node.childForFieldName('value') ?? node.childForFieldName('right') ?? node.childForFieldName('rhs');
  return value?.childForFieldName('body') ? value : node;
}

interface HeaderEnd {
  readonly index: number;
  readonly line: number;
}

function bodyOf(node: Node, { bodies = [] }: LanguageTable): Node | undefined {
  const body = node.childForFieldName('body') ?? undefined;
  return (
    body ??
    (bodies.length === 0 ? undefined : node.namedChildren.findLast((child) => bodies.includes(child.type)))
  );
}

function headerEnd(node: Node, outer: Node, table: LanguageTable): HeaderEnd {
  const holder = implementation(node);
  const body = bodyOf(holder, table);
  const children = body === undefined ? [] : holder.children;
  const before = children
    .slice(
      0,
      Math.max(
        0,
        children.findIndex((child) => child.id === body?.id),
      ),
    )
    .findLast((child) => !isComment(child.type));
  if (body === undefined || before === undefined) return { index: outer.endIndex, line: lastLine(outer) };
  const opensWithBrace = body.child(0)?.type === '{';
  return { index: before.endIndex, line: opensWithBrace ? body.startPosition.row : lastLine(before) };
}

function kindOf(rule: UnitRule, node: Node, parent: Unit | undefined): UnitKind {
  const kind = typeof rule.kind === 'string' ? rule.kind : rule.kind(node);
  return kind === 'function' && parent !== undefined && holders.has(parent.kind) ? 'method' : kind;
}

/** What a node is read against. */
export interface Surroundings {
  readonly text: string;
  readonly table: LanguageTable;
  /** Nodes that hold it, outermost first. */
  readonly around: readonly Holder[];
  /** Comments and leading nodes before it, in order. */
  readonly loose: readonly LooseNode[];
}

export function readUnit(node: Node, { text, table, around, loose }: Surroundings): FoundUnit | undefined {
  const rule = table.units[node.type];
  const parent = around.findLast((holder) => holder.found !== undefined)?.found?.unit;
  const name = rule?.name === undefined ? fieldText(node, 'name') : rule.name(node);
  if (rule === undefined || name === undefined || name === '') return undefined;
  const kind = kindOf(rule, node, parent);
  if (kind === 'variable' && rule.outsideFunctions && parent !== undefined && parent.kind !== 'module')
    return undefined;
  const outer = outermost(node, around, table);
  const above = nodesAbove(outer, loose, text);
  const first = above.leading.at(-1) ?? outer;
  const header = headerEnd(node, outer, table);
  const unit: Unit = {
    kind,
    name,
    startLine: first.startPosition.row,
    endLine: lastLine(outer),
    commentStartLine: commentStart(first, above),
    headerEndLine: header.line,
    parent,
  };
  return {
    unit,
    nodeType: node.type,
    nodeIndex: node.startIndex,
    outerIndex: outer.startIndex,
    endIndex: outer.endIndex,
    startIndex: first.startIndex,
    headerEndIndex: header.index,
    node,
    outer,
    ...above,
  };
}
