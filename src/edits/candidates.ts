import { isFunctionUnit } from '../syntax/collectUnits.ts';
import { linesIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import { arrowEdits } from './arrowBody.ts';
import { bodyEdits } from './bodyOnly.ts';
import { newMembersIn } from './addedMembers.ts';
import { memberEdits } from './memberEdits.ts';
import type { MemberEdit } from './memberQuestion.ts';
import { mendedCodes } from './mended.ts';
import { targetRange } from './fileState.ts';
import type { FileState } from './fileState.ts';
import { withoutFileHeader } from './fileHeader.ts';
import { missingImports, usedImports } from './missingImports.ts';
import { helperEdits } from './helperEdits.ts';
import type { Needed } from './needed.ts';
import { splitHelpers } from './splitHelpers.ts';
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
import { lineAt } from './lineAt.ts';
import { wordsIn } from './wordsIn.ts';

/** One way to read an answer: the edits it would make, ordered, before it is known whether the result is sound. */
export interface Candidate {
  /**
   * `renamed`: may be taken though the target's unit is gone, because the answer declares something in its place.
   * `exchanged`: the same, because the answer repeats the function around the unit.
   */
  readonly form: 'part' | 'whole' | 'renamed' | 'exchanged';
  readonly edits: readonly LineEdit[];
  /** How many declarations that the code needs the file has otherwise: they stay as they are. */
  readonly leftOut?: number;
  /** What must hold of the new text beside what holds of all. */
  readonly proves?: MemberEdit['proves'];
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

/** Code with the comma that stands behind the target in the file: an entry of an object is often said without. */
function withComma({ lines, unit }: FileState, code: readonly string[]): readonly string[] {
  const last = code.findLastIndex((line) => !isBlank(line));
  const isListed = unit !== undefined && lineAt(lines, unit.endLine).trimEnd().endsWith(',');
  const text = lineAt(code, last).trimEnd();
  return !isListed || last === -1 || /[,;]$/u.test(text) ? code : code.with(last, `${text},`);
}

/** Puts code where the target is. */
function placeCode(file: FileState, code: AnswerCode): LineEdit {
  const { lines, target, unit, tree } = file;
  if (target.kind === 'insert') return insertEdit(lines, target, code, tree);
  const own = tree === undefined ? withoutLinesAbove(file, code.lines) : withComma(file, code.lines);
  return replaceEdit(lines, replacedRange(lines, targetRange(file), unit, own), { ...code, lines: own });
}

/** An answer's code for the target and what it brings along. */
interface Brought extends SplitCode {
  readonly needed?: Needed | undefined;
}

/** Takes apart what goes to the target and what goes elsewhere. */
function splitAnswer({ tree, unit }: FileState, code: AnswerCode): Brought {
  const split = splitImports(code);
  const apart = tree && unit && splitHelpers(split.code, { tree, target: unit });
  return { ...split, ...apart };
}

/** A candidate that also adds what the answer brings along; none when imports would go into the target. */
function* withBrought(
  file: FileState,
  form: Candidate['form'],
  main: LineEdit,
  { code, imports: brought, needed }: Brought,
): Generator<Candidate> {
  const imports = importEdits(file, brought);
  const helpers = file.tree && needed ? helperEdits(file.tree, needed.helpers, code.tree) : [];
  const inside = imports.some(
    (edit) => edit.startLine > main.startLine && edit.startLine < main.startLine + main.deleteCount,
  );
  const edits = [...imports, ...helpers, main].toSorted((one, other) => one.startLine - other.startLine);
  if (!inside) yield { form, edits, leftOut: needed?.leftOut ?? 0 };
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
  const imports = linesIn(bare && tree !== undefined ? topImports(tree) : []);
  const part = (from: number, to: number): readonly string[] =>
    lines.slice(from, to).filter((_, index) => !imports.has(from + index));
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

/** True for a name of a function's own that nothing else in the function says: other lines may come in its place. */
function isUnused({ lines, unit }: FileState): boolean {
  const outer = unit?.parent;
  if (unit === undefined || outer === undefined || !isFunctionUnit(outer)) return false;
  const around = [
    ...lines.slice(outer.startLine, unit.startLine),
    ...lines.slice(unit.endLine + 1, outer.endLine + 1),
  ];
  return !wordsIn(around.join('\n')).includes(unit.name);
}

/** The file, or a unit around the target, repeated around the answer to the target. */
function* repeatedCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const inner = targetRange(file);
  const whole = { startLine: 0, endLine: file.lines.length - 1 };
  const around = (file.tree?.units() ?? []).filter(
    (unit) => unit !== file.unit && unit.startLine <= inner.startLine && unit.endLine >= inner.endLine,
  );
  const mayGo = isUnused(file);
  for (const outer of [whole, ...around]) {
    const edit = middleEdit(file, outer, code, false);
    if (edit === undefined) continue;
    const isExchange = mayGo && !edit.lines.every(isBlank);
    yield { form: isExchange ? 'exchanged' : 'whole', edits: [edit] };
  }
  const split = splitImports(code);
  if (split.imports.length === 0) return;
  const edit = middleEdit(file, whole, split.code, true);
  if (edit !== undefined) yield* withBrought(file, 'whole', edit, split);
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
  const split = splitImports(code);
  const extracted = target.kind === 'replace' && tree && unit ? extractUnit(code, unit, tree) : undefined;
  const part = target.kind === 'insert' ? extractNewUnits(code, file.lines, units) : extracted?.lines;
  if (part?.length === 0) yield { form: 'part', edits: [] };
  if (part === undefined || part.length === 0) return;
  const helpers = extracted?.needed.helpers.flatMap((helper) => helper.lines) ?? [];
  const imports = usedImports(split.imports, [...part, ...helpers], code.tree?.languageId ?? '');
  const main = placeCode(file, { ...code, lines: part });
  yield* withBrought(file, 'part', main, { code, imports, needed: extracted?.needed });
}

/** The target's lines out of an answer that repeats the function around them. */
function* repeatedUnitCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const { tree, target, unit, lines } = file;
  const inner = targetRange(file);
  // A selected line can be a function of its own within the function.
  const outer = unit === undefined ? tree?.unitAt(inner) : unit.parent;
  if (target.kind === 'insert' || outer === undefined) return;
  const part = partOfRepeatedUnit(lines, outer, inner, code);
  if (part === undefined) return;
  const split = splitImports(code);
  const imports = usedImports(split.imports, part.lines, code.tree?.languageId ?? '');
  const edit = replaceEdit(lines, inner, { ...code, lines: part.lines }, part.indent);
  const form = unit === undefined ? 'part' : 'renamed';
  yield* withBrought(file, form, edit, { ...split, imports });
}

/** The answer as it stands, without what goes elsewhere, and with it where the file has its own. */
function* plainCandidates(file: FileState, code: AnswerCode, split: Brought): Generator<Candidate> {
  // An empty file has no place of its own for imports: they stay where the answer has them.
  const isEmpty = file.lines.every(isBlank);
  const isSplit = split.imports.length > 0 || split.needed !== undefined;
  if (!isEmpty && isSplit && split.code.lines.some((line) => !isBlank(line)))
    yield* withBrought(file, 'renamed', placeCode(file, split.code), split);
  if (isEmpty || split.imports.length === 0) yield { form: 'renamed', edits: [placeCode(file, code)] };
}

function* bodyCandidates(file: FileState, code: AnswerCode): Generator<Candidate> {
  const { unit, target, lines } = file;
  if (unit === undefined || target.kind === 'insert') return;
  // What a body declares is its own: nothing of it goes elsewhere.
  const split = splitImports(code);
  for (const edit of arrowEdits(file, split.code) ?? bodyEdits(lines, unit, split.code))
    yield* withBrought(file, 'part', edit, split);
}

/** The answer as members of the target: alone, or in a declaration of it that has nothing of the old. */
function* memberCandidates(
  file: FileState,
  split: Brought,
  instruction: string,
  isAlone: boolean,
): Generator<Candidate> {
  const { tree, unit, lines } = file;
  if (tree === undefined || unit === undefined) return;
  const question = { file: lines, tree, unit, instruction };
  const members = isAlone ? split.code.lines : newMembersIn(split.code, question);
  if (members === undefined) return;
  for (const { edit, proves } of memberEdits({ ...question, code: members }))
    for (const candidate of withBrought(file, 'part', edit, split)) yield { ...candidate, proves };
}

/** The answer with one slip mended. */
function* mendedCandidates(file: FileState, code: AnswerCode, split: Brought): Generator<Candidate> {
  for (const lines of mendedCodes(split.code, file))
    yield* withBrought(file, 'part', placeCode(file, { ...code, lines }), split);
}

/** The ways to read an answer's code, the most likely first. */
export function* candidates(file: FileState, given: AnswerCode, instruction: string): Generator<Candidate> {
  yield* repeatedCandidates(file, given);
  const code = withoutFileHeader(file.lines, file.target, given);
  yield* extractedCandidates(file, code);
  yield* repeatedUnitCandidates(file, code);
  const split = splitAnswer(file, code);
  yield* memberCandidates(file, split, instruction, false);
  yield* plainCandidates(file, code, split);
  yield* bodyCandidates(file, code);
  yield* memberCandidates(file, split, instruction, true);
  yield* mendedCandidates(file, code, split);
}

/** The answer as it stands, put where the target is. */
export function plainEdits(file: FileState, code: AnswerCode): readonly LineEdit[] {
  return [placeCode(file, code)];
}
