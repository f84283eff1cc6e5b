import type { LineRange } from './lineRange.ts';

/** What a declaration is, in words all languages share. */
export type UnitKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'struct'
  | 'trait'
  | 'impl'
  | 'module'
  | 'variable';

/** One declaration with its decorators, attributes and `export`: `startLine` is the first of these, `endLine` its last line. */
export interface Unit extends LineRange {
  readonly kind: UnitKind;
  /** The declared name as written; for an `impl` the type it is for. */
  readonly name: string;
  /** First line of the comment attached above, else `startLine`. */
  readonly commentStartLine: number;
  /** Last line of the signature: where the body opens, or `endLine` when there is none. */
  readonly headerEndLine: number;
  readonly parent: Unit | undefined;
}
