import { isLineIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { bodyEdits } from './bodyOnly.ts';
import { mendedCodes } from './mended.ts';
import { withoutFileHeader } from './fileHeader.ts';
import { missingImports, usedImports } from './missingImports.ts';
import { importEdit, topImports } from './importPlace.ts';
import {
  extractNewUnits,
  extractUnit,
  isLarger,
  middleOf,
  outsideUnits,
  repeatsStatements,
} from './largerAnswer.ts';
import { convertIndents, indentOf, indentStyle, isBlank, reindent, trimBlankLines } from './indentation.ts';
import type { LineEdit } from './lineEdits.ts';
import { insertEdit, replacedRange, replaceEdit } from './place.ts';
import type { AnswerCode } from './place.ts';
import { partOfRepeatedUnit } from './repeatedUnit.ts';
import { splitImports, targetTouches } from './splitImports.ts';
import type { SplitCode } from './splitImports.ts';
import type { EditTarget } from './target.ts';
import { lineAt } from './lineAt.ts';

/** One way to read an answer: the edits it would make, ordered, before it is known whether the result is sound. */
export interface Candidate {
  /** `renamed`: may be taken though the target's unit is gone, because the answer declares something in its place. */
  readonly form: 'part' | 'whole' | 'renamed';
  readonly edits: readonly LineEdit[];
}

/** The file an answer is for. */
export interface FileState {
  readonly lines: readonly string[];
  readonly tree: SyntaxTree | undefined;
  readonly target: EditTarget;
  /** The target's unit in the file's tree. */
  readonly unit: Unit | undefined;
}

/** The lines a target gives up. */
export function targetRange({ lines, target }: Pick<FileState, 'lines' | 'target'>): LineRange {
  if (target.kind === 'replace') return { startLine: target.startLine, endLine: target.endLine };
  const blank = lines[target.line]?.trim() === '' && target.line < lines.length - 1;
  return { startLine: target.line, endLine: blank ? target.line : target.line - 1 };
}

function importEdits(file: FileState, brought: readonly string[]): readonly LineEdit[] {
  const { tree, target, lines } = file;
  if (tree === undefined || brought.length === 0) return [];
  const existing = topImports(tree).filter((range) => !targetTouches(target, range));
  const statements = existing.map((range) => lines.slice(range.startLine, range.endLine + 1).join('\n'));
  const missing = missingImports(statements, brought, tree.languageId);
  return missing.length === 0 ? [] : [importEdit(tree, missing)];
}

/** Code without the lines that stand right above the target: decorators, which only a grammar counts to it. */
function withoutLinesAbove(file: FileState, code: readonly string[]): readonly string[] {
  const { startLine } = targetRange(file);
  const lines = trimBlankLines(code).map((line) => line.trim());
  for (let count = Math.min(4, startLine, lines.length - 1); count > 0; count -= 1) {
    const above = file.lines.slice(startLine - count, startLine);
    if (above.every((line, index) => !isBlank(line) && line.trim() === lines[index]))
      return trimBlankLines(code).slice(count);
  }
  return code;
}

/** Puts code where the target is. */
function placeCode(file: FileState, code: AnswerCode): LineEdit {
  const { lines, target, unit, tree } = file;
  if (target.kind === 'insert') return insertEdit(lines, target, code, tree);
  const own = tree === undefined ? { ...code, lines: withoutLinesAbove(file, code.lines) } : code;
  return replaceEdit(lines, replacedRange(lines, targetRange(file), unit, own.lines), own);
}

/** A candidate that also adds the answer's imports; none when these would go into the target. */
function* withImports(
  file: FileState,
  form: Candidate['form'],
  main: LineEdit,
  split: SplitCode,
): Generator<Candidate> {
  const imports = importEdits(file, split.imports);
  const inside = imports.some(
    (edit) => edit.startLine > main.startLine && edit.startLine < main.startLine + main.deleteCount,
  );
  if (!inside)
    yield { form, edits: [...imports, main].toSorted((one, other) => one.startLine - other.startLine) };
}

/** The code between repeated parts of the file, put where the file has its own. */
function middleEdit(
  file: FileState,
  outer: LineRange,
  code: AnswerCode,
  bare: boolean,
): LineEdit | undefined {
  const { lines, tree, target } = file;
  const inner = targetRange(file);
  const imports = bare && tree !== undefined ? topImports(tree) : [];
  const isKept = (line: number): boolean => !isLineIn(imports, line);
  const part = (from: number, to: number): readonly string[] =>
    lines.slice(from, to).filter((_, index) => isKept(from + index));
  const converted = convertIndents(trimBlankLines(code.lines), indentStyle(lines));
  const answer = reindent(converted, { indent: indentOf(lineAt(lines, outer.startLine)), original: [] });
  const above = part(outer.startLine, inner.startLine);
  const below = part(inner.endLine + 1, outer.endLine + 1);
  const middle = middleOf(above, below, answer);
  if (middle === undefined) return undefined;
  const indent = indentOf(middle.find((line) => !isBlank(line)) ?? '');
  if (target.kind === 'replace') return replaceEdit(lines, inner, { ...code, lines: middle }, indent);
  if (middle.every(isBlank)) return undefined;
  if (bare || below.every(isBlank)) return insertEdit(lines, target, { ...code, lines: middle }, tree);
  let { startLine, endLine } = inner;
  while (startLine > outer.startLine && isBlank(lineAt(lines, startLine - 1))) startLine -= 1;
  while (endLine < outer.endLine && isBlank(lineAt(lines, endLine + 1))) endLine += 1;
  return { startLine, deleteCount: endLine - startLine + 1, lines: middle };
}

/** The file, or a unit around the target, repeated around the answer to the target. */
function* repeatedCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const inner = targetRange(file);
  const whole = { startLine: 0, endLine: file.lines.length - 1 };
  const around = (file.tree?.units() ?? []).filter(
    (unit) => unit !== file.unit && unit.startLine <= inner.startLine && unit.endLine >= inner.endLine,
  );
  for (const outer of [whole, ...around]) {
    const edit = middleEdit(file, outer, code, false);
    if (edit !== undefined) yield { form: 'whole', edits: [edit] };
  }
  const split = splitImports(code);
  if (split.imports.length === 0) return;
  const edit = middleEdit(file, whole, split.code, true);
  if (edit !== undefined) yield* withImports(file, 'whole', edit, split);
}

