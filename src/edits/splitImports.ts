import { linesIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { EditTarget } from './target.ts';
import type { AnswerCode } from './place.ts';
import { topImports } from './importPlace.ts';

/** Code without its imports, and these as statements. */
export interface SplitCode {
  readonly code: AnswerCode;
  readonly imports: readonly string[];
}

/** Lines of which those in the ranges became blank, so that all others stay where they are. */
export function withoutLines(lines: readonly string[], ranges: readonly LineRange[]): readonly string[] {
  const gone = linesIn(ranges);
  return lines.map((line, index) => (gone.has(index) ? '' : line));
}

/** Takes the top-level import statements out of an answer's code; their lines become blank, so that the tree's lines still count. */
export function splitImports(code: AnswerCode): SplitCode {
  const ranges = code.tree === undefined ? [] : topImports(code.tree);
  if (ranges.length === 0) return { code, imports: [] };
  return {
    code: { lines: withoutLines(code.lines, ranges), tree: code.tree },
    imports: ranges.map(({ startLine, endLine }) => code.lines.slice(startLine, endLine + 1).join('\n')),
  };
}

/** True when an answer to the target replaces a line of the range. */
export function targetTouches(target: EditTarget, range: LineRange): boolean {
  return target.kind === 'replace' && target.startLine <= range.endLine && range.startLine <= target.endLine;
}
