import { isDocstring } from '../syntax/codeTokens.ts';
import { isComment, lastLine } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/nodes.ts';
import type { SyntaxTree } from '../syntax/syntaxTree.ts';
import type { Unit } from '../syntax/unit.ts';

function hasDocstring(declaration: SyntaxNode): boolean {
  const first = declaration.childForFieldName('body')?.namedChildren.find((node) => !isComment(node.type));
  return first !== undefined && isDocstring(first);
}

/** A `/** … *` + `/` comment that touches the declaration or the comments between. */
function hasBlockDoc(tree: SyntaxTree, unit: Unit): boolean {
  return tree
    .commentsAbove(unit)
    .some(
      (comment) => comment.startPosition.row >= unit.commentStartLine && /^\/\*\*[^*/]/.test(comment.text),
    );
}

/** Rust's `///` counts whatever blank lines follow it, as do inner comments and `#[doc = …]`. */
function hasRustDoc(tree: SyntaxTree, unit: Unit): boolean {
  const isDoc = (comment: SyntaxNode): boolean => comment.childForFieldName('outer') !== null;
  if (tree.commentsAbove(unit).some(isDoc)) return true;
  if (/^\s*#\[doc\s*=/m.test(tree.signatureOf(unit))) return true;
  const inside = tree.nodeOf(unit).childForFieldName('body')?.namedChildren ?? [];
  const first = inside[0];
  return (
    first !== undefined && (first.childForFieldName('inner') !== null || /^#!\[doc\s*=/.test(first.text))
  );
}

/** True when the unit carries documentation of its language's style. */
export function isDocumented(tree: SyntaxTree, unit: Unit): boolean {
  if (tree.languageId === 'python') return hasDocstring(tree.nodeOf(unit));
  return tree.languageId === 'rust' ? hasRustDoc(tree, unit) : hasBlockDoc(tree, unit);
}

const semantic =
  /@ts-|eslint|oxlint|biome-|prettier-|istanbul|[cv]8 ignore|deno-lint|dprint-|tslint|jshint|\$Flow|webpack|rustfmt|[@#]__/;

/** The line before which a comment for the unit goes: above comments that must stay on the line above the code. */
export function lineForComment(tree: SyntaxTree, unit: Unit): number {
  let line = unit.startLine;
  for (const comment of tree.commentsAbove(unit)) {
    if (lastLine(comment) !== line - 1 || !semantic.test(comment.text)) continue;
    line = comment.startPosition.row;
  }
  return line;
}
