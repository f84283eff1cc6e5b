import { countLines } from './addedLines.ts';
import { isBlank } from './indentation.ts';
import type { EditTarget } from './target.ts';

/** Most of what stood at the target is gone, and little came in its place. */
export interface Shrinkage {
  /** Lines that are gone, of so many; blank ones aside. */
  readonly lost: number;
  readonly lines: number;
}

/** Shorter code may be rewritten into anything. */
const fewestLines = 12;
const mostLost = 0.7;
/** Lines that came, to those that went: with more it is another way to do the same. */
const rewritten = 0.3;

/** Word beginnings of instructions that ask for less code. */
const asksForLess =
  /\b(?:remov|delet|drop|simplif|short|reduc|replac|rewrit|refactor|clean|strip|clear|empt|stub|trim|cut|without|only|minimal|condens|compact|inlin|extract|mov|split|less|delegat|reus|instead)/iu;

/** How many lines one text has that another has not. */
function surplus(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  return [...one].reduce((sum, [line, count]) => sum + Math.max(0, count - (other.get(line) ?? 0)), 0);
}

/**
 * What a new text takes from the lines it was asked to change, where the instruction does not ask for less: models leave
 * code out without a word. Undefined where enough is left or came instead. Both texts with LF line ends.
 */
export function shrinkage(
  before: string,
  after: string,
  target: EditTarget,
  instruction: string,
): Shrinkage | undefined {
  if (target.kind === 'insert' || asksForLess.test(instruction)) return undefined;
  const filled = (some: readonly string[]): readonly string[] => some.filter((line) => !isBlank(line));
  const all = before.split('\n');
  const lines = filled(all.slice(target.startLine, target.endLine + 1)).length;
  if (lines < fewestLines) return undefined;
  const [old, fresh] = [countLines(filled(all)), countLines(filled(after.split('\n')))];
  const lost = Math.min(lines, surplus(old, fresh));
  return lost >= lines * mostLost && surplus(fresh, old) <= lost * rewritten ? { lost, lines } : undefined;
}
