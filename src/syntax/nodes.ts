import type { Language, Node, Point, TreeCursor } from 'web-tree-sitter';
import { atOnce } from './inTurns.ts';
import type { LineRange } from './lineRange.ts';

/** A node of a grammar's tree, for the rooms that read declarations in detail. */
export type { Node as SyntaxNode } from 'web-tree-sitter';

/** The type of a node's child by field; empty when it has none. */
export function fieldType(node: Node | null, field: string): string {
  return node?.childForFieldName(field)?.type ?? '';
}

/** The text of a node's child by field; empty when it has none. */
export function fieldText(node: Node | null, field: string): string {
  return node?.childForFieldName(field)?.text ?? '';
}

/** The named nodes inside a node's child by field, without comments. */
export function fieldChildren(node: Node, field: string): readonly Node[] {
  return node.childForFieldName(field)?.namedChildren.filter((child) => !isComment(child.type)) ?? [];
}

/** True for comments of every grammar. */
export function isComment(type: string): boolean {
  return type === 'comment' || type.endsWith('_comment');
}

/** The names of a grammar's comment nodes. */
export function commentTypes(language: Language): readonly string[] {
  return [...new Set(language.types.filter(isComment))];
}

/** The last line a node has text on: some grammars end a line comment at the start of the next line. */
export function lastLine(node: Node): number {
  const { row, column } = node.endPosition;
  return column === 0 && row > node.startPosition.row ? row - 1 : row;
}

/** The lines a node has text on. */
export function linesOf(node: Node): LineRange {
  return { startLine: node.startPosition.row, endLine: lastLine(node) };
}

/** A part of a text. */
export interface Part {
  readonly start: Point;
  readonly end: Point;
}

/** Lines whose nodes are asked for in one step. */
const linesAStep = 500;

/** The nodes of some types below `root`, or those that touch a part of it, in document order and in steps. */
export function* descendantSteps(
  root: Node,
  types: readonly string[],
  part: Part = { start: root.startPosition, end: root.endPosition },
): Generator<Node | undefined, void, undefined> {
  const { start, end } = part;
  for (let row = start.row; row <= end.row; row += linesAStep) {
    const isLast = row + linesAStep > end.row;
    const from = row === start.row ? start : { row, column: 0 };
    const to = isLast ? end : { row: row + linesAStep, column: 0 };
    for (const node of root.descendantsOfType([...types], from, to)) {
      const { row: first } = node.startPosition;
      // What reaches over from the step before was given there, and what begins where this one ends comes with the next.
      if ((first >= row || row === start.row) && (isLast || first < row + linesAStep)) yield node;
    }
    yield undefined;
  }
}

/** Visits a tree from the top; `enter` returns false to stay out of a node's children. */
export function walk(
  root: Node,
  enter: (cursor: TreeCursor) => boolean,
  leave?: (type: string) => void,
): void {
  atOnce(walkSteps(root, enter, leave));
}

/** Nodes visited in one step. */
const nodesAStep = 100;

/** The same in steps. */
export function* walkSteps(
  root: Node,
  enter: (cursor: TreeCursor) => boolean,
  leave?: (type: string) => void,
): Generator<undefined, void, undefined> {
  const cursor = root.walk();
  try {
    for (let count = 1; ; count += 1) {
      if (count % nodesAStep === 0) yield;
      const inside = enter(cursor);
      if (inside && cursor.gotoFirstChild()) continue;
      if (inside) leave?.(cursor.nodeType);
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return;
        leave?.(cursor.nodeType);
      }
    }
  } finally {
    cursor.delete();
  }
}
