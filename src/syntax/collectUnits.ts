import type { Node } from 'web-tree-sitter';
import { importFilter } from './importFilter.ts';
import { atOnce } from './inTurns.ts';
import type { LineRange } from './lineRange.ts';
import type { LanguageTable } from './languages/languageTable.ts';
import { commentTypes, descendantSteps, linesOf } from './nodes.ts';
import type { Part } from './nodes.ts';
import type { LooseNode } from './nodesAbove.ts';
import { readUnit } from './readUnit.ts';
import type { FoundUnit, Holder } from './readUnit.ts';
import type { Unit, UnitKind } from './unit.ts';

/** What was read of a tree or a part of it, in document order. */
export interface Collected {
  readonly units: readonly FoundUnit[];
  /** Comments, decorators and attributes. */
  readonly loose: readonly LooseNode[];
  /** What may wrap declarations, such as `export`; with more than one inside it belongs to none. */
  readonly wrappers: readonly Node[];
  /** Statements that import something, those inside functions too. */
  readonly imports: readonly LineRange[];
}

/** Adds a comment, decorator or attribute; false for another node. */
function addLoose(loose: LooseNode[], node: Node, kinds: LooseKinds): boolean {
  const { type, startIndex, endIndex } = node;
  const kind = kinds.comments.has(type) ? 'comment' : kinds.leading.has(type) ? 'leading' : undefined;
  if (kind === undefined) return false;
  // Comments may hold nodes that are named like comments.
  if ((loose.at(-1)?.endIndex ?? 0) <= startIndex) loose.push({ kind, node, startIndex, endIndex });
  return true;
}

interface LooseKinds {
  readonly comments: ReadonlySet<string>;
  readonly leading: ReadonlySet<string>;
}

function looseKinds(root: Node, table: LanguageTable): LooseKinds {
  return { comments: new Set(commentTypes(root.tree.language)), leading: new Set(table.leading) };
}

/** Comments, decorators and attributes in a part of a text. */
export function collectLoose(root: Node, table: LanguageTable, part: Part): readonly LooseNode[] {
  const kinds = looseKinds(root, table);
  const loose: LooseNode[] = [];
  for (const node of root.descendantsOfType([...kinds.leading, ...kinds.comments], part.start, part.end))
    addLoose(loose, node, kinds);
  return loose;
}

/** Every unit below `root`, or those that touch a part of it. */
export function collectUnits(root: Node, table: LanguageTable, text: string, part?: Part): Collected {
  return atOnce(collectSteps(root, table, text, part));
}

/** The same in steps. One pass: asking a node for its parent or siblings would search from the root. */
export function* collectSteps(
  root: Node,
  table: LanguageTable,
  text: string,
  part?: Part,
): Generator<undefined, Collected, undefined> {
  const declaring = Object.keys(table.units);
  const kinds = looseKinds(root, table);
  const units: FoundUnit[] = [];
  const around: Holder[] = [];
  const loose: LooseNode[] = [];
  const wrappers: Node[] = [];
  const imports: LineRange[] = [];
  const isImport = importFilter(table);
  const holding = new Set([...declaring, ...table.wrappers]);
  const types = [...new Set([...holding, ...kinds.leading, ...kinds.comments, ...table.imports])];
  for (const node of descendantSteps(root, types, part)) {
    yield;
    if (node === undefined) continue;
    const { type, startIndex, endIndex } = node;
    while ((around.at(-1)?.endIndex ?? Infinity) <= startIndex) around.pop();
    if (addLoose(loose, node, kinds)) continue;
    if (isImport(node)) imports.push(linesOf(node));
    if (!holding.has(type)) continue;
    const unit = type in table.units ? readUnit(node, { text, table, around, loose }) : undefined;
    if (unit !== undefined) units.push(unit);
    else if (table.wrappers.includes(type)) wrappers.push(node);
    around.push({ node, endIndex, ...(unit === undefined ? {} : { found: unit }) });
  }
  return { units, loose, wrappers, imports };
}

const functions: ReadonlySet<UnitKind> = new Set(['function', 'method']);

/** True for units whose names are seen only inside them. */
export function isFunctionUnit(unit: Unit | undefined): boolean {
  return unit !== undefined && functions.has(unit.kind);
}
