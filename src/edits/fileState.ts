import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import type { EditTarget } from './target.ts';

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
