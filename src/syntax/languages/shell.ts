import { fieldText } from '../nodes.ts';
import { childText } from './languageTable.ts';
import type { LanguageTable } from './languageTable.ts';

export const bash: LanguageTable = {
  grammar: 'tree-sitter-bash.wasm',
  units: { function_definition: { kind: 'function' } },
  wrappers: [],
  leading: [],
  imports: ['command'],
  isImport: (node) => ['source', '.'].includes(fieldText(node, 'name')),
};

export const powershell: LanguageTable = {
  grammar: 'tree-sitter-powershell.wasm',
  bodies: ['script_block'],
  units: {
    function_statement: { kind: 'function', name: (node) => childText(node, ['function_name']) },
    class_statement: { kind: 'class', name: (node) => childText(node, ['simple_name']) },
    class_method_definition: { kind: 'method', name: (node) => childText(node, ['simple_name']) },
    enum_statement: { kind: 'enum', name: (node) => childText(node, ['simple_name']) },
  },
  wrappers: [],
  leading: [],
  imports: ['command'],
  isImport: (node) => ['using', 'import-module', '.'].includes(fieldText(node, 'command_name').toLowerCase()),
};
