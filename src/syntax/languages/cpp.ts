import type { Node } from 'web-tree-sitter';
import type { LanguageTable } from './languageTable.ts';

/** The name inside pointers, references and parameter lists; undefined unless a function is declared. */
function functionName(node: Node): string | undefined {
  let declarator = node.childForFieldName('declarator');
  while (declarator !== null && declarator.type !== 'function_declarator') {
    declarator = declarator.childForFieldName('declarator') ?? declarator.firstNamedChild;
  }
  return declarator?.childForFieldName('declarator')?.text;
}

const withBody = (node: Node): string | undefined =>
  node.childForFieldName('body') === null ? undefined : node.childForFieldName('name')?.text;

function lambdaName(node: Node): string | undefined {
  const isLambda = node.childForFieldName('value')?.type === 'lambda_expression';
  return isLambda ? node.childForFieldName('declarator')?.text : undefined;
}

export const cpp: LanguageTable = {
  grammar: 'tree-sitter-cpp.wasm',
  units: {
    function_definition: { kind: 'function', name: functionName },
    declaration: { kind: 'function', name: functionName, outsideFunctions: true },
    field_declaration: { kind: 'method', name: functionName },
    init_declarator: { kind: 'function', name: lambdaName },
    class_specifier: { kind: 'class', name: withBody },
    struct_specifier: { kind: 'struct', name: withBody },
    union_specifier: { kind: 'struct', name: withBody },
    enum_specifier: { kind: 'enum', name: withBody },
    namespace_definition: { kind: 'module' },
    alias_declaration: { kind: 'type' },
    type_definition: { kind: 'type', name: (node) => node.childForFieldName('declarator')?.text },
    preproc_function_def: { kind: 'function' },
    concept_definition: { kind: 'type' },
  },
  wrappers: ['template_declaration', 'declaration'],
  leading: [],
  imports: ['preproc_include', 'using_declaration'],
};

/** The same tables; only C's own grammar takes what C++ made into keywords, such as `class` for a name. */
export const c: LanguageTable = { ...cpp, grammar: 'tree-sitter-c.wasm.br' };
