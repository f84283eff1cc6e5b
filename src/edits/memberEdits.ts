import type { Member } from '../syntax/members.ts';
import type { SyntaxTree, Unit, UnitKind } from '../syntax/syntax.ts';
import { indentOf, isBlank, reindent, convertIndents, indentStyle, trimBlankLines } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { LineEdit } from './lineEdits.ts';
import { unitKey } from './unitKey.ts';
import { wordsIn } from './wordsIn.ts';

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

const withMembers: ReadonlySet<UnitKind> = new Set([
  'class',
  'interface',
  'struct',
  'enum',
  'trait',
  'impl',
  'type',
  'variable',
]);

/** What instructions say that ask for more, and those that ask for other members in place of these. */
const asksForMore =
  /\b(?:add|append|insert|introduc|includ|extend|implement|another|additional|extra|creat|giv|need)|\bnew (?:\w+ )?(?:field|property|member|variant|case|entry|key|method|function|option|constant|value)|ajout|aggiung|añad|agreg|adicion|ergänz|hinzu|voeg|dodaj|добав|添加|追加|增加|추가/iu;
const asksForOther =
  /\b(?:renam|replac|chang|convert|turn|instead|remov|delet|drop|mov|split|merg|rewrit|refactor|swap)/iu;

/** True when an instruction asks for members beside those that there are: the same code may be all that is to be left. */
function isAddition(instruction: string): boolean {
  return asksForMore.test(instruction) && !asksForOther.test(instruction);
}

