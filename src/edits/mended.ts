import type { Unit } from '../syntax/syntax.ts';
import { indentOf, isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { isCloser } from './place.ts';

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

/** Ways to read code in which one thing was forgotten or said twice; for the parser to judge. */
export function mendedCodes(
  code: readonly string[],
  file: readonly string[],
  unit: Unit | undefined,
): readonly (readonly string[])[] {
  const last = code.findLastIndex((line) => !isBlank(line));
  const isSurplus = isCloser(code[last]);
  return [
    ...(isSurplus ? [code.slice(0, last)] : []),
    withoutRepetition(code) ?? [],
    (unit && withCloser(code, file, unit)) ?? [],
  ].filter((lines) => lines.length > 0);
}
