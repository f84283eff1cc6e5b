import type { Node } from 'web-tree-sitter';
import type { LanguageTable } from './languageTable.ts';

function assignedName(node: Node): string | undefined {
  const left = node.childForFieldName('left');
  return left?.type === 'identifier' && node.startPosition.column === 0 ? left.text : undefined;
}

export const python: LanguageTable = {
  grammar: 'tree-sitter-python.wasm',
  units: {
    function_definition: { kind: 'function' },
    class_definition: { kind: 'class' },
    assignment: { kind: 'variable', name: assignedName },
    type_alias_statement: { kind: 'type', name: (node) => node.childForFieldName('left')?.text },
  },
  wrappers: ['decorated_definition', 'expression_statement'],
  leading: [],
  imports: ['import_statement', 'import_from_statement', 'future_import_statement'],
};
