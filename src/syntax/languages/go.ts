import type { Node } from 'web-tree-sitter';
import { fieldType } from '../nodes.ts';
import type { UnitKind } from '../unit.ts';
import type { LanguageTable } from './languageTable.ts';

const kinds: Readonly<Record<string, UnitKind>> = { struct_type: 'struct', interface_type: 'interface' };

function typeKind(node: Node): UnitKind {
  return kinds[fieldType(node, 'type')] ?? 'type';
}

export const go: LanguageTable = {
  grammar: 'tree-sitter-go.wasm',
  units: {
    function_declaration: { kind: 'function' },
    method_declaration: { kind: 'method' },
    method_elem: { kind: 'method' },
    type_spec: { kind: typeKind },
    type_alias: { kind: 'type' },
    const_spec: { kind: 'variable', outsideFunctions: true },
    var_spec: { kind: 'variable', outsideFunctions: true },
  },
  wrappers: ['type_declaration', 'const_declaration', 'var_declaration'],
  leading: [],
  imports: ['import_declaration'],
};
