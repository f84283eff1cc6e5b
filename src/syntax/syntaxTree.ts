import type { Node, Tree } from 'web-tree-sitter';
import { multilineStrings, tokensOf } from './codeTokens.ts';
import { isFunctionUnit } from './collectUnits.ts';
import type { Collected } from './collectUnits.ts';
import type { FoundUnit } from './readUnit.ts';
import { identifiersIn } from './identifiers.ts';
import { importFilter } from './importFilter.ts';
import { atOnce, giveWay, inTurns } from './inTurns.ts';
import type { Identifier } from './identifiers.ts';
import type { LanguageTable } from './languages/languageTable.ts';
import { covers } from './lineRange.ts';
import type { LineRange } from './lineRange.ts';
import { membersOf } from './members.ts';
import type { Member } from './members.ts';
import { commentTypes, linesOf, walk } from './nodes.ts';
import { createTreeUnits } from './treeUnits.ts';
import type { Relative, TreeUnits } from './treeUnits.ts';
import type { Unit, UnitKind } from './unit.ts';

/** A parsed text. Holds memory outside the JavaScript heap: dispose it (`using`), and use nothing of it afterwards. */
export interface SyntaxTree extends Disposable {
  readonly languageId: string;
  readonly text: string;
  /** The grammar's own tree, for `docs`, which reads signatures in detail. */
  readonly root: Node;
  /** ERROR and MISSING nodes. */
  readonly errorCount: number;
  /** All declarations in document order, nested ones included. */
  units(): readonly Unit[];
  /** The innermost unit that covers the range. */
  unitAt(range: LineRange): Unit | undefined;
  /** Import, include and use statements outside of functions. */
  imports(): readonly LineRange[];
  /** Comments, one entry per comment node; Python docstrings are not among them. */
  comments(): readonly LineRange[];
  /** Every token that is not a comment, strings included, Python docstrings excluded. */
  codeTokens(): readonly string[];
  /** The texts of strings of more than one line. */
  multilineStrings(): readonly string[];
  /** `codeTokens` with the named nodes around them: equal sequences mean equal tokens and equal trees, whatever the comments. */
  codeStructure(): Promise<readonly string[]>;
  /** First use of each distinct name in the range that could be defined elsewhere. */
  identifiers(range: LineRange): Promise<readonly Identifier[]>;
  /** The node that declares the unit (inside decorators and `export`). */
  nodeOf(unit: Unit): Node;
  /** What the unit is made of, in order: fields, variants, entries, methods. Empty where it is nothing of the kind. */
  membersOf(unit: Unit): readonly Member[];
  /** The column of the unit's first token on `startLine`, in UTF-16 units. */
  columnOf(unit: Unit): number;
  /** Comments above the unit or between its attributes up to the code before, nearest first, blank lines or not. */
  commentsAbove(unit: Unit): readonly Node[];
  /** What is put on the declaration: decorators, attributes, annotations, `export`, `pub`; each as it is written. */
  adornmentsOf(unit: Unit): readonly string[];
  /** From the first decorator, attribute or token to the end of the signature; a unit without a body is all header. */
  headerOf(unit: Unit): string;
  /** The header of a function, class, trait, impl or module without its body; other kinds whole. Without the comment above. */
  signatureOf(unit: Unit): string;
}

function countErrors(root: Node): number {
  let errors = 0;
  walk(root, (cursor) => {
    const node = cursor.currentNode;
    if (node.isError || node.isMissing) errors += 1;
    return node.hasError;
  });
  return errors;
}

function commentRanges(root: Node): readonly LineRange[] {
  const comments: LineRange[] = [];
  let end = 0;
  for (const node of root.descendantsOfType([...commentTypes(root.tree.language)])) {
    if (node.startIndex < end) continue;
    end = node.endIndex;
    comments.push(linesOf(node));
  }
  return comments;
}

function innermost(units: readonly Unit[], range: LineRange): Unit | undefined {
  let best: Unit | undefined;
  for (const unit of units) {
    if (covers(unit, range) && (best === undefined || best === unit.parent || !covers(unit, best)))
      best = unit;
  }
  return best;
}

