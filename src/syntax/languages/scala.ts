import type { Node } from 'web-tree-sitter';
import type { LanguageTable } from './languageTable.ts';

const patternName = (node: Node): string | undefined => {
  const pattern = node.childForFieldName('pattern');
  return pattern?.type === 'identifier' ? pattern.text : undefined;
};

export const scala: LanguageTable = {
  grammar: 'tree-sitter-scala.wasm.br',
  units: {
    function_definition: { kind: 'function' },
    function_declaration: { kind: 'function' },
    class_definition: { kind: 'class' },
    trait_definition: { kind: 'trait' },
    object_definition: { kind: 'class' },
    enum_definition: { kind: 'enum' },
    type_definition: { kind: 'type' },
    val_definition: { kind: 'variable', name: patternName, outsideFunctions: true },
    var_definition: { kind: 'variable', name: patternName, outsideFunctions: true },
  },
  wrappers: [],
  leading: [],
  imports: ['import_declaration'],
};
