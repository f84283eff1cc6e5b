import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree } from '../syntax/syntaxTree.ts';
import type { Unit, UnitKind } from '../syntax/unit.ts';
import { documentationStyle } from './documentationStyle.ts';
import { isDocumented } from './existingDocs.ts';
import type { Signature } from './signature.ts';
import { readSignature } from './signatures.ts';

/** A declaration that can carry documentation, with what its real signature says. Plain data. */
export interface DocSymbol extends Signature {
  readonly name: string;
  readonly kind: UnitKind;
  /** First line, decorators, attributes and `export` included. */
  readonly line: number;
  readonly endLine: number;
  /** The name of the class, impl or module around it. */
  readonly owner: string | undefined;
  /** True when it has documentation already: it is left alone. */
  readonly documented: boolean;
  /** Its lines as they stand in the file. */
  readonly source: string;
}

function isFunction(unit: Unit | undefined): boolean {
  return unit?.kind === 'function' || unit?.kind === 'method';
}

/** Names whose documentation stands elsewhere: other overloads, and setters of a documented property. */
function isCovered(tree: SyntaxTree, unit: Unit, index: number): boolean {
  if (tree.languageId === 'python') {
    return /^\s*@(\w+\.)*(overload|setter|deleter)\b/m.test(tree.signatureOf(unit));
  }
  const before = tree.units()[index - 1];
  return (
    before?.name === unit.name &&
    before.parent === unit.parent &&
    tree.nodeOf(before).type.endsWith('_signature')
  );
}

function carriesDocs(languageId: string, unit: Unit): boolean {
  if (unit.kind === 'impl') return false;
  return languageId !== 'python' || isFunction(unit) || unit.kind === 'class';
}

function toSymbol(tree: SyntaxTree, unit: Unit): DocSymbol {
  return {
    name: unit.name,
    kind: unit.kind,
    line: unit.startLine,
    endLine: unit.endLine,
    owner: unit.parent?.name,
    documented: isDocumented(tree, unit),
    source: tree.text
      .split('\n')
      .slice(unit.startLine, unit.endLine + 1)
      .join('\n'),
    ...readSignature(tree, unit),
  };
}

/**
 * The symbols a person means: those that begin in the selected lines, else the innermost around them.
 * Functions inside a function only when the selection begins below that function's first line. At most one for a
 * cursor (one line), none for languages Document does not know.
 */
export function symbolsToDocument(tree: SyntaxTree, range: LineRange): readonly DocSymbol[] {
  if (documentationStyle(tree.languageId) === undefined) return [];
  const candidates = tree
    .units()
    .filter((unit, index) => carriesDocs(tree.languageId, unit) && !isCovered(tree, unit, index));
  const around = candidates.filter(
    (unit) => unit.commentStartLine <= range.startLine && range.endLine <= unit.endLine,
  );
  const isWithin = (unit: Unit): boolean =>
    !isFunction(unit.parent) ||
    around.some((each) => each === unit.parent && each.startLine < range.startLine);
  const begun = candidates.filter(
    (unit) => isWithin(unit) && range.startLine <= unit.startLine && unit.startLine <= range.endLine,
  );
  const isCursor = range.startLine === range.endLine;
  const chosen = begun.length > 0 ? begun : around.slice(-1);
  return chosen.slice(0, isCursor ? 1 : undefined).map((unit) => toSymbol(tree, unit));
}

/** The unit a symbol was read from, in a tree of the same text. */
export function unitOfSymbol(tree: SyntaxTree, symbol: DocSymbol): Unit | undefined {
  return tree
    .units()
    .find((unit) => unit.name === symbol.name && unit.kind === symbol.kind && unit.startLine === symbol.line);
}
