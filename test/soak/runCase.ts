import { readBytes } from '../../src/edits/fileBytes.ts';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { readAnswer } from '../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../src/edits/target.ts';
import type { Syntax } from '../../src/syntax/syntax.ts';
import { syntax } from '../support/syntax.ts';
import { diffArrays } from 'diff';
import type { Case } from './cases.ts';
import type { Random } from './random.ts';
import type { Written } from './writers.ts';

/** What became of one written answer. */
export interface Judged {
  readonly verdict: 'exact' | 'refused' | 'wrong';
  readonly outcome: AnswerOutcome;
  /** Lines the edits touch, and those a minimal diff to the known target would. */
  readonly touched: number;
  readonly minimal: number;
}

/** Lines joined with the endings the case has, an ending being that of the line it stands at in the old file. */
function joined(lines: readonly string[], { mark, ending }: Case, random: Random): string {
  const next = (): string => (ending === 'mixed' ? random.pick(['\n', '\r\n']) : ending);
  return mark + lines.map((line, index) => (index === lines.length - 1 ? line : line + next())).join('');
}

/** The characters that are meant; where endings are mixed, every line outside of the lines that differ keeps its own. */
function isExact(given: Case, raw: string, result: string, text: readonly string[]): boolean {
  if (given.ending !== 'mixed') return result === given.mark + text.join(given.ending);
  if (result.replaceAll('\r\n', '\n') !== given.mark + text.join('\n')) return false;
  const rows = (from: string): readonly string[] => from.split(/(?<=\n)/u);
  const [old, fresh] = [rows(raw), rows(result)];
  const shorter = Math.min(given.before.length, text.length);
  let head = 0;
  while (head < shorter && given.before[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && given.before.at(-tail - 1) === text.at(-tail - 1)) tail += 1;
  const before = Math.max(0, head - 1);
  const last = Math.max(0, tail - 1);
  const from = (lines: readonly string[]): string => lines.slice(lines.length - last).join('');
  return old.slice(0, before).join('') === fresh.slice(0, before).join('') && from(old) === from(fresh);
}

function minimalTouch(before: readonly string[], after: readonly string[]): number {
  return diffArrays([...before], [...after])
    .filter((change) => change.added || change.removed)
    .reduce((sum, change) => sum + change.count, 0);
}

/** Reads a written answer as the extension would, down to the bytes. */
export async function runCase(
  given: Case,
  { answer, text, expect, isAmbiguous, selected }: Written,
  random: Random,
  grammars: Syntax = syntax,
): Promise<Judged> {
  const raw = joined(given.before, given, random);
  const { languageId } = given.shape;
  const bytes = readBytes(raw);
  using tree = await grammars.parse(languageId, bytes.text);
  const [startLine, endLine] = selected ?? [given.start, given.start];
  const endCharacter = selected === undefined ? 0 : (given.before[endLine]?.length ?? 0);
  const target = chooseTarget(bytes.text, { startLine, startCharacter: 0, endLine, endCharacter }, tree);
  const outcome = await readAnswer({
    file: bytes.text,
    ...(tree === undefined ? {} : { tree }),
    path: given.path,
    languageId,
    target,
    // Some cases are written anew and much shorter.
    instruction: 'rewrite it',
    answer,
    ended: 'complete',
    syntax: grammars,
  });
  const shown = 'text' in outcome ? outcome.text : outcome.kind === 'unchanged' ? bytes.text : undefined;
  const none = { outcome, touched: 0, minimal: 0 };
  const isOffered =
    outcome.kind === 'proposal' || outcome.kind === 'unchanged' || outcome.kind === 'needsConsent';
  const isExpected =
    expect === 'otherFiles'
      ? outcome.kind === 'needsConsent'
      : expect === 'truncated'
        ? outcome.kind === 'truncated'
        : isOffered && outcome.kind !== 'needsConsent';
  if (shown !== undefined && isExact(given, raw, bytes.restore(shown), text)) {
    if (!isExpected && !(expect === 'otherFiles' && outcome.kind === 'unchanged'))
      return { verdict: 'refused', ...none };
    const edits = lineEdits(bytes.text, shown);
    const touched = edits.reduce((sum, edit) => sum + edit.deleteCount + edit.lines.length, 0);
    const isLong = given.before.length > 2000;
    return {
      verdict: 'exact',
      outcome,
      touched,
      minimal: isLong ? touched : minimalTouch(given.before, text),
    };
  }
  // Where the answer leaves open what is meant, it does no harm that nothing changes.
  const isHarmless = outcome.kind === 'unchanged' && isAmbiguous;
  return { verdict: isOffered && !isHarmless ? 'wrong' : 'refused', ...none };
}
