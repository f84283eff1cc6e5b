import { implementation } from '../syntax/readUnit.ts';
import { fieldChildren, fieldText, fieldType } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/nodes.ts';
import { distinct, oneLine, ownNodes } from './signature.ts';
import type { DocParameter, Signature } from './signature.ts';

const inner: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
  'class_declaration',
  'class',
]);
const literalTypes: Readonly<Record<string, string>> = {
  number: 'number',
  string: 'string',
  template_string: 'string',
  true: 'boolean',
  false: 'boolean',
  array: 'Array',
  object: 'Object',
};
const nothing = /^(void|undefined|never|Promise<(void|undefined|never)>)$/;
const patternNames: Readonly<Record<string, string>> = { object_pattern: 'options', array_pattern: 'items' };

function annotation(node: SyntaxNode | null): string | undefined {
  return node === null ? undefined : oneLine(node.text.replace(/^\s*:\s*/, ''));
}

function readParameter(node: SyntaxNode): DocParameter | undefined {
  const written = node.childForFieldName('pattern') ?? node.childForFieldName('left') ?? node;
  if (written.type === 'this') return undefined;
  const isRest = written.type === 'rest_pattern';
  const pattern = (isRest ? written.firstNamedChild : written) ?? node;
  const value = node.childForFieldName('value') ?? node.childForFieldName('right');
  const type = annotation(node.childForFieldName('type')) ?? literalTypes[value?.type ?? ''];
  return {
    name: patternNames[pattern.type] ?? pattern.text,
    ...(type === undefined ? {} : { type }),
    optional: node.type === 'optional_parameter' || value !== null,
    ...(isRest ? { rest: '...' } : {}),
    ...(value === null ? {} : { defaultValue: oneLine(value.text) }),
  };
}

/** Gives the second and later bearers of a name a number: destructured parameters share theirs. */
function withDistinctNames(parameters: readonly DocParameter[]): readonly DocParameter[] {
  const seen = new Map<string, number>();
  return parameters.map((parameter) => {
    const count = (seen.get(parameter.name) ?? 0) + 1;
    seen.set(parameter.name, count);
    return count === 1 ? parameter : { ...parameter, name: `${parameter.name}${count}` };
  });
}

function readParameters(callable: SyntaxNode): readonly DocParameter[] {
  const single = callable.childForFieldName('parameter');
  if (single !== null) return [{ name: single.text, optional: false }];
  const parameters = fieldChildren(callable, 'parameters').map(readParameter);
  return withDistinctNames(parameters.filter((parameter) => parameter !== undefined));
}

function readReturns(callable: SyntaxNode, nodes: readonly SyntaxNode[]): Signature['returns'] {
  if (fieldText(callable, 'name') === 'constructor') return undefined;
  const type = annotation(callable.childForFieldName('return_type'));
  if (type !== undefined) return nothing.test(type.replaceAll(' ', '')) ? undefined : { type };
  if (callable.type === 'arrow_function' && fieldType(callable, 'body') !== 'statement_block') return {};
  return nodes.some((node) => node.type === 'return_statement' && node.namedChildCount > 0) ? {} : undefined;
}

function thrownName(node: SyntaxNode): string | undefined {
  const thrown = node.firstNamedChild;
  return thrown?.type === 'new_expression' ? fieldText(thrown, 'constructor') : undefined;
}

/** Reads a TypeScript or JavaScript declaration that can be called. */
export function ecmascriptSignature(node: SyntaxNode): Signature {
  const callable = implementation(node);
  const nodes = ownNodes(callable.childForFieldName('body'), inner);
  const throwing = nodes.filter((each) => each.type === 'throw_statement');
  const typeParameters = fieldChildren(callable, 'type_parameters');
  return {
    parameters: readParameters(callable),
    typeParameters: distinct(typeParameters.map((each) => fieldText(each, 'name'))),
    returns: readReturns(callable, nodes),
    yields: nodes.some((each) => each.type === 'yield_expression'),
    throws: throwing.length > 0,
    errorNames: distinct(throwing.map(thrownName)),
    panics: false,
  };
}
