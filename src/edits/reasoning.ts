const opening = /^\s*<(think|thinking|thought|reasoning)>/i;
const closing = /<\/(think|thinking|thought|reasoning)>/i;
const closingLine = /^[ \t]*<\/(?:think|thinking|thought|reasoning)>[ \t]*$/im;

/** An answer without the reasoning text that some models put before it; `open` when the reasoning never ended. */
export interface SpokenAnswer {
  readonly text: string;
  readonly open: boolean;
}

/** Leaves out a leading `<think>…</think>`, also where the opening tag was part of the prompt and only the closing one came. */
export function withoutReasoning(answer: string): SpokenAnswer {
  if (opening.test(answer)) {
    const end = closing.exec(answer);
    return end === null
      ? { text: '', open: true }
      : { text: answer.slice(end.index + end[0].length), open: false };
  }
  const end = closingLine.exec(answer);
  if (end === null || answer.slice(0, end.index).includes(end[0].trim().replace('/', '')))
    return { text: answer, open: false };
  return { text: answer.slice(end.index + end[0].length), open: false };
}
