import type { Node } from 'web-tree-sitter';
import type { UnitKind } from '../unit.ts';
import { childText } from './languageTable.ts';
import type { LanguageTable } from './languageTable.ts';

/** Interfaces and enums are classes to the grammar; the word before the name tells. */
function classKind(node: Node): UnitKind {
  if (node.children.some((child) => child.type === 'interface')) return 'interface';
  return node.namedChildren.some((child) => child.type === 'enum_class_body') ? 'enum' : 'class';
}

function propertyName(node: Node): string | undefined {
  const declared = node.namedChildren.find((child) => child.type === 'variable_declaration');
  return declared === undefined ? undefined : childText(declared, ['identifier']);
}

export const kotlin: LanguageTable = {
  grammar: 'tree-sitter-kotlin.wasm.br',
  units: {
    function_declaration: { kind: 'function' },
    class_declaration: { kind: classKind },
    object_declaration: { kind: 'class' },
    type_alias: { kind: 'type', name: (node) => node.childForFieldName('type')?.text },
    property_declaration: { kind: 'variable', name: propertyName, outsideFunctions: true },
  },
  wrappers: [],
  leading: [],
  bodies: ['function_body', 'class_body', 'enum_class_body'],
  imports: ['import'],
};
