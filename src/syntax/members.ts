import type { Node } from 'web-tree-sitter';
import type { LineRange } from './lineRange.ts';
import { isComment, linesOf } from './nodes.ts';

/** One of what a class, type, enum or object is made of: a field, a variant, a method, an entry. Without what stands above it. */
export interface Member extends LineRange {
  /** What the grammar calls it. */
  readonly type: string;
  /** Undefined where it declares none, or more than one. */
  readonly name: string | undefined;
  readonly text: string;
  /** Where it begins on its first line and ends on its last, in UTF-16 units. */
  readonly startColumn: number;
  readonly endColumn: number;
}

/** What may stand around a type or value. */
const wrappers: ReadonlySet<string> = new Set(['as_expression', 'satisfies_expression', 'struct_type']);

/** Fields under which a declaration has its name, or what has it. */
const nameFields = ['name', 'key', 'left', 'property', 'pattern', 'declarator', 'definition'];

/** Nodes that hold the one that has the name, where no field tells; and what that may be. */
const nameHolder = /(?:declaration|declarator|statement|property_element|const_element|entry)$/u;
const nameBearer = /(?:identifier|assignment|declaration|declarator|element|variable_name)$|^name$/u;

function isName(node: Node): boolean {
  return node.namedChildCount === 0 || node.type === 'string' || node.type === 'variable_name';
}

function bodyOf(node: Node): Node | undefined {
  const own =
    node.childForFieldName('body') ?? node.namedChildren.findLast(({ type }) => type.endsWith('_body'));
  if (own) return own;
  let value =
    node.childForFieldName('value') ?? node.childForFieldName('type') ?? node.childForFieldName('right');
  while (value && wrappers.has(value.type)) value = value.namedChild(0);
  return value === null ? undefined : (value.childForFieldName('body') ?? value);
}

function nameOf(node: Node): string | undefined {
  const ofField = nameFields
    .map((field) => node.childrenForFieldName(field))
    .find(({ length }) => length > 0);
  const held = nameHolder.test(node.type) ? node.namedChildren : [];
  const next = ofField ?? held.filter(({ type }) => nameBearer.test(type));
  const [first] = next;
  if (first === undefined) return isName(node) ? node.text : undefined;
  if (next.length > 1) return undefined;
  return isName(first) ? first.text : nameOf(first);
}

/** The members between the braces of a declaration, or in its block in Python; none where it has nothing of the kind. */
export function membersOf(node: Node, leading: readonly string[]): readonly Member[] {
  const body = bodyOf(node);
  const isHeld = body?.type === 'block' || body?.children.some(({ type }) => type === '{') === true;
  if (body === undefined || !isHeld) return [];
  return body.namedChildren
    .filter(({ type }) => !isComment(type) && !leading.includes(type))
    .map((member) => ({
      ...linesOf(member),
      type: member.type,
      name: nameOf(member),
      text: member.text,
      startColumn: member.startPosition.column,
      endColumn: member.endPosition.column,
    }));
}
