import type { Syntax } from '../syntax/syntax.ts';
import type { SyntaxTree } from '../syntax/syntaxTree.ts';
import type { DocRenderer } from './docLayout.ts';
import type { DocRecord } from './docRecord.ts';
import { unitOfSymbol } from './docSymbol.ts';
import type { DocSymbol } from './docSymbol.ts';
import { documentationStyle } from './documentationStyle.ts';
import type { DocumentationStyle } from './documentationStyle.ts';
import { exampleCode } from './exampleCode.ts';
import { isDocumented } from './existingDocs.ts';
import { renderGoogleDocstring } from './googleDocstring.ts';
import { renderJsdoc } from './jsdoc.ts';
import { placeDocs } from './placement.ts';
import type { PlacementProblem } from './placement.ts';
import { renderRustdoc } from './rustdoc.ts';
import { renderTsdoc } from './tsdoc.ts';

/** Why one symbol got no documentation. */
export type DocSkipReason = PlacementProblem | 'documented' | 'symbolGone' | 'noWords';

/** What a guard found: code that differs, more parse errors, or a comment that is not the symbol's. */
export type DocRefusal = 'codeChanged' | 'parseErrors' | 'notAttached' | 'unknownLanguage';

export interface DocEntry {
  readonly symbol: DocSymbol;
  readonly record: DocRecord;
}

export interface SkippedSymbol {
  readonly symbol: DocSymbol;
  readonly reason: DocSkipReason;
}

/** `refused`: nothing is offered; `symbol` is the first whose documentation was at fault. */
export type DocumentOutcome =
  | { readonly kind: 'proposal'; readonly text: string; readonly skipped: readonly SkippedSymbol[] }
  | {
      readonly kind: 'refused';
      readonly reason: DocRefusal | DocSkipReason;
      readonly symbol: DocSymbol | undefined;
    };

export interface DocumentInput {
  readonly syntax: Syntax;
  readonly languageId: string;
  /** The whole file, with LF line ends; symbols were read from this text. */
  readonly file: string;
  readonly entries: readonly DocEntry[];
}

const renderers: Readonly<Record<DocumentationStyle, DocRenderer>> = {
  tsdoc: renderTsdoc,
  jsdoc: renderJsdoc,
  google: renderGoogleDocstring,
  rustdoc: renderRustdoc,
};

interface Insertion {
  readonly symbol: DocSymbol;
  /** New lines go before this line. */
  readonly line: number;
  readonly lines: readonly string[];
}

type Prepared =
  | { readonly kind: 'insertion'; readonly insertion: Insertion }
  | { readonly kind: 'skipped'; readonly skipped: SkippedSymbol };

async function prepare(
  syntax: Syntax,
  tree: SyntaxTree,
  render: DocRenderer,
  entry: DocEntry,
): Promise<Prepared> {
  const { symbol, record } = entry;
  const skip = (reason: DocSkipReason): Prepared => ({ kind: 'skipped', skipped: { symbol, reason } });
  const unit = unitOfSymbol(tree, symbol);
  if (unit === undefined) return skip('symbolGone');
  if (isDocumented(tree, unit)) return skip('documented');
  const place = placeDocs(tree, unit);
  if (place.kind === 'problem') return skip(place.problem);
  const example = await exampleCode(syntax, tree.languageId, symbol, record.example);
  const lines = render(symbol, record, { indent: place.indent, example });
  if (lines === undefined) return skip('noWords');
  return { kind: 'insertion', insertion: { symbol, line: place.line, lines } };
}

function insertAll(file: string, insertions: readonly Insertion[]): string {
  let lines: readonly string[] = file.split('\n');
  for (const { line, lines: added } of insertions.toSorted((a, b) => b.line - a.line))
    lines = [...lines.slice(0, line), ...added, ...lines.slice(line)];
  return lines.join('\n');
}

function equal(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((token, index) => token === after[index]);
}

/** The symbol's unit after lines were put above it. */
function isAttached(after: SyntaxTree, { symbol }: Insertion, insertions: readonly Insertion[]): boolean {
  const added = insertions
    .filter((each) => each.line <= symbol.line)
    .reduce((sum, each) => sum + each.lines.length, 0);
  const unit = unitOfSymbol(after, { ...symbol, line: symbol.line + added });
  return unit !== undefined && isDocumented(after, unit);
}

/** Holds the file with these insertions against the file before: same tokens, same tree, no more errors, all attached. */
async function findFault(
  syntax: Syntax,
  before: SyntaxTree,
  insertions: readonly Insertion[],
): Promise<DocRefusal | undefined> {
  using after = await syntax.parse(before.languageId, insertAll(before.text, insertions));
  if (after === undefined || after.errorCount > before.errorCount) return 'parseErrors';
  if (!equal(await before.codeStructure(), await after.codeStructure())) return 'codeChanged';
  return insertions.every((each) => isAttached(after, each, insertions)) ? undefined : 'notAttached';
}

async function findCulprit(
  syntax: Syntax,
  before: SyntaxTree,
  all: readonly Insertion[],
): Promise<DocSymbol | undefined> {
  for (const insertion of all) {
    if ((await findFault(syntax, before, [insertion])) !== undefined) return insertion.symbol;
  }
  return all[0]?.symbol;
}

/**
 * The file with documentation for the symbols, rendered from their real signatures. Only whole lines are added; the
 * result was parsed and its code found equal. Symbols that cannot be documented are skipped with a reason.
 */
export async function documentFile(input: DocumentInput): Promise<DocumentOutcome> {
  const { syntax, languageId, file, entries } = input;
  const style = documentationStyle(languageId);
  using before = await syntax.parse(languageId, file);
  const first = entries[0]?.symbol;
  if (style === undefined || before === undefined)
    return { kind: 'refused', reason: 'unknownLanguage', symbol: first };
  const prepared = await Promise.all(
    entries.map((entry) => prepare(syntax, before, renderers[style], entry)),
  );
  const insertions = prepared.flatMap((each) => (each.kind === 'insertion' ? [each.insertion] : []));
  const skipped = prepared.flatMap((each) => (each.kind === 'skipped' ? [each.skipped] : []));
  const [firstSkipped] = skipped;
  if (insertions.length === 0 && firstSkipped !== undefined) return { kind: 'refused', ...firstSkipped };
  const fault = await findFault(syntax, before, insertions);
  if (fault !== undefined) {
    return { kind: 'refused', reason: fault, symbol: await findCulprit(syntax, before, insertions) };
  }
  return { kind: 'proposal', text: insertAll(file, insertions), skipped };
}
