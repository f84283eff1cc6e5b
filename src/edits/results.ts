import type { AnswerCodes, CodeReading } from './answerCodes.ts';
import { candidates, plainEdits } from './candidates.ts';
import type { FileState } from './candidates.ts';
import { judge } from './judge.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import type { AnswerCode } from './place.ts';
import type { PatchReading } from './readPatch.ts';
import type { Syntax } from '../syntax/syntax.ts';

/** A reading of the answer that can be shown, and how good it is. */
export interface Result {
  readonly text: string;
  readonly edits: readonly LineEdit[];
  readonly rank: 'proved' | 'renamed' | 'failed';
  /** Undefined for a patch. */
  readonly reading: CodeReading | undefined;
}

/** The file an answer is for, and what can parse it. */
export interface Question {
  readonly file: FileState;
  readonly text: string;
  readonly languageId: string;
  readonly syntax: Syntax;
}

/** The first proved candidate of a reading, else the first that declares something else in the target's place, else the code as it stands. */
async function readCode(
  { file, text: before, languageId, syntax }: Question,
  reading: CodeReading,
): Promise<Result> {
  using tree = await syntax.parse(languageId, reading.lines.join('\n'));
  const code: AnswerCode = { lines: reading.lines, tree };
  const { foreign } = reading;
  const declares = (tree?.units().length ?? 0) > 0 && !foreign;
  let renamed: Result | undefined;
  const tried = new Set<string>();
  for (const { form, edits } of candidates(file, code)) {
    const text = applyLineEdits(before, edits);
    if (tried.has(text)) continue;
    tried.add(text);
    const verdict = await judge(file, text, syntax);
    const isProved = verdict === 'unknown' || verdict === 'proved';
    if (isProved && (!foreign || file.unit !== undefined)) return { text, edits, rank: 'proved', reading };
    const isRenamed = verdict === 'renamed' || (verdict === 'sound' && declares);
    if (isRenamed && form === 'renamed' && !foreign) renamed ??= { text, edits, rank: 'renamed', reading };
  }
  const plain = plainEdits(file, code);
  const failed: Result = { text: applyLineEdits(before, plain), edits: plain, rank: 'failed', reading };
  return renamed ?? failed;
}

/** The first block that changes something and is proved, else no change, else what the blocks make together. */
export async function bestResult(
  question: Question,
  { blocks, together }: AnswerCodes,
): Promise<Result | undefined> {
  const results: Result[] = [];
  for (const reading of blocks) {
    const result = await readCode(question, reading);
    if (result.rank === 'proved' && result.text !== question.text) return result;
    results.push(result);
  }
  const unchanged = results.find(({ rank }) => rank === 'proved');
  if (unchanged !== undefined) return unchanged;
  for (const reading of together) {
    const result = await readCode(question, reading);
    if (result.rank === 'proved') return result;
  }
  return results.find(({ rank }) => rank === 'renamed') ?? results[0];
}

/** What a patch makes of the file; undefined when a part of it could not be placed or nothing in it is about the target. */
export async function patchResult(
  { file, text: before, syntax }: Question,
  patch: PatchReading,
): Promise<Result | undefined> {
  const { edits } = patch;
  if (edits === undefined || edits.length === 0) return undefined;
  const text = applyLineEdits(before, edits);
  const verdict = await judge(file, text, syntax);
  const rank =
    verdict === 'unsound' ? 'failed' : verdict === 'sound' || verdict === 'renamed' ? 'renamed' : 'proved';
  return { text, edits, rank, reading: undefined };
}
