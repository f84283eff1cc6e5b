import type { SyntaxNode } from '../syntax/nodes.ts';
import { wordsIn } from './wordsIn.ts';

/** A function written as an arrow that a name stands for: from its `=>` on. */
export interface Arrow {
  readonly value: SyntaxNode;
  readonly sign: SyntaxNode;
  readonly body: SyntaxNode;
}

/** The arrow that a value is; undefined for any other value. */
export function arrowOf(value: SyntaxNode | null | undefined): Arrow | undefined {
  const sign = value?.children.find(({ type }) => type === '=>');
  const body = value?.childForFieldName('body');
  return value?.type === 'arrow_function' && sign && body ? { value, sign, body } : undefined;
}

/** What stands before the arrow. */
export function headOf({ value, sign }: Arrow): string {
  return value.text.slice(0, sign.startIndex - value.startIndex).trim();
}

/** `async` and the names of what an arrow takes, without types. */
export function signature(arrow: Arrow | undefined): string | undefined {
  return arrow && wordsIn(headOf(arrow).replaceAll(/:[^,)]*/gu, '')).join(' ');
}
