import type { Node } from 'web-tree-sitter';
import type { LanguageTable } from './languageTable.ts';

/** The type an `impl` is for, without its generic arguments. */
function implName(node: Node): string | undefined {
  const type = node.childForFieldName('type');
  return (type?.childForFieldName('type') ?? type)?.text;
}

export const rust: LanguageTable = {
  grammar: 'tree-sitter-rust.wasm',
  units: {
    function_item: { kind: 'function' },
    function_signature_item: { kind: 'function' },
    struct_item: { kind: 'struct' },
    union_item: { kind: 'struct' },
    enum_item: { kind: 'enum' },
    trait_item: { kind: 'trait' },
    impl_item: { kind: 'impl', name: implName },
    mod_item: { kind: 'module' },
    type_item: { kind: 'type' },
    const_item: { kind: 'variable' },
    static_item: { kind: 'variable' },
    macro_definition: { kind: 'function' },
  },
  wrappers: [],
  leading: ['attribute_item'],
  imports: ['use_declaration', 'extern_crate_declaration'],
};
