import type { Member } from '../syntax/members.ts';
import { additions } from './addedMembers.ts';
import { indentOf, isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { adorned, areSame, fitted, membersIn, trailing } from './memberQuestion.ts';
import type { MemberEdit, MemberQuestion } from './memberQuestion.ts';
import { wordsIn } from './wordsIn.ts';
import { withMembers } from './unitKinds.ts';

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

/** Ways to read code as members of a class, type, enum or object: in the place of the one of its name, else as new ones. */
export function* memberEdits(question: MemberQuestion): Generator<MemberEdit> {
  const { tree, unit, code } = question;
  if (!(withMembers.has(unit.kind) || unit.kind === 'variable') || code.every(isBlank)) return;
  const old = tree.membersOf(unit);
  const first = tree.nodeOf(unit).startPosition.row;
  const last = tree.languageId === 'python' ? Infinity : unit.endLine;
  // What stands on the line of a brace has no line of its own.
  if (old.some(({ startLine, endLine }) => startLine === first || endLine === last)) return;
  yield* replacements(question, old);
  yield* additions(question, old);
}
