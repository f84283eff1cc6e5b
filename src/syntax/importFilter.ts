import type { Node } from 'web-tree-sitter';
import type { LanguageTable } from './languages/languageTable.ts';

/** Tells the statements that import something among the nodes of a tree, which it is given in document order. */
export function importFilter({ imports, isImport }: LanguageTable): (node: Node) => boolean {
  const types = new Set(imports);
  let end = 0;
  return (node) => {
    if (!types.has(node.type)) return false;
    // Keywords may be named like statements, and statements may hold others.
    const counts = node.isNamed && node.startIndex >= end && (isImport?.(node) ?? true);
    if (counts) end = node.endIndex;
    return counts;
  };
}