/** Import statements outside of functions. */
function importRanges(root: Node, table: LanguageTable, units: TreeUnits): readonly LineRange[] {
  const all =
    units.collected()?.imports ??
    root
      .descendantsOfType([...table.imports])
      .filter(importFilter(table))
      .map(linesOf);
  return all.filter((lines) => !isFunctionUnit(innermost(units.all(), lines)));
}

const adorning = [
  'decorator',
  'attribute_item',
  'attribute_list',
  'attribute_group',
  'attribute',
  'annotation',
  'marker_annotation',
  'export',
  'visibility_modifier',
];

function adornments(root: Node, { leading, outer, node, headerEndIndex }: FoundUnit): readonly string[] {
  const last = Math.max(headerEndIndex, node.startIndex);
  const inside: string[] = [];
  let end = outer.startIndex;
  for (const each of root.descendantsOfType(adorning, outer.startPosition, outer.endPosition)) {
    if (each.startIndex < end || each.endIndex > last) continue;
    end = each.endIndex;
    inside.push(each.text.trim());
  }
  return [...leading.map((each) => each.text.trim()), ...inside];
}

const headerOnly: ReadonlySet<UnitKind> = new Set(['function', 'method', 'class', 'trait', 'impl', 'module']);

const collectors = new WeakMap<SyntaxTree, TreeUnits>();

/** What was read of a tree, if it was read whole. */
export function collectedOf(tree: SyntaxTree): Collected | undefined {
  return collectors.get(tree)?.collected();
}

/** Reads the units of a tree by turns, so that whoever asks for them does not hold up everybody else. */
export async function readAhead(tree: SyntaxTree): Promise<void> {
  await collectors.get(tree)?.readAhead();
}

let lettingGo: Promise<unknown> = Promise.resolve();

/** Deletes a tree in a turn of its own: of a long text that takes as long as a slice of parsing. */
function letGo(tree: Tree): void {
  lettingGo = lettingGo.then(giveWay).then(() => tree.delete());
}

/** What a tree is made of. */
export interface TreeParts {
  readonly languageId: string;
  readonly table: LanguageTable;
  readonly text: string;
  readonly tree: Tree;
  /** What is known of a text that is much like this one. */
  readonly relative?: Relative | undefined;
}

/** The tree of a text; takes over the grammar's tree and deletes it when disposed. */
export function createSyntaxTree({ languageId, table, text, tree, relative }: TreeParts): SyntaxTree {
  const root = tree.rootNode;
  const units = createTreeUnits(root, table, text, relative);
  const tokens = (nodes: boolean): ReturnType<typeof tokensOf> =>
    tokensOf(root, { text, docstrings: languageId === 'python', nodes });
  let imports: readonly LineRange[] | undefined;
  let comments: readonly LineRange[] | undefined;
  let structure: Promise<readonly string[]> | undefined;
  let strings: readonly string[] | undefined;
  let disposed = false;
  const made: SyntaxTree = {
    languageId,
    text,
    root,
    errorCount: countErrors(root),
    units: () => units.all(),
    unitAt: (range) => innermost(units.all(), range),
    imports: () => (imports ??= importRanges(root, table, units)),
    comments: () => (comments ??= commentRanges(root)),
    codeTokens: () => atOnce(tokens(false)),
    multilineStrings: () => (strings ??= multilineStrings(root)),
    codeStructure: () => (structure ??= inTurns(tokens(true))),
    identifiers: (range) => identifiersIn(root, range),
    nodeOf: (unit) => units.find(unit).node,
    membersOf: (unit) => membersOf(units.find(unit).node, table.leading),
    columnOf: (unit) => {
      const { startIndex } = units.placeOf(unit);
      return startIndex - (text.lastIndexOf('\n', startIndex - 1) + 1);
    },
    commentsAbove: (unit) => units.find(unit).comments,
    adornmentsOf: (unit) => adornments(root, units.find(unit)),
    headerOf: (unit) => {
      const { startIndex, headerEndIndex } = units.placeOf(unit);
      return text.slice(startIndex, headerEndIndex);
    },
    signatureOf: (unit) => {
      const { startIndex, headerEndIndex, endIndex } = units.placeOf(unit);
      return text.slice(startIndex, headerOnly.has(unit.kind) ? headerEndIndex : endIndex).trimEnd();
    },
    [Symbol.dispose]: () => {
      if (!disposed) letGo(tree);
      disposed = true;
    },
  };
  collectors.set(made, units);
  return made;
}
