import { isFunctionUnit } from '../syntax/collectUnits.ts';
import { giveWay } from '../syntax/inTurns.ts';
import { linesIn } from '../syntax/lineRange.ts';
import type { Unit } from '../syntax/syntax.ts';
import type { AnswerCodes, CodeReading } from './answerCodes.ts';
import { candidates, plainEdits } from './candidates.ts';
import { judge } from './judge.ts';
import type { Question } from './judge.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import type { AnswerCode } from './place.ts';
import type { PatchReading } from './readPatch.ts';

/** A reading of the answer that can be shown, and how good it is. */
export interface Result {
  readonly text: string;
  readonly edits: readonly LineEdit[];
  readonly rank: 'proved' | 'renamed' | 'failed';
  /** Declarations and adornments it takes away unasked. */
  readonly removed: readonly string[];
  /** How many declarations that it needs it leaves as the file has them, though the answer has them otherwise. */
  readonly leftOut: number;
  /** Undefined for a patch. */
  readonly reading: CodeReading | undefined;
}

/** True for code with statements beside its declarations: they may not stand in a declaration's place. */
function hasStatements({ lines, tree }: AnswerCode): boolean {
  if (tree === undefined || tree.units().length === 0) return false;
  const known = linesIn([...tree.units(), ...tree.imports(), ...tree.comments()]);
  return lines.some((line, index) => /\w/u.test(line) && !known.has(index));
}

/** The first proved candidate of a reading, else the first that declares something else in the target's place, else the code as it stands. */
async function readPlainCode(question: Question, reading: CodeReading): Promise<Result> {
  const { file, text: before, languageId, syntax } = question;
  using tree = await syntax.parseFragment(languageId, reading.lines.join('\n'));
  const code: AnswerCode = { lines: reading.lines, tree };
  const { foreign } = reading;
  // A variable alone does not stand in a function's place: it is a body of one line, or a piece of one.
  const isOther = ({ kind }: Unit): boolean => kind !== 'variable' || !isFunctionUnit(file.unit);
  const declares = tree?.units().some(isOther) === true && !foreign;
  const isMixed = hasStatements(code);
  let renamed: Result | undefined;
  const tried = new Set<string>();
  for (const { form, edits, leftOut = 0, proves } of candidates(file, code, question.instruction)) {
    const text = applyLineEdits(before, edits);
    const attempt = `${form === 'whole' ? 'part' : form} ${text}`;
    if (tried.has(attempt)) continue;
    tried.add(attempt);
    await giveWay();
    const { verdict, removed } = await judge(question, text, edits, proves);
    const isProved = verdict === 'unknown' || verdict === 'proved';
    if (isProved && (!foreign || file.unit !== undefined))
      return { text, edits, rank: 'proved', removed, leftOut, reading };
    const isSound = verdict === 'renamed' || verdict === 'sound';
    const isRenamed = form === 'renamed' && !isMixed && (verdict === 'renamed' || declares);
    if (isSound && !foreign && (isRenamed || form === 'exchanged'))
      renamed ??= { text, edits, rank: 'renamed', removed, leftOut, reading };
  }
  const plain = plainEdits(file, code);
  const failed: Result = {
    text: applyLineEdits(before, plain),
    edits: plain,
    rank: 'failed',
    removed: [],
    leftOut: 0,
    reading,
  };
  return renamed ?? failed;
}

async function readCode(question: Question, reading: CodeReading): Promise<Result> {
  const result = await readPlainCode(question, reading);
  return result.rank === 'proved' || reading.plain === undefined
    ? result
    : readPlainCode(question, reading.plain);
}

/** Blocks that declare what the target is before those that do not: the others are examples, or show the old code. */
async function namedFirst(
  { file, languageId, syntax }: Question,
  blocks: readonly CodeReading[],
): Promise<readonly CodeReading[]> {
  const { unit } = file;
  if (unit === undefined || blocks.length < 2) return blocks;
  const named: CodeReading[] = [];
  for (const block of blocks) {
    using tree = await syntax.parseFragment(languageId, block.lines.join('\n'));
    if (tree?.units().some(({ name }) => name === unit.name) === true) named.push(block);
  }
  return [...named, ...blocks.filter((block) => !named.includes(block))];
}

/** The first block that changes something and is proved, else no change, else what the blocks make together. */
export async function bestResult(
  question: Question,
  { blocks, together }: AnswerCodes,
): Promise<Result | undefined> {
  const results: Result[] = [];
  for (const reading of await namedFirst(question, blocks)) {
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
export async function patchResult(question: Question, patch: PatchReading): Promise<Result | undefined> {
  const { edits } = patch;
  if (edits === undefined || edits.length === 0) return undefined;
  const text = applyLineEdits(question.text, edits);
  const { verdict, removed } = await judge(question, text, edits);
  const rank =
    verdict === 'unsound' ? 'failed' : verdict === 'sound' || verdict === 'renamed' ? 'renamed' : 'proved';
  return { text, edits, rank, removed, leftOut: 0, reading: undefined };
}
