import { fieldChildren } from '../syntax/nodes.ts';
import type { SyntaxTree } from '../syntax/syntaxTree.ts';
import type { Unit } from '../syntax/unit.ts';
import { lineForComment } from './existingDocs.ts';

/** Why no place for documentation was found: the code before it stands on the same line, or the body does. */
export type PlacementProblem = 'sharesLine' | 'oneLineBody';

export type Placement =
  | {
      readonly kind: 'place';
      /** New lines go before this line. */ readonly line: number;
      readonly indent: string;
    }
  | { readonly kind: 'problem'; readonly problem: PlacementProblem };

/** Below the line of the colon, at the indentation of the first statement. */
function placeInBody(tree: SyntaxTree, unit: Unit, lines: readonly string[]): Placement {
  const declaration = tree.nodeOf(unit);
  const colon = declaration.children.findLast((node) => node.type === ':');
  const [statement] = fieldChildren(declaration, 'body');
  const isApart = colon && statement && statement.startPosition.row > colon.startPosition.row;
  if (!isApart || lines[colon.startPosition.row]?.endsWith('\\'))
    return { kind: 'problem', problem: 'oneLineBody' };
  const { row, column } = statement.startPosition;
  return { kind: 'place', line: colon.startPosition.row + 1, indent: String(lines[row]).slice(0, column) };
}

/** Where the documentation of a unit goes: in Python into the body, elsewhere above decorators, attributes and `export`. */
export function placeDocs(tree: SyntaxTree, unit: Unit): Placement {
  const lines = tree.text.split('\n');
  if (tree.languageId === 'python') return placeInBody(tree, unit, lines);
  const before = String(lines[unit.startLine]).slice(0, tree.columnOf(unit));
  if (before.trim() !== '') return { kind: 'problem', problem: 'sharesLine' };
  return { kind: 'place', line: lineForComment(tree, unit), indent: before };
}
