import { fieldChildren } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/nodes.ts';
import { distinct, oneLine, ownNodes } from './signature.ts';
import type { DocParameter, Signature } from './signature.ts';

const inner: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);
const nothing = /^(None|NoReturn|Never|(typing\.)?(NoReturn|Never))$/;
const stars: Readonly<Record<string, string>> = { list_splat_pattern: '*', dictionary_splat_pattern: '**' };
const separators: ReadonlySet<string> = new Set(['positional_separator', 'keyword_separator']);

function readParameter(node: SyntaxNode): DocParameter | undefined {
  if (separators.has(node.type)) return undefined;
  const plain = node.type === 'identifier' || stars[node.type] !== undefined;
  const written = (plain ? undefined : (node.childForFieldName('name') ?? node.firstNamedChild)) ?? node;
  const rest = stars[written.type];
  const type = node.childForFieldName('type')?.text;
  const value = node.childForFieldName('value')?.text;
  return {
    name: written.text.replace(/^\*+/, ''),
    ...(type === undefined ? {} : { type: oneLine(type) }),
    optional: value !== undefined,
    ...(rest === undefined ? {} : { rest }),
    ...(value === undefined ? {} : { defaultValue: oneLine(value) }),
  };
}

function readParameters(node: SyntaxNode, isMethod: boolean): readonly DocParameter[] {
  const parameters = fieldChildren(node, 'parameters')
    .map(readParameter)
    .filter((parameter) => parameter !== undefined);
  const hasReceiver = isMethod && /^(self|cls|mcs)$/.test(parameters[0]?.name ?? '');
  return hasReceiver ? parameters.slice(1) : parameters;
}

function raisedName(node: SyntaxNode): string | undefined {
  const raised = node.firstNamedChild;
  const target = raised?.type === 'call' ? raised.childForFieldName('function') : raised;
  return target?.type === 'identifier' || target?.type === 'attribute' ? target.text : undefined;
}

/** Reads a Python function or method. */
export function pythonSignature(node: SyntaxNode, isMethod: boolean): Signature {
  const nodes = ownNodes(node.childForFieldName('body'), inner);
  const raising = nodes.filter((each) => each.type === 'raise_statement');
  const type = node.childForFieldName('return_type')?.text;
  const returns = nodes.some((each) => each.type === 'return_statement' && each.namedChildCount > 0);
  const typed = type === undefined ? undefined : { type: oneLine(type) };
  return {
    parameters: readParameters(node, isMethod),
    typeParameters: [],
    returns: type !== undefined && nothing.test(type) ? undefined : (typed ?? (returns ? {} : undefined)),
    yields: nodes.some((each) => each.type === 'yield'),
    throws: raising.length > 0,
    errorNames: distinct(raising.map(raisedName)).filter((name) => /^[A-Z]|\.[A-Z]/.test(name)),
    panics: false,
  };
}
