import type { SyntaxNode } from '../syntax/nodes.ts';

/** One parameter as declared, without its receiver (`self`, `this`). */
export interface DocParameter {
  /** As written; a destructured parameter is called `options` or `items`. */
  readonly name: string;
  /** As written, or of the default value where that is a literal. */
  readonly type?: string;
  readonly optional: boolean;
  /** `*` or `**` in Python, `...` in the others. */
  readonly rest?: string;
  /** The default value as written. */
  readonly defaultValue?: string;
}

/** What can be read from a declaration without running it. */
export interface Signature {
  readonly parameters: readonly DocParameter[];
  readonly typeParameters: readonly string[];
  /** Undefined when nothing is returned; `type` only where it is written. */
  readonly returns: { readonly type?: string } | undefined;
  /** True for generators. */
  readonly yields: boolean;
  /** True when the body raises or throws, or a `Result` is returned. */
  readonly throws: boolean;
  /** The types it raises or throws by name. */
  readonly errorNames: readonly string[];
  /** True when the body can panic by its own code (Rust). */
  readonly panics: boolean;
}

/** The signature of what takes and returns nothing. */
export const emptySignature: Signature = {
  parameters: [],
  typeParameters: [],
  returns: undefined,
  yields: false,
  throws: false,
  errorNames: [],
  panics: false,
};

/** The nodes of a body without those of functions and classes inside it. */
export function ownNodes(body: SyntaxNode | null, inner: ReadonlySet<string>): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const visit = (parent: SyntaxNode): void => {
    for (const node of parent.namedChildren) {
      nodes.push(node);
      if (!inner.has(node.type)) visit(node);
    }
  };
  if (body !== null && !inner.has(body.type)) visit(body);
  return nodes;
}

/** The text without line breaks and doubled blanks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Each text once, in order, without the missing ones. */
export function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text ? [text] : [])))];
}
