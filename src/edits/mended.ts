import type { Unit } from '../syntax/syntax.ts';
import type { FileState } from './fileState.ts';
import { indentOf, isBlank, trimBlankLines } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { methodCode } from './methodCode.ts';
import { isCloser } from './place.ts';
import type { AnswerCode } from './place.ts';

/** Lines of a signature that a model may have written twice. */
const longestSignature = 6;

/** Code without the signature that it says twice. */
function withoutRepetition(code: readonly string[]): readonly string[] | undefined {
  for (let count = 1; count <= Math.min(longestSignature, code.length - 1); count += 1) {
    const isTwice = code
      .slice(0, count)
      .every((line, index) => line.trim() === lineAt(code, index + count).trim());
    if (isTwice && !isBlank(lineAt(code, 0))) return code.slice(count);
  }
  return undefined;
}

/** Code with the line that ends the unit in the file, when that only closes. */
function withCloser(
  code: readonly string[],
  file: readonly string[],
  unit: Unit,
): readonly string[] | undefined {
  const last = lineAt(file, unit.endLine);
  if (unit.endLine === unit.startLine || !isCloser(last)) return undefined;
  return [...code, indentOf(code.find((line) => !isBlank(line)) ?? '') + last.trim()];
}

/** Code without a comma or semicolon behind it, where the file has none there. */
function withoutSeparator(
  code: readonly string[],
  file: readonly string[],
  unit: Unit,
): readonly string[] | undefined {
  const last = lineAt(code, code.length - 1).trimEnd();
  const isSurplus = /[,;]$/u.test(last) && !/[,;]\s*$/u.test(lineAt(file, unit.endLine));
  return isSurplus ? [...code.slice(0, -1), last.slice(0, -1)] : undefined;
}

/** Ways to read code in which one thing was forgotten or said twice; for the parser to judge. */
export function mendedCodes(given: AnswerCode, file: FileState): readonly (readonly string[])[] {
  const { unit } = file;
  const code = trimBlankLines(given.lines);
  const last = code.findLastIndex((line) => !isBlank(line));
  const isSurplus = isCloser(code[last]);
  const slips = [...(isSurplus ? [code.slice(0, last)] : []), withoutRepetition(code) ?? []];
  const ofUnit = (own: Unit): readonly (readonly string[])[] => [
    withCloser(code, file.lines, own) ?? [],
    withoutSeparator(code, file.lines, own) ?? [],
    methodCode(file, given) ?? [],
  ];
  return [...slips, ...(unit === undefined ? [] : ofUnit(unit))].filter((lines) => lines.length > 0);
}
