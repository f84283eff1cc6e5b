import { readAnswer } from './readAnswer.ts';
import type { AnswerInput, AnswerOutcome } from './readAnswer.ts';

/** An outcome with the answer it was read from. */
export interface ReadOutcome {
  readonly outcome: AnswerOutcome;
  readonly answer: string;
}

const isSound = ({ kind }: AnswerOutcome): boolean =>
  kind === 'proposal' || kind === 'needsConsent' || kind === 'unchanged';

/** The first of several readings of an answer that proves sound, else the first; there is at least one. */
export async function readJoined(
  input: Omit<AnswerInput, 'answer'>,
  [first = '', ...others]: readonly string[],
): Promise<ReadOutcome> {
  const outcome = await readAnswer({ ...input, answer: first });
  if (isSound(outcome)) return { outcome, answer: first };
  for (const answer of others) {
    const other = await readAnswer({ ...input, answer });
    if (isSound(other)) return { outcome: other, answer };
  }
  return { outcome, answer: first };
}
