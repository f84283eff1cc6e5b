import type { LanguageTable } from './languageTable.ts';

export const java: LanguageTable = {
  grammar: 'tree-sitter-java.wasm',
  units: {
    class_declaration: { kind: 'class' },
    record_declaration: { kind: 'class' },
    interface_declaration: { kind: 'interface' },
    annotation_type_declaration: { kind: 'interface' },
    enum_declaration: { kind: 'enum' },
    method_declaration: { kind: 'method' },
    constructor_declaration: { kind: 'method' },
    compact_constructor_declaration: { kind: 'method' },
  },
  wrappers: [],
  leading: [],
  imports: ['import_declaration'],
};
