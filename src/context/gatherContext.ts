import { covers } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { Identifier } from '../syntax/identifiers.ts';
import type { Syntax, SyntaxTree, Unit } from '../syntax/syntax.ts';
import { isStandardLibrary, lookUpDefinitions, readSignatures } from './definitions.ts';
import type { Definition, DefinitionLookup } from './definitions.ts';

export type { DefinitionLookup } from './definitions.ts';

/** One piece of what a request says of the workspace. */
export interface GatheredPart {
  readonly kind: 'unit' | 'imports' | 'enclosing' | 'definition';
  /** A symbol's name, for a definition with its path; empty where the kind says all. */
  readonly label: string;
  readonly text: string;
  /** Tokens of `text` by `countTokens`. */
  readonly tokens: number;
}

export interface ContextInput {
  /** The file's text with LF line ends. */
  readonly text: string;
  readonly languageId: string;
  /** The selection or unit the request is about; a blank range stands for a place to insert. */
  readonly range: LineRange;
  readonly tree: SyntaxTree | undefined;
  readonly lookup: DefinitionLookup;
  readonly syntax: Syntax;
  /** Tokens that all definitions together may take. */
  readonly budgetTokens: number;
  readonly countTokens: (text: string) => number;
  readonly signal: AbortSignal;
}

/** The units around a range that are not the range itself, outermost first. */
function enclosingUnits(tree: SyntaxTree, range: LineRange): readonly Unit[] {
  const around: Unit[] = [];
  for (let unit = tree.unitAt(range); unit !== undefined; unit = unit.parent)
    if (!covers(range, unit)) around.unshift(unit);
  return around;
}

function linesText(lines: readonly string[], { startLine, endLine }: LineRange): string {
  return lines.slice(startLine, endLine + 1).join('\n');
}

interface Told {
  readonly names: readonly Identifier[];
  /** Lines of the file that the request holds already. */
  readonly ranges: readonly LineRange[];
}

/** Definitions worth telling: not those the request holds already, and not what every model knows. */
function isWorthTelling(definition: Definition, text: string, ranges: readonly LineRange[]): boolean {
  const line = { startLine: definition.line, endLine: definition.line };
  const isHeld = definition.text === text && ranges.some((range) => covers(range, line));
  return !isHeld && !isStandardLibrary(definition.path);
}

async function definitionParts(input: ContextInput, told: Told): Promise<readonly GatheredPart[]> {
  const { lookup, syntax, signal, budgetTokens, countTokens } = input;
  const found = await lookUpDefinitions(told.names, lookup, signal);
  const worth = found.filter((definition) => isWorthTelling(definition, input.text, told.ranges));
  const parts: GatheredPart[] = [];
  let left = budgetTokens;
  for (const { name, path, text } of await readSignatures(worth, syntax, signal)) {
    const tokens = countTokens(text);
    if (tokens > left) continue;
    left -= tokens;
    parts.push({ kind: 'definition', label: name === '' ? path : `${name} (${path})`, text, tokens });
  }
  return parts;
}

/**
 * What a request carries of the workspace: the code it is about, the file's imports, the signatures around the code, and
 * signatures of the definitions it uses, in that order. Failed look-ups are left out; rejects only when aborted.
 */
export async function gatherContext(input: ContextInput): Promise<readonly GatheredPart[]> {
  const { text, range, tree, countTokens, signal } = input;
  signal.throwIfAborted();
  const lines = text.split('\n');
  const part = (kind: GatheredPart['kind'], label: string, code: string): readonly GatheredPart[] =>
    code.trim() === '' ? [] : [{ kind, label, text: code, tokens: countTokens(code) }];
  const unit = tree?.unitAt(range);
  const label = unit !== undefined && covers(range, unit) ? unit.name : '';
  const code = part('unit', label, linesText(lines, range));
  if (tree === undefined) return code;
  const imports = tree.imports().filter((each) => !covers(range, each));
  const around = enclosingUnits(tree, range);
  const headers = around.map(({ startLine, headerEndLine }) => ({ startLine, endLine: headerEndLine }));
  const told = { names: await tree.identifiers(range), ranges: [range, ...imports, ...headers] };
  return [
    ...code,
    ...part('imports', '', imports.map((each) => linesText(lines, each)).join('\n')),
    ...part('enclosing', around.at(-1)?.name ?? '', around.map((each) => tree.signatureOf(each)).join('\n')),
    ...(await definitionParts(input, told)),
  ];
}
