import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import type { EditTarget } from './target.ts';

/** The unit of a file's tree that a target is; undefined for an insertion, and for lines that are no unit. */
export function targetUnit(tree: SyntaxTree | undefined, target: EditTarget): Unit | undefined {
  if (target.kind === 'insert' || target.unit === undefined) return undefined;
  const { endLine, startLine } = target;
  const { name } = target.unit;
  return tree
    ?.units()
    .find(
      (unit) =>
        unit.name === name &&
        unit.endLine === endLine &&
        unit.commentStartLine <= startLine &&
        unit.startLine >= startLine,
    );
}
