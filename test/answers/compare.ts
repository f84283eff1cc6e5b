import { readAnswer } from '../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../src/edits/readAnswer.ts';
import type { ModelAnswer } from '../support/modelAnswer.ts';
import { syntax } from '../support/syntax.ts';
import type { Asked } from './askTask.ts';
import { examine } from './examine.ts';
import type { Examined } from './examine.ts';
import { firstFenceReplaces } from './firstFence.ts';

/** A file made from an answer; `text` is all of it. */
export interface Made extends Examined {
  readonly text: string;
}

/** One answer of the model, read in both ways. */
export interface Comparison {
  readonly asked: Asked;
  readonly answer: ModelAnswer;
  /** What ours says of the answer. */
  readonly kind: AnswerOutcome['kind'];
  /** What ours offers; undefined where it offers nothing. */
  readonly ours: Made | undefined;
  readonly simple: Made;
}

/** True for a file that parses and declares what was asked for. */
export function isGood(made: Made | undefined): boolean {
  return made !== undefined && made.parses && made.defines;
}

/** True for a file that does not parse, or has lost or doubled what nobody asked to change. */
export function isDamaged({ parses, lost, outside }: Made): boolean {
  return !parses || lost.length > 0 || outside.length > 0;
}

/** Reads an answer as Generate does, and as whoever puts the first fence where the selection is. */
export async function compare(asked: Asked, answer: ModelAnswer): Promise<Comparison> {
  const { task, file, target } = asked;
  const made = async (text: string): Promise<Made> => ({
    text,
    ...(await examine(file, task, target, text)),
  });
  const outcome = await readAnswer({
    file: file.text,
    path: file.path,
    languageId: file.languageId,
    target,
    instruction: task.instruction,
    answer: answer.text,
    ended: answer.ended,
    syntax,
  });
  const isOffered = outcome.kind === 'proposal' || outcome.kind === 'needsConsent';
  return {
    asked,
    answer,
    kind: outcome.kind,
    ours: isOffered ? await made(outcome.text) : undefined,
    simple: await made(firstFenceReplaces(file.text, target, answer.text)),
  };
}
