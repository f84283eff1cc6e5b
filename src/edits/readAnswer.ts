import { rememberFragments } from '../syntax/fragmentMemory.ts';
import { giveWay } from '../syntax/inTurns.ts';
import type { Syntax, SyntaxTree } from '../syntax/syntax.ts';
import { answerCodes } from './answerCodes.ts';
import type { FileState } from './fileState.ts';
import { isElided } from './elision.ts';
import { extractCode } from './extract.ts';
import type { ExtractedAnswer } from './extract.ts';
import { isFileNameLine } from './fenceLanguage.ts';
import { isForeignCode } from './foreignCode.ts';
import { hostileCharacters } from './hostileCharacters.ts';
import type { HostileCharacter } from './hostileCharacters.ts';
import { isPatch, readPatch } from './readPatch.ts';
import type { PatchReading } from './readPatch.ts';
import { bestResult, patchResult } from './results.ts';
import type { Question } from './judge.ts';
import { shrinkage } from './shrinkage.ts';
import type { Shrinkage } from './shrinkage.ts';
import type { Result } from './results.ts';
import type { EditTarget } from './target.ts';
import { targetUnit } from './targetUnit.ts';
import { isCut } from './truncation.ts';

/** What the person must agree to by name before a proposal may be accepted; lists are empty where there is nothing. */
export interface Consent {
  /** Declarations (`Box.grow`) and adornments (`export`, `@Input()`) that disappear though the instruction does not name them. */
  readonly removed: readonly string[];
  /** Set where most of what stood at the target is gone. */
  readonly shrunk?: Shrinkage;
  readonly characters: readonly HostileCharacter[];
  /** Paths of other files that the answer would change; they are not. */
  readonly otherFiles: readonly string[];
  /** Changes to other parts of the file, left out. */
  readonly changesElsewhere: number;
}

/** What an answer means for the file. `text` is always the whole new file; for the faulty kinds it is what Show anyway shows. */
export type AnswerOutcome =
  | { readonly kind: 'proposal'; readonly text: string }
  /** A sound proposal with something that was not asked for. */
  | ({ readonly kind: 'needsConsent'; readonly text: string; readonly answer: string } & Consent)
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'noCode'; readonly answer: string }
  /** Written as changes whose old lines are not in the file, or there more than once. */
  | { readonly kind: 'unplaced'; readonly answer: string }
  | {
      readonly kind: 'truncated' | 'elided' | 'broken' | 'wrongLanguage';
      readonly text: string;
      readonly answer: string;
    };

export interface AnswerInput {
  /** The file's text with LF line ends, as it was when the request was made. */
  readonly file: string;
  /** The file's tree, when it is at hand; it stays the caller's. */
  readonly tree?: SyntaxTree;
  /** Its path as far as it is known, for answers that name files. */
  readonly path?: string;
  readonly languageId: string;
  readonly target: EditTarget;
  /** What was asked for; what it names may disappear. */
  readonly instruction?: string;
  readonly answer: string;
  /** How the stream ended. */
  readonly ended: 'complete' | 'truncated';
  readonly syntax: Syntax;
}

function isElidedResult(result: Result, input: AnswerInput): boolean {
  const lines = input.file.split('\n');
  return result.edits.some((edit) => {
    const original = lines.slice(edit.startLine, edit.startLine + edit.deleteCount);
    return isElided(edit.lines, input.target.kind === 'insert' ? [] : original, input.file);
  });
}

/** A proposal, with a question where it does what it was not asked to. */
function proposalOf(
  { text, removed, leftOut }: Result,
  input: AnswerInput,
  patch: PatchReading | undefined,
): AnswerOutcome {
  const shrunk = shrinkage(input.file, text, input.target, input.instruction ?? '');
  const consent: Consent = {
    removed,
    ...(shrunk && { shrunk }),
    characters: hostileCharacters(input.file, text),
    otherFiles: patch?.otherFiles ?? [],
    changesElsewhere: (patch?.changesElsewhere ?? 0) + leftOut,
  };
  const { characters, otherFiles, changesElsewhere } = consent;
  const count = removed.length + characters.length + otherFiles.length + changesElsewhere;
  const isPlain = count === 0 && shrunk === undefined;
  return isPlain
    ? { kind: 'proposal', text }
    : { kind: 'needsConsent', text, answer: input.answer, ...consent };
}

async function verdictOf(
  result: Result,
  input: AnswerInput,
  patch: PatchReading | undefined,
): Promise<AnswerOutcome> {
  const { answer, languageId, syntax } = input;
  const { text, rank, reading } = result;
  const faulty = (kind: 'elided' | 'broken' | 'wrongLanguage' | 'truncated'): AnswerOutcome => ({
    kind,
    text,
    answer,
  });
  if (text !== input.file && isElidedResult(result, input)) return faulty('elided');
  if (rank !== 'failed')
    return text === input.file ? { kind: 'unchanged' } : proposalOf(result, input, patch);
  if (reading === undefined) return faulty('broken');
  if (reading.foreign || (await isForeignCode(reading.lines.join('\n'), languageId, syntax)))
    return faulty('wrongLanguage');
  return faulty((await isCut(reading.lines, languageId, syntax)) ? 'truncated' : 'broken');
}

/** An answer written as changes; a file that holds changes itself is answered with code. */
async function readAsPatch(
  { text }: ExtractedAnswer,
  input: AnswerInput,
  question: Question,
): Promise<PatchReading | undefined> {
  if (!isPatch(text) || isPatch(input.file)) return undefined;
  const { syntax, languageId, path } = input;
  return readPatch(text, { path, state: question.file, syntax, languageId });
}

async function readAsCode(
  extracted: ExtractedAnswer,
  input: AnswerInput,
  question: Question,
): Promise<Result | undefined> {
  const { languageId, syntax, target, file } = input;
  const { lines, unit } = question.file;
  const original = target.kind === 'replace' ? lines.slice(target.startLine, target.endLine + 1) : [];
  const codes = await answerCodes(extracted, {
    languageId,
    syntax,
    name: unit?.name,
    keepsFileName: original.some((line) => isFileNameLine(line, languageId)),
    file,
    original,
  });
  await giveWay();
  return bestResult(question, codes);
}

/** Reads a whole answer: what it would make of the file, and whether that may be offered. */
export async function readAnswer(input: AnswerInput): Promise<AnswerOutcome> {
  using syntax = rememberFragments(input.syntax);
  const remembering = { ...input, syntax };
  // Awaited here: the trees are gone once this function returns.
  if (input.tree !== undefined) return await readWith(input.tree, remembering);
  using tree = await syntax.parse(input.languageId, input.file);
  return await readWith(tree, remembering);
}

async function readWith(tree: SyntaxTree | undefined, input: AnswerInput): Promise<AnswerOutcome> {
  const { answer, syntax, languageId, target, file, ended, instruction = '' } = input;
  const extracted = extractCode(answer);
  const state: FileState = { lines: file.split('\n'), tree, target, unit: targetUnit(tree, target) };
  const question: Question = { file: state, text: file, languageId, instruction, syntax };
  const patch = await readAsPatch(extracted, input, question);
  const result =
    patch === undefined ? await readAsCode(extracted, input, question) : await patchResult(question, patch);
  if (ended === 'truncated' || (patch?.isWhole !== true && extracted.open))
    return { kind: 'truncated', text: result?.text ?? file, answer };
  if (result !== undefined) return verdictOf(result, input, patch);
  if (patch !== undefined) return { kind: 'unplaced', answer };
  return extracted.blocks.length > 0 || extracted.text.trim() === ''
    ? { kind: 'empty' }
    : { kind: 'noCode', answer };
}
