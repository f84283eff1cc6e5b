import { covers } from '../syntax/lineRange.ts';
import type { AnswerCode } from './place.ts';
import { targetTouches } from './splitImports.ts';
import type { EditTarget } from './target.ts';

/** How files of a language say what they belong to: once, above everything else. */
const headers: Readonly<Record<string, RegExp>> = {
  go: /^package \w+\s*(?:\/\/.*)?$/u,
  java: /^package [\w.]+\s*;/u,
  kotlin: /^package [\w.`]+\s*;?$/u,
  scala: /^package [\w.]+\s*;?$/u,
  php: /^(?:<\?php\s*$|declare\(strict_types=\d\)\s*;|namespace [\w\\]+\s*;)/u,
  csharp: /^namespace [\w.]+\s*;/u,
};

/**
 * An answer's code without the lines that say what its file belongs to, where the file has such a line that stays; they become
 * blank, so that the tree's lines still count.
 */
export function withoutFileHeader(
  lines: readonly string[],
  target: EditTarget,
  code: AnswerCode,
): AnswerCode {
  const header = headers[code.tree?.languageId ?? ''];
  const own = header === undefined ? -1 : lines.findIndex((line) => header.test(line));
  if (header === undefined || own === -1 || targetTouches(target, { startLine: own, endLine: own }))
    return code;
  const first = code.tree?.units()[0]?.startLine ?? code.lines.length;
  const comments = code.tree?.comments() ?? [];
  const isHeader = (text: string, line: number): boolean =>
    line < first &&
    header.test(text) &&
    !comments.some((comment) => covers(comment, { startLine: line, endLine: line }));
  return { ...code, lines: code.lines.map((text, line) => (isHeader(text, line) ? '' : text)) };
}
