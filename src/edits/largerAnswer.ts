import { covers, isLineIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { Unit } from '../syntax/syntax.ts';
import { isTelling } from './addedLines.ts';
import { isBlank } from './indentation.ts';
import type { AnswerCode } from './place.ts';
import { splitImports } from './splitImports.ts';
import { unitKey } from './unitKey.ts';
import { lineAt } from './lineAt.ts';

/** How many lines of `answer` repeat `expected` from its start, blank lines aside; undefined when one does not. */
function repeated(expected: readonly string[], answer: readonly string[]): number | undefined {
  let at = 0;
  for (const line of expected) {
    if (isBlank(line)) continue;
    while (at < answer.length && isBlank(lineAt(answer, at))) at += 1;
    if (answer[at]?.trimEnd() !== line.trimEnd()) return undefined;
    at += 1;
  }
  return at;
}

/**
 * The lines that an answer has between two parts of the file that it repeats; blank lines may differ. Undefined when it
 * repeats neither, or not all of them.
 */
export function middleOf(
  above: readonly string[],
  below: readonly string[],
  answer: readonly string[],
): readonly string[] | undefined {
  if (above.every(isBlank) && below.every(isBlank)) return undefined;
  const start = repeated(above, answer);
  if (start === undefined) return undefined;
  const rest = answer.slice(start);
  const end = repeated(below.toReversed(), rest.toReversed());
  return end === undefined ? undefined : rest.slice(0, rest.length - end);
}

function isWithin(unit: Unit, holder: Unit): boolean {
  return unit === holder || (unit.parent !== undefined && isWithin(unit.parent, holder));
}

/** What the file declares outside of the lines that the answer replaces; what shares a line with the target's own unit counts. */
export function outsideUnits(
  units: readonly Unit[],
  target: LineRange | undefined,
  own: Unit | undefined,
): readonly Unit[] {
  if (target === undefined) return units;
  return units.filter((unit) => !covers(target, unit) || (own !== undefined && !isWithin(unit, own)));
}

/** A unit and those that hold it, innermost first. */
function withHolders(unit: Unit | undefined): readonly Unit[] {
  return unit === undefined ? [] : [unit, ...withHolders(unit.parent)];
}

/**
 * True when code declares again what the file declares elsewhere, at its top level, around the target or beside it: then it
 * is more than the target. `holder` is the unit that holds the target.
 */
export function isLarger(code: AnswerCode, outside: readonly Unit[], holder: Unit | undefined): boolean {
  const beside = outside.filter(({ parent }) => parent === undefined || parent === holder);
  const known = new Set([...beside, ...withHolders(holder)].map((unit) => unit.name));
  return code.tree?.units().some((unit) => unit.parent === undefined && known.has(unit.name)) ?? false;
}

/** True when code has statements outside of its declarations that stand outside of them in the file, too: a whole script. */
export function repeatsStatements(
  code: AnswerCode,
  file: readonly string[],
  units: readonly Unit[],
): boolean {
  const { tree, lines } = code;
  if (tree === undefined) return false;
  const statements = (of: readonly string[], ranges: readonly LineRange[]): readonly string[] =>
    of
      .filter((_, line) => !isLineIn(ranges, line))
      .map((line) => line.trim())
      .filter(isTelling);
  const own = statements(lines, [...tree.units(), ...tree.imports(), ...tree.comments()]);
  const known = new Set(own.length === 0 ? [] : statements(file, units));
  return own.some((line) => known.has(line));
}

function withComment(code: AnswerCode, unit: Unit): readonly string[] {
  return code.lines.slice(unit.commentStartLine, unit.endLine + 1);
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

/** The path of names to a unit, whatever it is. */
function namePath(unit: Unit): string {
  return unit.parent === undefined ? unit.name : `${namePath(unit.parent)}/${unit.name}`;
}

/** Units of the code, next to a given one, that the file does not have and the given one names. */
function newHelpers(code: AnswerCode, unit: Unit, fileUnits: readonly Unit[]): readonly Unit[] {
  const known = new Set(fileUnits.map(namePath));
  const words = new Set(
    withComment(code, unit)
      .join('\n')
      .match(/[\w$]+/gu),
  );
  const units = code.tree?.units() ?? [];
  return units.filter(
    (each) => each.parent === unit.parent && !known.has(namePath(each)) && words.has(each.name),
  );
}

/** The target's unit out of a larger answer, with the declarations beside it that the file does not have. */
export function extractUnit(
  code: AnswerCode,
  target: Unit,
  fileUnits: readonly Unit[],
): readonly string[] | undefined {
  const isTarget = (unit: Unit): boolean =>
    unitKey(unit) === unitKey(target) ||
    unitKey(target).endsWith(` / ${unitKey(unit)}`) ||
    (unit.parent === undefined && unit.name === target.name && unit.kind === target.kind);
  const matches = code.tree?.units().filter(isTarget) ?? [];
  const same = fileUnits.filter((unit) => unitKey(unit) === unitKey(target));
  const match = matches.length === same.length ? matches[same.indexOf(target)] : matches.at(-1);
  if (match === undefined) return undefined;
  const beside = newHelpers(code, match, fileUnits).filter((unit) => !isTarget(unit));
  const above = beside.filter((unit) => unit.endLine < match.startLine);
  const below = beside.filter((unit) => unit.startLine > match.endLine);
  return joined([...above, match, ...below].map((unit) => withComment(code, unit)));
}

/** What a larger answer declares that the file does not, for an insertion; nothing when it only repeats the file. */
export function extractNewUnits(
  code: AnswerCode,
  file: readonly string[],
  fileUnits: readonly Unit[],
): readonly string[] | undefined {
  const known = new Set(fileUnits.map(namePath));
  const units = code.tree?.units() ?? [];
  const fresh = units.filter(
    (unit) => !known.has(namePath(unit)) && (unit.parent === undefined || known.has(namePath(unit.parent))),
  );
  if (fresh.length > 0) return joined(fresh.map((unit) => withComment(code, unit)));
  const lines = new Set(file.map((line) => line.trim()));
  return splitImports(code).code.lines.every((line) => lines.has(line.trim()) || isBlank(line))
    ? []
    : undefined;
}
