import type { LanguageTable } from './languageTable.ts';

export const csharp: LanguageTable = {
  grammar: 'tree-sitter-c-sharp.wasm',
  units: {
    namespace_declaration: { kind: 'module' },
    class_declaration: { kind: 'class' },
    record_declaration: { kind: 'class' },
    struct_declaration: { kind: 'struct' },
    interface_declaration: { kind: 'interface' },
    enum_declaration: { kind: 'enum' },
    delegate_declaration: { kind: 'type' },
    method_declaration: { kind: 'method' },
    constructor_declaration: { kind: 'method' },
    destructor_declaration: { kind: 'method' },
    property_declaration: { kind: 'variable' },
    local_function_statement: { kind: 'function' },
  },
  wrappers: ['global_statement'],
  leading: [],
  imports: ['using_directive'],
};
