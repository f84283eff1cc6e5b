import type { Node } from 'web-tree-sitter';
import type { UnitKind } from '../unit.ts';
import { childText } from './languageTable.ts';
import type { LanguageTable } from './languageTable.ts';

const kinds: Readonly<Record<string, UnitKind>> = {
  struct_declaration: 'struct',
  union_declaration: 'struct',
  opaque_declaration: 'struct',
  enum_declaration: 'enum',
  error_set_declaration: 'enum',
};

function valueKind(node: Node): UnitKind {
  return (
    node.namedChildren.map((child) => kinds[child.type]).find((kind) => kind !== undefined) ?? 'variable'
  );
}

function isImport(node: Node): boolean {
  const value = node.lastNamedChild;
  return value?.type === 'builtin_function' && value.text.startsWith('@import');
}

export const zig: LanguageTable = {
  grammar: 'tree-sitter-zig.wasm.br',
  units: {
    function_declaration: { kind: 'function' },
    variable_declaration: {
      kind: valueKind,
      name: (node) => (isImport(node) ? undefined : childText(node, ['identifier'])),
      outsideFunctions: true,
    },
    test_declaration: { kind: 'function', name: (node) => childText(node, ['string', 'identifier']) },
  },
  wrappers: [],
  leading: [],
  bodies: ['block'],
  imports: ['variable_declaration'],
  isImport,
};
