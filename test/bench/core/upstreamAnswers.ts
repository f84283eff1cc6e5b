/** More than any prompt of the benches: fewer would tell that the server dropped a part of it. */
const promptTokens = 5000;
const head = {
  id: 'chatcmpl-bench',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'bench',
};

/** One event of a Chat Completions stream with a piece of text. */
export function deltaEvent(content: string): string {
  return event({ ...head, choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

/** The event that says how the answer finished. */
export function finishEvent(reason: string): string {
  return event({ ...head, choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

/** The events that end a stream: the finish, the usage, `[DONE]`. */
export function endingEvents(completionTokens: number): string {
  const usage = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
  return finishEvent('stop') + event({ ...head, choices: [], usage }) + 'data: [DONE]\n\n';
}

/** A whole answer where no stream was asked for. */
export function wholeAnswer(content: string): string {
  return JSON.stringify({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: promptTokens, completion_tokens: 1, total_tokens: promptTokens + 1 },
  });
}

function event(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}