/** The target's part of an answer that declares more of the file than the target. */
function* extractedCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const { tree, target, unit } = file;
  const units = tree?.units() ?? [];
  const inner = targetRange(file);
  const holder = unit === undefined ? tree?.unitAt(inner) : unit.parent;
  const outside = outsideUnits(units, target.kind === 'replace' ? inner : undefined, unit);
  const isScript = unit !== undefined && repeatsStatements(code, file.lines, units);
  if (!isLarger(code, outside, holder) && !isScript) return;
  const part =
    target.kind === 'insert'
      ? extractNewUnits(code, file.lines, units)
      : unit && extractUnit(code, unit, units);
  const split = splitImports(code);
  const imports = usedImports(split.imports, part ?? [], code.tree?.languageId ?? '');
  if (part?.length === 0) yield { form: 'part', edits: [] };
  else if (part !== undefined)
    yield* withImports(file, 'part', placeCode(file, { ...code, lines: part }), { ...split, imports });
}

/** The target's lines out of an answer that repeats the function around them. */
function* repeatedUnitCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const { tree, target, unit, lines } = file;
  const inner = targetRange(file);
  const outer = tree?.unitAt(inner);
  if (target.kind === 'insert' || unit !== undefined || outer === undefined) return;
  const part = partOfRepeatedUnit(lines, outer, inner, code);
  if (part === undefined) return;
  const split = splitImports(code);
  const imports = usedImports(split.imports, part.lines, code.tree?.languageId ?? '');
  const edit = replaceEdit(lines, inner, { ...code, lines: part.lines }, part.indent);
  yield* withImports(file, 'part', edit, { ...split, imports });
}

/** The answer as it stands, without its imports and with them where the file has its own. */
function* plainCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const split = splitImports(code);
  // An empty file has no place of its own for imports: they stay where the answer has them.
  const isEmpty = file.lines.every(isBlank);
  if (!isEmpty && split.imports.length > 0 && split.code.lines.some((line) => !isBlank(line)))
    yield* withImports(file, 'renamed', placeCode(file, split.code), split);
  yield { form: 'renamed', edits: [placeCode(file, code)] };
}

function* bodyCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const { unit, target, lines } = file;
  if (unit === undefined || target.kind === 'insert') return;
  const split = splitImports(code);
  for (const edit of bodyEdits(lines, unit, split.code)) yield* withImports(file, 'part', edit, split);
}

/** The answer with one slip mended. */
function* mendedCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const split = splitImports(code);
  for (const lines of mendedCodes(trimBlankLines(split.code.lines), file.lines, file.unit))
    yield* withImports(file, 'part', placeCode(file, { ...code, lines }), split);
}

/** The ways to read an answer's code, the most likely first. */
export function* candidates(file: FileState, given: AnswerCode): Generator<Candidate> {
  yield* repeatedCandidates(file, given);
  const code = withoutFileHeader(file.lines, file.target, given);
  yield* extractedCandidates(file, code);
  yield* repeatedUnitCandidates(file, code);
  yield* plainCandidates(file, code);
  yield* bodyCandidates(file, code);
  yield* mendedCandidates(file, code);
}

/** The answer as it stands, put where the target is. */
export function plainEdits(file: FileState, code: AnswerCode): readonly LineEdit[] {
  return [placeCode(file, code)];
}
