import type { GenerationRequest } from '../provider/provider.ts';

/** The same request after an answer that is not whole, so that the model sees what it has said. */
function after(request: GenerationRequest, answer: string, prompt: string): GenerationRequest {
  return {
    ...request,
    history: [
      ...request.history,
      { role: 'user', text: request.prompt },
      { role: 'assistant', text: answer },
    ],
    prompt,
  };
}

/** Asks for what an answer lacks that broke off. `answer` ends with a whole line. */
export function goOnRequest(request: GenerationRequest, answer: string): GenerationRequest {
  const last = answer.trimEnd().split('\n').at(-1) ?? '';
  return after(
    request,
    answer,
    `Your answer broke off. Its last line was:\n${last}\nGo on with the next line. Do not begin again and do not explain. Close the code block at its end.`,
  );
}

/** Asks for an answer in full, after one that left code out. */
export function inFullRequest(request: GenerationRequest, answer: string): GenerationRequest {
  return after(
    request,
    answer,
    'Your answer leaves out code and only says that it stays. Give the answer again with every line written out, in one code block.',
  );
}
