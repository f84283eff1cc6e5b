import type { Member } from '../syntax/members.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { convertIndents, indentOf, indentStyle, reindent, trimBlankLines } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';
import { unitKey } from './unitKey.ts';

/** A way to read code as one or more members of a unit, and how the new text proves that it is that. */
export interface MemberEdit {
  readonly edit: LineEdit;
  readonly proves: (after: SyntaxTree) => boolean;
}

/** Code that may be members of a unit, and what was asked for. */
export interface MemberQuestion {
  readonly file: readonly string[];
  readonly tree: SyntaxTree;
  readonly unit: Unit;
  readonly code: readonly string[];
  readonly instruction: string;
}

/** What may stand behind a member. */
export const trailing = /\s*[,;]\s*$/u;

/** How code begins that has a comment, an attribute or a decorator above its member. */
export const adorned = /^\s*(?:\/\/|\/\*|#\[|# |--|@|\[[^\]]*\]\s*$)/u;

/** The code as the file would have it beside a member. */
export function fitted({ file, code }: MemberQuestion, { startLine }: Member): readonly string[] {
  const lines = convertIndents(trimBlankLines(code), indentStyle(file));
  return reindent(lines, { indent: indentOf(lineAt(file, startLine)), original: [] });
}

/** The members of the same unit in a text that was made of the tree's. */
export function membersIn(after: SyntaxTree, { tree, unit }: MemberQuestion): readonly Member[] {
  const same = (of: SyntaxTree): readonly Unit[] =>
    of.units().filter((each) => unitKey(each) === unitKey(unit));
  const now = same(after)[same(tree).indexOf(unit)];
  return now === undefined ? [] : after.membersOf(now);
}

/** True for members that read alike, one by one. */
export const areSame = (one: readonly Member[], other: readonly Member[]): boolean =>
  one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);
