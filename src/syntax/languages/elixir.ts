import type { Node } from 'web-tree-sitter';
import { fieldText } from '../nodes.ts';
import type { UnitKind } from '../unit.ts';
import type { LanguageTable } from './languageTable.ts';

/** Declarations are calls of macros with these names. */
const kinds: Readonly<Record<string, UnitKind>> = {
  def: 'function',
  defp: 'function',
  defmacro: 'function',
  defmacrop: 'function',
  defguard: 'function',
  defmodule: 'module',
  defprotocol: 'interface',
  defimpl: 'impl',
};

/** The first argument without its guard and its parameters: `one` of `def one(a) when a > 1`. */
function declaredName(node: Node): string | undefined {
  if (!(fieldText(node, 'target') in kinds)) return undefined;
  const given = node.namedChildren.find((child) => child.type === 'arguments')?.firstNamedChild;
  const head = given?.type === 'binary_operator' ? given.childForFieldName('left') : given;
  return head?.type === 'call' ? fieldText(head, 'target') : head?.text;
}

const importing = new Set(['import', 'alias', 'require', 'use']);

export const elixir: LanguageTable = {
  grammar: 'tree-sitter-elixir.wasm.br',
  units: { call: { kind: (node) => kinds[fieldText(node, 'target')] ?? 'function', name: declaredName } },
  wrappers: [],
  leading: [],
  bodies: ['do_block'],
  imports: ['call'],
  isImport: (node) => importing.has(fieldText(node, 'target')),
};
