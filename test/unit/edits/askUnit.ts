import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { AnswerInput, AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

/** A file and where its reader's cursor is. */
export interface Place {
  readonly file: string;
  readonly languageId: string;
  readonly path?: string;
  readonly line: number;
  readonly instruction?: string;
}

/** What an answer to the unit at a line becomes. */
export async function ask(
  { file, languageId, line, ...rest }: Place,
  answer: string,
  ended: AnswerInput['ended'] = 'complete',
): Promise<AnswerOutcome> {
  using tree = await syntax.parse(languageId, file);
  const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
  const target = chooseTarget(file, cursor, tree);
  return readAnswer({ file, languageId, target, answer, ended, syntax, ...rest });
}

/** Lines in a fence. */
export function fence(tag: string, ...lines: readonly string[]): string {
  return [`\`\`\`${tag}`, ...lines, '```'].join('\n');
}
