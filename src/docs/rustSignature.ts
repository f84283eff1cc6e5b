import { fieldChildren, fieldText } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/nodes.ts';
import { distinct, oneLine, ownNodes } from './signature.ts';
import type { DocParameter, Signature } from './signature.ts';

const inner: ReadonlySet<string> = new Set(['function_item', 'closure_expression', 'impl_item']);
const panicMacros = /^(panic|unreachable|todo|unimplemented|assert(_eq|_ne)?)$/;
const panicMethods = /^(unwrap|expect|unwrap_err|expect_err)$/;

function readParameter(node: SyntaxNode): DocParameter | undefined {
  const pattern = node.type === 'parameter' ? node.childForFieldName('pattern') : null;
  if (pattern?.type !== 'identifier') return undefined;
  return { name: pattern.text, type: oneLine(fieldText(node, 'type')), optional: false };
}

function canPanic(node: SyntaxNode): boolean {
  if (node.type === 'index_expression') return true;
  if (node.type === 'macro_invocation') return panicMacros.test(fieldText(node, 'macro'));
  return (
    node.type === 'call_expression' &&
    panicMethods.test(fieldText(node.childForFieldName('function'), 'field'))
  );
}

/** Reads a Rust function. Parameters that are patterns have no name to document. */
export function rustSignature(node: SyntaxNode): Signature {
  const nodes = ownNodes(node.childForFieldName('body'), inner);
  const type = node.childForFieldName('return_type')?.text;
  return {
    parameters: fieldChildren(node, 'parameters')
      .map(readParameter)
      .filter((parameter) => parameter !== undefined),
    typeParameters: distinct(fieldChildren(node, 'type_parameters').map((each) => fieldText(each, 'name'))),
    returns: type === undefined || type === '()' || type === '!' ? undefined : { type: oneLine(type) },
    yields: false,
    throws: /\bResult\b/.test(type ?? ''),
    errorNames: [],
    panics: nodes.some(canPanic),
  };
}
