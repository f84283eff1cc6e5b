import type { Node } from 'web-tree-sitter';
import { fieldText, fieldType } from '../nodes.ts';
import type { LanguageTable } from './languageTable.ts';

function assignedName(node: Node): string | undefined {
  const isFunction = fieldType(node, 'rhs') === 'function_definition';
  return isFunction && /^(?:<-|<<-|=)$/u.test(fieldText(node, 'operator'))
    ? fieldText(node, 'lhs')
    : undefined;
}

export const r: LanguageTable = {
  grammar: 'tree-sitter-r.wasm.br',
  units: { binary_operator: { kind: 'function', name: assignedName } },
  wrappers: [],
  leading: [],
  imports: ['call'],
  isImport: (node) => ['library', 'require', 'source'].includes(fieldText(node, 'function')),
};
