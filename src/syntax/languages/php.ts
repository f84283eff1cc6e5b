import type { Node } from 'web-tree-sitter';
import { fieldText, fieldType } from '../nodes.ts';
import { childText } from './languageTable.ts';
import type { LanguageTable } from './languageTable.ts';

const includes = [
  'require_expression',
  'require_once_expression',
  'include_expression',
  'include_once_expression',
];

function assignedName(node: Node): string | undefined {
  const isFunction = ['anonymous_function', 'arrow_function'].includes(fieldType(node, 'right'));
  return isFunction ? fieldText(node, 'left') : undefined;
}

export const php: LanguageTable = {
  grammar: 'tree-sitter-php.wasm',
  units: {
    function_definition: { kind: 'function' },
    method_declaration: { kind: 'method' },
    class_declaration: { kind: 'class' },
    interface_declaration: { kind: 'interface' },
    trait_declaration: { kind: 'trait' },
    enum_declaration: { kind: 'enum' },
    const_element: { kind: 'variable', name: (node) => childText(node, ['name']) },
    assignment_expression: { kind: 'function', name: assignedName },
  },
  opener: '<?php',
  wrappers: ['const_declaration', 'expression_statement'],
  leading: [],
  imports: ['namespace_use_declaration', 'expression_statement'],
  isImport: (node) =>
    node.type === 'namespace_use_declaration' ||
    node.namedChildren.some((child) => includes.includes(child.type)),
};
