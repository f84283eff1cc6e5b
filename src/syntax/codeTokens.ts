import type { Node, TreeCursor } from 'web-tree-sitter';
import { isComment, walkSteps } from './nodes.ts';

const wholeToken = /(^|_)(string|heredoc|template_literal|char|character|regex)(_|$)/;
const notWhole = new Set(['concatenated_string', 'string_interpolation', 'template_literal_type']);

/** Strings are one token: blanks inside them are code, and their parts are not all nodes. */
function isWhole(type: string): boolean {
  return wholeToken.test(type) && !notWhole.has(type);
}

/** The texts of strings of several lines, in order; strings inside strings are not counted again. */
export function multilineStrings(root: Node): readonly string[] {
  const types = root.tree.language.types.filter(isWhole);
  const texts: string[] = [];
  let end = 0;
  for (const node of root.descendantsOfType([...new Set(types)])) {
    if (node.startIndex < end || node.startPosition.row === node.endPosition.row) continue;
    end = node.endIndex;
    texts.push(node.text);
  }
  return texts;
}

const documentable: ReadonlySet<string> = new Set(['module', 'function_definition', 'class_definition']);

/** True for an expression statement that Python keeps as the docstring of its module, class or function. */
export function isDocstring(node: Node): boolean {
  const value =
    node.type === 'expression_statement' && node.namedChildCount === 1 ? node.firstNamedChild : null;
  const strings = value?.type === 'concatenated_string' ? value.namedChildren : [value];
  if (value === null || !strings.every((part) => part?.type === 'string' && /^[rRuU]?["']/.test(part.text)))
    return false;
  const holder = node.parent;
  const owner = holder?.type === 'block' ? holder.parent : holder;
  if (owner === null || !documentable.has(owner.type)) return false;
  const first = holder?.namedChildren.find((child) => !isComment(child.type));
  return first?.id === node.id;
}

interface TokenOptions {
  readonly text: string;
  /** Python docstrings are left out. */
  readonly docstrings: boolean;
  /** Also the types of the named nodes and their ends, so that equal sequences mean equal trees. */
  readonly nodes: boolean;
}

/** No token of code: what tells that a node begins, before its type, or ends. */
const nodeMark = '\0';

/** The tokens below a node without comments, read in steps; text the grammar skipped is a token too. */
export function* tokensOf(
  root: Node,
  options: TokenOptions,
): Generator<undefined, readonly string[], undefined> {
  const { text } = options;
  const tokens: string[] = [];
  let end = root.startIndex;
  const skipTo = (index: number): void => {
    const gap = text.slice(end, index).trim();
    if (gap !== '') tokens.push(gap);
    end = Math.max(end, index);
  };
  const isLeft = (cursor: TreeCursor): boolean =>
    isComment(cursor.nodeType) ||
    (options.docstrings && cursor.nodeType === 'expression_statement' && isDocstring(cursor.currentNode));
  const enter = (cursor: TreeCursor): boolean => {
    if (isLeft(cursor)) {
      skipTo(cursor.startIndex);
      end = Math.max(end, cursor.endIndex);
      return false;
    }
    const type = cursor.nodeType;
    const node = cursor.currentNode;
    if (node.childCount > 0 && !isWhole(type)) {
      if (options.nodes && cursor.nodeIsNamed) tokens.push(`${nodeMark}${type}`);
      return true;
    }
    skipTo(cursor.startIndex);
    const token = text.slice(cursor.startIndex, cursor.endIndex);
    if (token.trim() !== '') tokens.push(token);
    end = Math.max(end, cursor.endIndex);
    return false;
  };
  yield* walkSteps(root, enter, options.nodes ? () => tokens.push(nodeMark) : undefined);
  skipTo(root.endIndex);
  return tokens;
}
