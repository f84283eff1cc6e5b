import type { LineRange } from '../syntax/lineRange.ts';
import type { EditTarget } from './target.ts';

/** The lines a target is about; of an insertion, the one it goes before. */
export function targetLines(target: EditTarget): LineRange {
  return target.kind === 'insert' ? { startLine: target.line, endLine: target.line } : target;
}
