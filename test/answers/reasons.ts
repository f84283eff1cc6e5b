import type { AnswerTask } from './answerTask.ts';
import type { Comparison } from './compare.ts';

/** Why an answer of the small model became nothing. */
interface Reason {
  readonly file: string;
  readonly instruction: string;
  readonly why: string;
}

/** Each answer of the kept report that became nothing, looked at by a person. */
const reasons: readonly Reason[] = [
  {
    file: 'javascript/inventory.js',
    instruction: 'use filter and map instead of the loop',
    why: 'Only the loop and the return were selected. The model answered with the whole function and, above these lines, with a stock that it made up. What was not selected is not rewritten; the answer is shown.',
  },
  {
    file: 'go/inventory.go',
    instruction: 'ignore upper and lower case',
    why: 'The function came back as it is, below a package clause and imports. That is said; there is nothing to accept.',
  },
  {
    file: 'go/inventory.go',
    instruction: 'leave out blank lines',
    why: 'Only the loop was selected. The model answered with the whole function, and with other lines above the loop, which do not compile. What was not selected is not rewritten; the answer is shown.',
  },
];

/** The reason for a task; undefined where nobody has given one. */
export function reasonFor({ file, instruction }: AnswerTask): Reason | undefined {
  return reasons.find((each) => each.file === file && each.instruction === instruction);
}

/** Reasons for what became something, or is not asked any more. */
export function idleReasons(all: readonly Comparison[]): readonly string[] {
  const used = new Set(
    all.filter(({ ours }) => ours === undefined).map(({ asked }) => reasonFor(asked.task)),
  );
  return reasons.filter((each) => !used.has(each)).map(({ file, instruction }) => `${file}: ${instruction}`);
}
