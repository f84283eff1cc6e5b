import type { Node } from 'web-tree-sitter';
import type { UnitKind } from '../unit.ts';

/** How one node type of a grammar becomes a unit. */
export interface UnitRule {
  readonly kind: UnitKind | ((node: Node) => UnitKind);
  /** The declared name; undefined when this node declares nothing worth a unit. Default: the text of the field `name`. */
  readonly name?: (node: Node) => string | undefined;
  /** True for names that are worth a unit only outside functions. */
  readonly outsideFunctions?: boolean;
}

/** What `syntax` has to know of one grammar. Node types that a grammar lacks are harmless. */
export interface LanguageTable {
  /** File name of the grammar. */
  readonly grammar: string;
  readonly units: Readonly<Record<string, UnitRule>>;
  /** Node types around a declaration that belong to it when it is their only one, such as `export`. */
  readonly wrappers: readonly string[];
  /** Node types of siblings above that belong to the declaration, such as attributes. */
  readonly leading: readonly string[];
  /** Node types of bodies, where the grammar does not name the field `body`. */
  readonly bodies?: readonly string[];
  /** What a file must begin with to be code. */
  readonly opener?: string;
  /** Node types that may be imports. */
  readonly imports: readonly string[];
  /** Decides where `imports` names a type that is also used for other things. Default: always. */
  readonly isImport?: (node: Node) => boolean;
}

/** The text of the first child of one of the types. */
export function childText(node: Node, types: readonly string[]): string | undefined {
  return node.namedChildren.find((child) => types.includes(child.type))?.text;
}
