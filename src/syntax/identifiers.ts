import type { Node } from 'web-tree-sitter';
import type { LineRange } from './lineRange.ts';
import { inTurns } from './inTurns.ts';
import { isComment, walkSteps } from './nodes.ts';

/** A name used in a text; `character` counts UTF-16 units from the line's start. */
export interface Identifier {
  readonly name: string;
  readonly line: number;
  readonly character: number;
}

const nameType =
  /(^|_)identifier$|^(constant|name|simple_name|command_name|function_name)$|^shorthand_property_identifier(_pattern)?$/;
const declaringFields = new Set(['name', 'pattern', 'declarator', 'left', 'parameter', 'alias']);
const declaringTypes = new RegExp(
  [
    'declarat|definition|parameter|closure|named_expression',
    '(_item|_spec|_signature|const_element)$',
    '(class|struct|enum|union)_specifier$',
    '^(let_|for_|catch)',
    '^(assignment|method|singleton_method|class|module)$',
  ].join('|'),
);
const patternTypes = /parameters?$|_pattern$/;
const typeFields = new Set(['type', 'value', 'return_type', 'right']);
/** Keys of literals, keyword arguments and PHP variables are defined by what they stand in. */
const ignoredParents = new Set(['keyword_argument', 'variable_name']);

type NameRole = 'declares' | 'uses' | 'neither';

function roleOf(type: string, parent: string, field: string): NameRole {
  if (type.endsWith('_pattern') || (parent === 'pair_pattern' && field === 'value')) return 'declares';
  if (field === 'key' || (ignoredParents.has(parent) && field !== 'value')) return 'neither';
  if (patternTypes.test(parent) && !typeFields.has(field)) return 'declares';
  return declaringFields.has(field) && declaringTypes.test(parent) ? 'declares' : 'uses';
}

interface NameUse extends Identifier {
  readonly role: NameRole;
}

async function nameUses(root: Node, range: LineRange): Promise<readonly NameUse[]> {
  const uses: NameUse[] = [];
  const types: string[] = [];
  const steps = walkSteps(
    root,
    (cursor) => {
      const type = cursor.nodeType;
      if (isComment(type)) return false;
      if (cursor.endPosition.row < range.startLine || cursor.startPosition.row > range.endLine) return false;
      if (nameType.test(type) && cursor.currentNode.childCount === 0) {
        const { row, column } = cursor.startPosition;
        const role = roleOf(type, String(types.at(-1)), cursor.currentFieldName ?? '');
        uses.push({ name: cursor.nodeText, line: row, character: column, role });
        return false;
      }
      types.push(type);
      return true;
    },
    () => types.pop(),
  );
  await inTurns(steps);
  return uses;
}

/** First use of each distinct name in the range, without the names the range itself declares. */
export async function identifiersIn(root: Node, range: LineRange): Promise<readonly Identifier[]> {
  const uses = (await nameUses(root, range)).filter(
    (use) => use.line >= range.startLine && use.line <= range.endLine,
  );
  const seen = new Set(uses.filter((use) => use.role === 'declares').map((use) => use.name));
  const identifiers: Identifier[] = [];
  for (const { name, line, character, role } of uses) {
    if (role === 'neither' || seen.has(name)) continue;
    seen.add(name);
    identifiers.push({ name, line, character });
  }
  return identifiers;
}
