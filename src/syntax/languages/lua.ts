import type { Node } from 'web-tree-sitter';
import { fieldText, fieldType } from '../nodes.ts';
import type { LanguageTable } from './languageTable.ts';

/** The name a function is assigned to; undefined when the value is none. */
function assignedName(node: Node): string | undefined {
  const [names, values] = node.namedChildren;
  const isFunction = values?.childForFieldName('value')?.type === 'function_definition';
  return isFunction && names?.namedChildCount === 1 ? names.text : undefined;
}

function isRequire(node: Node): boolean {
  const call = node.type === 'function_call' ? node : node.descendantsOfType('function_call')[0];
  return (
    call !== undefined && fieldType(call, 'name') === 'identifier' && fieldText(call, 'name') === 'require'
  );
}

export const lua: LanguageTable = {
  grammar: 'tree-sitter-lua.wasm.br',
  units: {
    function_declaration: { kind: 'function' },
    assignment_statement: { kind: 'function', name: assignedName },
  },
  wrappers: ['variable_declaration'],
  leading: [],
  imports: ['variable_declaration', 'function_call'],
  isImport: isRequire,
};
