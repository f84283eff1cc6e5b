import { isFunctionUnit } from '../syntax/collectUnits.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { Unit } from '../syntax/syntax.ts';
import { convertIndents, indentOf, indentStyle, isBlank } from './indentation.ts';
import type { AnswerCode } from './place.ts';
import { unitKey } from './unitKey.ts';
import { wordsIn } from './wordsIn.ts';

/** Text without blanks: where a line or a brace begins is a matter of style. */
function bare(lines: readonly string[]): string {
  return lines.join('').replaceAll(/\s/gu, '');
}

/** How many lines of an answer repeat others from their start, style aside; undefined when they do not. */
function repeatedStart(expected: readonly string[], answer: readonly string[]): number | undefined {
  const wanted = bare(expected);
  let count = 0;
  for (let said = ''; said.length < wanted.length; count += 1) {
    if (count === answer.length) return undefined;
    said += bare(answer.slice(count, count + 1));
    if (!wanted.startsWith(said)) return undefined;
  }
  return count;
}

/** The same lines read from the end. */
function mirrored(lines: readonly string[]): readonly string[] {
  return lines.toReversed().map((line) => Array.from(line).toReversed().join(''));
}

/** What an answer has between lines that it repeats. */
function between(
  above: readonly string[],
  below: readonly string[],
  answer: readonly string[],
): readonly string[] | undefined {
  const start = repeatedStart(above, answer);
  if (start === undefined) return undefined;
  const rest = answer.slice(start);
  const end = repeatedStart(mirrored(below), mirrored(rest));
  return end === undefined ? undefined : rest.slice(0, rest.length - end);
}

const words = (lines: readonly string[]): readonly string[] => wordsIn(lines.join('\n'));

/** True when code needs no word that a signature has and the old one has not: what was added is types, or is not used. */
function fitsSignature(
  code: readonly string[],
  before: readonly string[],
  after: readonly string[],
): boolean {
  const old = new Set(words(before));
  const used = new Set(words(code));
  return words(after).every((word) => old.has(word) || !used.has(word));
}

function sameUnit(code: AnswerCode, outer: Unit): Unit | undefined {
  return code.tree
    ?.units()
    .find(
      (unit) =>
        unitKey(unit) === unitKey(outer) ||
        (unit.parent === undefined && unit.name === outer.name && isFunctionUnit(unit)),
    );
}

/** Indentation of the first line with code. */
function firstIndent(lines: readonly string[]): string {
  return indentOf(lines.find((line) => !isBlank(line)) ?? '');
}

/** How deep lines stand in their function. */
function depth(lines: readonly string[], outer: string): string {
  return firstIndent(lines).slice(outer.length);
}

/** Lines of an answer for the target's place. */
export interface RepeatedPart {
  readonly lines: readonly string[];
  /** Where the first one belongs; undefined where the answer indents otherwise than the file. */
  readonly indent: string | undefined;
}

/**
 * What stands in the target's place in an answer that repeats the function around it, line breaks, blanks and types of the
 * signature aside. Undefined when it does not repeat the function, or changes more of it.
 */
export function partOfRepeatedUnit(
  file: readonly string[],
  outer: Unit,
  inner: LineRange,
  code: AnswerCode,
): RepeatedPart | undefined {
  const match = sameUnit(code, outer);
  if (match === undefined || !isFunctionUnit(outer) || inner.startLine <= outer.headerEndLine)
    return undefined;
  const answer = convertIndents(code.lines, indentStyle(file));
  const body = answer.slice(match.headerEndLine + 1, match.endLine + 1);
  const old = file.slice(outer.headerEndLine + 1, outer.endLine + 1);
  const from = inner.startLine - outer.headerEndLine - 1;
  const lines = between(old.slice(0, from), old.slice(from + inner.endLine - inner.startLine + 1), body);
  if (lines === undefined || lines.every(isBlank)) return undefined;
  const before = file.slice(outer.startLine, outer.headerEndLine + 1);
  const after = answer.slice(match.startLine, match.headerEndLine + 1);
  if (!fitsSignature(lines, before, after)) return undefined;
  const [own, said] = [firstIndent(before), firstIndent(after)];
  return { lines, indent: depth(old, own) === depth(body, said) ? own + depth(lines, said) : undefined };
}
