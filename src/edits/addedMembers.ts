import { covers } from '../syntax/lineRange.ts';
import type { Member } from '../syntax/members.ts';
import type { SyntaxTree } from '../syntax/syntax.ts';
import { isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { adorned, areSame, fitted, membersIn, trailing } from './memberQuestion.ts';
import type { MemberEdit, MemberQuestion } from './memberQuestion.ts';
import type { AnswerCode } from './place.ts';
import { withMembers } from './unitKinds.ts';

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
  if (member === undefined) return 0;
  if (above?.type !== member.type)
    return member.endLine > member.startLine && /function|method/u.test(member.type) ? 1 : 0;
  const next = file.findIndex((line, at) => at > above.endLine && !isBlank(line));
  return Math.max(0, next - above.endLine - 1);
}

/** What Python's methods begin with; a function without it belongs to the module. */
const pythonMethod = /^(?:@|(?:async\s+)?def\s+\w+\s*\(\s*(?:self|cls)\b)/u;

/** True for what may as well belong beside the unit: a type, a function of a module, a statement that uses a class. */
function isApart(
  { tree, unit }: MemberQuestion,
  after: SyntaxTree,
  { type, text, ...range }: Member,
): boolean {
  if (after.units().some((each) => covers(range, each) && withMembers.has(each.kind))) return true;
  if (tree.languageId !== 'python') return false;
  return type === 'expression_statement'
    ? text.includes(`${unit.name}(`)
    : unit.kind === 'class' && !pythonMethod.test(text);
}

/** Code below the last member of its kind; below the last of all where none is of its kind. */
export function* additions(question: MemberQuestion, old: readonly Member[]): Generator<MemberEdit> {
  if (!isAddition(question.instruction)) return;
  const names = new Set(old.map(({ name }) => name));
  const kinds = new Set(old.map(({ type }) => type));
  for (const [index, anchor] of old.entries()) {
    if (old.slice(index + 1).some(({ type }) => type === anchor.type)) continue;
    const isLast = index === old.length - 1;
    const isMember = (after: SyntaxTree, each: Member): boolean =>
      each.name !== undefined &&
      !names.has(each.name) &&
      (each.type === anchor.type || (isLast && !kinds.has(each.type))) &&
      !isApart(question, after, each);
    const proves = (after: SyntaxTree): boolean => {
      const now = membersIn(after, question);
      const fresh = now.slice(index + 1, index + 1 + now.length - old.length);
      const freshNames = new Set(fresh.map(({ name }) => name));
      return (
        fresh.length > 0 &&
        freshNames.size === fresh.length &&
        fresh.every((each) => isMember(after, each)) &&
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

/** The members in code that declares the unit with none but new ones, where new ones were asked for; else undefined. */
export function newMembersIn(
  { tree: code, lines }: AnswerCode,
  { tree, unit, instruction }: Omit<MemberQuestion, 'code'>,
): readonly string[] | undefined {
  const tops = code?.units().filter(({ parent }) => parent === undefined) ?? [];
  const [match] = tops;
  if (code === undefined || match === undefined || tops.length > 1 || !isAddition(instruction))
    return undefined;
  const fresh = code.membersOf(match);
  const known = new Set(tree.membersOf(unit).map(({ name }) => name));
  const [first] = fresh;
  const last = fresh.at(-1);
  const isSame = match.kind === unit.kind && match.name === unit.name && known.size > 0;
  if (!isSame || !first || !last || fresh.some(({ name }) => known.has(name))) return undefined;
  const head = code.nodeOf(match).startPosition.row;
  let { startLine } = first;
  while (startLine - 1 > head && adorned.test(lineAt(lines, startLine - 1))) startLine -= 1;
  return first.startLine > head ? lines.slice(startLine, last.endLine + 1) : undefined;
}