const separated = /^(\s*)([,;]?)(\s*(?:(?:\/\/|#|--).*|\/\*.*\*\/\s*)?)$/u;
const trailing = /\s*[,;]\s*$/u;

/** A member's last line and the code's, with what may stand between and after two members of a language. */
function joints(
  last: string,
  { endColumn, type }: Member,
  code: string,
): readonly (readonly [string, string])[] {
  const rest = separated.exec(last.slice(endColumn));
  if (rest === null) return [];
  const [, blank = '', separator = '', remark = ''] = rest;
  const bare = code.replace(trailing, '');
  const head = last.slice(0, endColumn);
  const withComma = separator === '' ? `${head},${blank}${remark}` : `${head}${blank},${remark}`;
  if (separator !== '')
    return [
      [last, bare + separator],
      [withComma, bare + separator],
    ];
  // A function ends without one, whatever stands behind the other members.
  const ends = type === 'method_definition' ? [code, bare] : [bare, code];
  return [...ends.map((end) => [last, end] as const), [withComma, bare]];
}

/** Blank lines between a member and the one of its kind above, as there are; where there is none, functions stand apart. */
function gapAfter(file: readonly string[], members: readonly Member[], index: number): number {
  const [above, member] = [members[index - 1], members[index]];
  if (above === undefined || above.type !== member?.type)
    return /function|method/u.test(member?.type ?? '') ? 1 : 0;
  const next = file.findIndex((line, at) => at > above.endLine && !isBlank(line));
  return Math.max(0, next - above.endLine - 1);
}

/** The code as the file would have it beside a member. */
function fitted({ file, code }: MemberQuestion, { startLine }: Member): readonly string[] {
  const lines = convertIndents(trimBlankLines(code), indentStyle(file));
  return reindent(lines, { indent: indentOf(lineAt(file, startLine)), original: [] });
}

/** The members of the same unit in a text that was made of the tree's. */
function membersIn(after: SyntaxTree, { tree, unit }: MemberQuestion): readonly Member[] {
  const same = (of: SyntaxTree): readonly Unit[] =>
    of.units().filter((each) => unitKey(each) === unitKey(unit));
  const now = same(after)[same(tree).indexOf(unit)];
  return now === undefined ? [] : after.membersOf(now);
}

const areSame = (one: readonly Member[], other: readonly Member[]): boolean =>
  one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);

/** How code begins that has a comment, an attribute or a decorator above its member. */
const adorned = /^\s*(?:\/\/|\/\*|#\[|# |--|@|\[[^\]]*\]\s*$)/u;
const comment = /^\s*(?:\/\/|\/?\*|# |--)/u;

/** The first line that code replaces in the place of a member: what stands above goes where the code brings its own. */
function replacedFrom(
  { file, tree, unit }: MemberQuestion,
  old: readonly Member[],
  { startLine }: Member,
  lines: readonly string[],
): number | undefined {
  if (!adorned.test(lineAt(lines, 0))) return startLine;
  const above = old.findLast(({ endLine }) => endLine < startLine)?.endLine;
  const least = (above ?? tree.nodeOf(unit).startPosition.row) + 1;
  const blank = file.findLastIndex((line, at) => at < startLine && isBlank(line));
  const from = Math.max(least, blank + 1);
  const isKept = file.slice(from, startLine).every((line) => comment.test(line) || lines.includes(line));
  return isKept ? from : undefined;
}

/** True for the one member of its name, with lines of its own. */
function isAlone(file: readonly string[], old: readonly Member[], member: Member): boolean {
  const { name, startLine, endLine, startColumn } = member;
  const near = old.filter(
    (each) => each.name === name || (each.startLine <= endLine && each.endLine >= startLine),
  );
  return name !== undefined && near.length === 1 && indentOf(lineAt(file, startLine)).length === startColumn;
}

/** Code in the place of the one member of its name. */
function* replacements(question: MemberQuestion, old: readonly Member[]): Generator<MemberEdit> {
  const { file, code } = question;
  const words = new Set(wordsIn(code.join('\n')));
  for (const [index, member] of old.entries()) {
    const isSaid = wordsIn(member.name ?? '').every((word) => words.has(word));
    if (!isSaid || !isAlone(file, old, member)) continue;
    const lines = fitted(question, member);
    const startLine = replacedFrom(question, old, member, lines);
    if (startLine === undefined) continue;
    const last = lineAt(lines, lines.length - 1);
    const rest = lineAt(file, member.endLine).slice(member.endColumn);
    for (const end of [last.replace(trailing, '') + rest, last])
      yield {
        edit: {
          startLine,
          deleteCount: member.endLine - startLine + 1,
          lines: [...lines.slice(0, -1), end],
        },
        proves: (after) => {
          const now = membersIn(after, question);
          return now[index]?.name === member.name && areSame(old, now.with(index, member));
        },
      };
  }
}

/** True for a statement that uses the class, not one of its members: Python does not know a class inside itself. */
function isUse({ tree, unit }: MemberQuestion, { type, text }: Member): boolean {
  return tree.languageId === 'python' && type === 'expression_statement' && text.includes(`${unit.name}(`);
}

/** Code below the last member of its kind; below the last of all where none is of its kind. */
function* additions(question: MemberQuestion, old: readonly Member[]): Generator<MemberEdit> {
  if (!isAddition(question.instruction)) return;
  const names = new Set(old.map(({ name }) => name));
  const kinds = new Set(old.map(({ type }) => type));
  for (const [index, anchor] of old.entries()) {
    if (old.slice(index + 1).some(({ type }) => type === anchor.type)) continue;
    const isLast = index === old.length - 1;
    const isMember = (each: Member): boolean =>
      each.name !== undefined &&
      !names.has(each.name) &&
      (each.type === anchor.type || (isLast && !kinds.has(each.type))) &&
      !isUse(question, each);
    const proves = (after: SyntaxTree): boolean => {
      const now = membersIn(after, question);
      const fresh = now.slice(index + 1, index + 1 + now.length - old.length);
      const freshNames = new Set(fresh.map(({ name }) => name));
      return (
        fresh.length > 0 &&
        freshNames.size === fresh.length &&
        fresh.every(isMember) &&
        areSame(old, now.toSpliced(index + 1, fresh.length))
      );
    };
    const lines = fitted(question, anchor);
    const gap = Array.from({ length: gapAfter(question.file, old, index) }, () => '');
    const last = lineAt(question.file, anchor.endLine);
    for (const [above, end] of joints(last, anchor, lineAt(lines, lines.length - 1)))
      yield {
        edit: {
          startLine: anchor.endLine,
          deleteCount: 1,
          lines: [above, ...gap, ...lines.slice(0, -1), end],
        },
        proves,
      };
  }
}

/** Ways to read code as members of a class, type, enum or object: in the place of the one of its name, else as new ones. */
export function* memberEdits(question: MemberQuestion): Generator<MemberEdit> {
  const { tree, unit, code } = question;
  if (!withMembers.has(unit.kind) || code.every(isBlank)) return;
  const old = tree.membersOf(unit);
  const first = tree.nodeOf(unit).startPosition.row;
  const last = tree.languageId === 'python' ? Infinity : unit.endLine;
  // What stands on the line of a brace has no line of its own.
  if (old.some(({ startLine, endLine }) => startLine === first || endLine === last)) return;
  yield* replacements(question, old);
  yield* additions(question, old);
}
