import type { Syntax, SyntaxTree, Unit } from '../syntax/syntax.ts';
import { answerCodes } from './answerCodes.ts';
import type { AnswerCodes, CodeReading } from './answerCodes.ts';
import { candidates, plainEdits } from './candidates.ts';
import type { FileState } from './candidates.ts';
import { isElided } from './elision.ts';
import { extractCode } from './extract.ts';
import { isFileNameLine } from './fenceLanguage.ts';
import { isForeignCode } from './foreignCode.ts';
import { isBlank } from './indentation.ts';
import { judge } from './judge.ts';
import { applyLineEdits } from './lineEdits.ts';
import type { LineEdit } from './lineEdits.ts';
import { isCloser } from './place.ts';
import type { AnswerCode } from './place.ts';
import type { EditTarget } from './target.ts';

/** What an answer means for the file. `text` is always the whole new file; for the faulty kinds it is what Show anyway shows. */
export type AnswerOutcome =
  | { readonly kind: 'proposal'; readonly text: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'noCode'; readonly answer: string }
  | {
      readonly kind: 'truncated' | 'elided' | 'broken' | 'wrongLanguage';
      readonly text: string;
      readonly answer: string;
    };

export interface AnswerInput {
  /** The file's text with LF line ends, as it was when the request was made. */
  readonly file: string;
  readonly languageId: string;
  readonly target: EditTarget;
  readonly answer: string;
  /** How the stream ended. */
  readonly ended: 'complete' | 'truncated';
  readonly syntax: Syntax;
}

/** A reading of the answer that can be shown, and how good it is. */
interface Result {
  readonly text: string;
  readonly edits: readonly LineEdit[];
  readonly rank: 'proved' | 'renamed' | 'failed';
  readonly reading: CodeReading;
}

function unitOf({ target }: AnswerInput, tree: SyntaxTree | undefined): Unit | undefined {
  if (target.kind === 'insert' || target.unit === undefined) return undefined;
  const { endLine, startLine } = target;
  const { name } = target.unit;
  return tree
    ?.units()
    .find(
      (unit) =>
        unit.name === name &&
        unit.endLine === endLine &&
        unit.commentStartLine <= startLine &&
        unit.startLine >= startLine,
    );
}

/** The first proved candidate of a reading, else the first that declares something else in the target's place, else the code as it stands. */
async function readCode(file: FileState, reading: CodeReading, input: AnswerInput): Promise<Result> {
  const { syntax, languageId } = input;
  using tree = await syntax.parse(languageId, reading.lines.join('\n'));
  const code: AnswerCode = { lines: reading.lines, tree };
  const { foreign } = reading;
  const declares = (tree?.units().length ?? 0) > 0 && !foreign;
  let renamed: Result | undefined;
  const tried = new Set<string>();
  for (const { form, edits } of candidates(file, code)) {
    const text = applyLineEdits(input.file, edits);
    if (tried.has(text)) continue;
    tried.add(text);
    const verdict = await judge(file, text, syntax);
    const isProved = verdict === 'unknown' || verdict === 'proved';
    if (isProved && (!foreign || file.unit !== undefined)) return { text, edits, rank: 'proved', reading };
    if (verdict === 'sound' && form === 'renamed' && declares)
      renamed ??= { text, edits, rank: 'renamed', reading };
  }
  const plain = plainEdits(file, code);
  const failed: Result = { text: applyLineEdits(input.file, plain), edits: plain, rank: 'failed', reading };
  return renamed ?? failed;
}

/** The first block that changes something and is proved, else no change, else what the blocks make together. */
async function bestResult(
  file: FileState,
  { blocks, together }: AnswerCodes,
  input: AnswerInput,
): Promise<Result | undefined> {
  const results: Result[] = [];
  for (const reading of blocks) {
    const result = await readCode(file, reading, input);
    if (result.rank === 'proved' && result.text !== input.file) return result;
    results.push(result);
  }
  const unchanged = results.find(({ rank }) => rank === 'proved');
  if (unchanged !== undefined) return unchanged;
  for (const reading of together) {
    const result = await readCode(file, reading, input);
    if (result.rank === 'proved') return result;
  }
  return results.find(({ rank }) => rank === 'renamed') ?? results[0];
}

/** True when code stops in the middle: brackets are open and the last line does not look like an end. */
async function isCut(lines: readonly string[], { languageId, syntax }: AnswerInput): Promise<boolean> {
  using tree = await syntax.parse(languageId, lines.join('\n'));
  let open = 0;
  for (const token of tree?.codeTokens() ?? []) {
    if (/^[([{]$/u.test(token)) open += 1;
    if (/^[)\]}]$/u.test(token)) open -= 1;
  }
  return open > 0 && !isCloser(lines.findLast((line) => !isBlank(line)));
}

function isElidedResult(result: Result, input: AnswerInput): boolean {
  const lines = input.file.split('\n');
  return result.edits.some((edit) => {
    const original = lines.slice(edit.startLine, edit.startLine + edit.deleteCount);
    return isElided(edit.lines, input.target.kind === 'insert' ? [] : original, input.file);
  });
}

async function verdictOf(result: Result, input: AnswerInput): Promise<AnswerOutcome> {
  const { answer, languageId, syntax } = input;
  const { text, rank, reading } = result;
  const faulty = (kind: 'elided' | 'broken' | 'wrongLanguage' | 'truncated'): AnswerOutcome => ({
    kind,
    text,
    answer,
  });
  if (text !== input.file && isElidedResult(result, input)) return faulty('elided');
  if (rank !== 'failed') return text === input.file ? { kind: 'unchanged' } : { kind: 'proposal', text };
  if (reading.foreign || (await isForeignCode(reading.lines.join('\n'), languageId, syntax)))
    return faulty('wrongLanguage');
  return faulty((await isCut(reading.lines, input)) ? 'truncated' : 'broken');
}

/** Reads a whole answer: what it would make of the file, and whether that may be offered. */
export async function readAnswer(input: AnswerInput): Promise<AnswerOutcome> {
  const { answer, syntax, languageId, target, file } = input;
  const extracted = extractCode(answer);
  const truncated = input.ended === 'truncated' || extracted.open;
  using tree = await syntax.parse(languageId, file);
  const lines = file.split('\n');
  const state: FileState = { lines, tree, target, unit: unitOf(input, tree) };
  const original = target.kind === 'replace' ? lines.slice(target.startLine, target.endLine + 1) : [];
  const readings = await answerCodes(extracted, {
    languageId,
    syntax,
    name: state.unit?.name,
    keepsFileName: original.some((line) => isFileNameLine(line, languageId)),
  });
  const result = await bestResult(state, readings, input);
  if (truncated) return { kind: 'truncated', text: result?.text ?? file, answer };
  if (result !== undefined) return verdictOf(result, input);
  return extracted.blocks.length > 0 || extracted.text.trim() === ''
    ? { kind: 'empty' }
    : { kind: 'noCode', answer };
}
