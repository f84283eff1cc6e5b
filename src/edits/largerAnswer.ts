import { covers, linesIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { isTelling } from './addedLines.ts';
import { indentIn, linesWithComment, neededBy, withHolders } from './needed.ts';
import type { Needed } from './needed.ts';
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
  const statements = (of: readonly string[], ranges: readonly LineRange[]): readonly string[] => {
    const apart = linesIn(ranges);
    return of
      .filter((_, line) => !apart.has(line))
      .map((line) => line.trim())
      .filter(isTelling);
  };
  const own = statements(lines, [...tree.units(), ...tree.imports(), ...tree.comments()]);
  const known = new Set(own.length === 0 ? [] : statements(file, units));
  return own.some((line) => known.has(line));
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

/** The path of names to a unit, whatever it is. */
function namePath(unit: Unit): string {
  return unit.parent === undefined ? unit.name : `${namePath(unit.parent)}/${unit.name}`;
}

/** The target's part of a larger answer. */
export interface ExtractedUnit {
  /** The target's unit with the new declarations beside it. */
  readonly lines: readonly string[];
  readonly needed: Needed;
}

/** The target's unit out of a larger answer, with the declarations it names that the file does not have. */
export function extractUnit(code: AnswerCode, target: Unit, tree: SyntaxTree): ExtractedUnit | undefined {
  const isTarget = (unit: Unit): boolean =>
    unitKey(unit) === unitKey(target) ||
    unitKey(target).endsWith(` / ${unitKey(unit)}`) ||
    (unit.parent === undefined && unit.name === target.name && unit.kind === target.kind);
  const units = code.tree?.units() ?? [];
  const matches = units.filter(isTarget);
  const same = tree.units().filter((unit) => unitKey(unit) === unitKey(target));
  const match = matches.length === same.length ? matches[same.indexOf(target)] : matches.at(-1);
  if (match === undefined) return undefined;
  const holders = withHolders(match);
  // Where the code is broken the grammar takes what is inside a body for declarations beside it.
  const isBeside = (unit: Unit): boolean =>
    holders.some((each) => each.parent === unit.parent && indentIn(code, each) === indentIn(code, unit));
  const others = units.filter((unit) => !holders.includes(unit) && !isTarget(unit) && isBeside(unit));
  const own = linesWithComment(code, match);
  const said = { code, match, lines: own, startLine: match.startLine, others };
  const needed = neededBy(said, { tree, target });
  const above = needed.kept.filter((unit) => unit.endLine < match.startLine);
  const below = needed.kept.filter((unit) => unit.startLine > match.endLine);
  const lines = joined([...above, match, ...below].map((unit) => linesWithComment(code, unit)));
  return { lines, needed };
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
  if (fresh.length > 0) return joined(fresh.map((unit) => linesWithComment(code, unit)));
  const lines = new Set(file.map((line) => line.trim()));
  return splitImports(code).code.lines.every((line) => lines.has(line.trim()) || isBlank(line))
    ? []
    : undefined;
}
