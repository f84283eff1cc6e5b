import type { Node } from 'web-tree-sitter';
import { fieldText, fieldType } from '../nodes.ts';
import type { UnitKind } from '../unit.ts';
import type { LanguageTable, UnitRule } from './languageTable.ts';

const valueKinds: Readonly<Record<string, UnitKind>> = {
  arrow_function: 'function',
  function_expression: 'function',
  generator_function: 'function',
  class: 'class',
};

/** What the value in a field is, when it is a function or class. */
function valueKind(node: Node, field: string): UnitKind | undefined {
  return valueKinds[fieldType(node, field)];
}

/** A rule for nodes that are units only when a function or class is their value. */
function holder(valueField: string, ofFunction: UnitKind, nameOf: (node: Node) => string): UnitRule {
  return {
    kind: (node) => (valueKind(node, valueField) === 'class' ? 'class' : ofFunction),
    name: (node) => (valueKind(node, valueField) === undefined ? undefined : nameOf(node)),
  };
}

/** `b` of `a.b = …`, `a` of `a = …`. */
function assignedName(node: Node): string {
  return fieldText(node.childForFieldName('left'), 'property') || fieldText(node, 'left');
}

function variableName(node: Node): string | undefined {
  return fieldType(node, 'name') === 'identifier' ? fieldText(node, 'name') : undefined;
}

function isRequire(node: Node): boolean {
  if (node.type === 'import_statement') return true;
  const values = node.namedChildren.map((child) => child.childForFieldName('value'));
  return values.some(
    (value) => value?.type === 'call_expression' && fieldText(value, 'function') === 'require',
  );
}

function table(grammar: string): LanguageTable {
  return {
    grammar,
    units: {
      function_declaration: { kind: 'function' },
      generator_function_declaration: { kind: 'function' },
      function_signature: { kind: 'function' },
      method_definition: { kind: 'method' },
      method_signature: { kind: 'method' },
      abstract_method_signature: { kind: 'method' },
      class_declaration: { kind: 'class' },
      abstract_class_declaration: { kind: 'class' },
      interface_declaration: { kind: 'interface' },
      type_alias_declaration: { kind: 'type' },
      enum_declaration: { kind: 'enum' },
      internal_module: { kind: 'module' },
      module: { kind: 'module' },
      variable_declarator: {
        kind: (node) => valueKind(node, 'value') ?? 'variable',
        name: variableName,
        outsideFunctions: true,
      },
      public_field_definition: holder('value', 'method', (node) => fieldText(node, 'name')),
      field_definition: holder('value', 'method', (node) => fieldText(node, 'property')),
      pair: holder('value', 'method', (node) => fieldText(node, 'key')),
      assignment_expression: holder('right', 'function', assignedName),
      export_statement: holder('value', 'function', () => 'default'),
    },
    wrappers: [
      'export_statement',
      'ambient_declaration',
      'lexical_declaration',
      'variable_declaration',
      'expression_statement',
    ],
    leading: ['decorator'],
    imports: ['import_statement', 'lexical_declaration', 'variable_declaration'],
    isImport: isRequire,
  };
}

export const javascript: LanguageTable = table('tree-sitter-javascript.wasm');
export const typescript: LanguageTable = table('tree-sitter-typescript.wasm');
export const tsx: LanguageTable = table('tree-sitter-tsx.wasm');
