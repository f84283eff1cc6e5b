import type { Node } from 'web-tree-sitter';
import { fieldText } from '../nodes.ts';
import type { LanguageTable } from './languageTable.ts';

function constantName(node: Node): string | undefined {
  const left = node.childForFieldName('left');
  return left?.type === 'constant' ? left.text : undefined;
}

export const ruby: LanguageTable = {
  grammar: 'tree-sitter-ruby.wasm',
  units: {
    method: { kind: 'method' },
    singleton_method: { kind: 'method' },
    class: { kind: 'class' },
    module: { kind: 'module' },
    assignment: { kind: 'variable', name: constantName, outsideFunctions: true },
  },
  wrappers: [],
  leading: [],
  imports: ['call'],
  isImport: (node) =>
    ['require', 'require_relative', 'load'].includes(fieldText(node, 'method')) &&
    node.childForFieldName('receiver') === null,
};
