import type { SyntaxTree } from '../syntax/syntaxTree.ts';
import type { Unit } from '../syntax/unit.ts';
import { documentationStyle } from './documentationStyle.ts';
import { ecmascriptSignature } from './ecmascriptSignature.ts';
import { pythonSignature } from './pythonSignature.ts';
import { rustSignature } from './rustSignature.ts';
import { emptySignature } from './signature.ts';
import type { Signature } from './signature.ts';

/** What the declaration itself says; empty for everything that cannot be called. */
export function readSignature(tree: SyntaxTree, unit: Unit): Signature {
  if (unit.kind !== 'function' && unit.kind !== 'method') return emptySignature;
  const node = tree.nodeOf(unit);
  const style = documentationStyle(tree.languageId);
  if (style === 'google') return pythonSignature(node, unit.kind === 'method');
  if (style === 'rustdoc') return rustSignature(node);
  return ecmascriptSignature(node);
}
