import type { Capabilities } from './capabilities.ts';
import type { LearnedCapabilities } from './capabilityBook.ts';
import { replyBehind } from './classify.ts';
import { refusedParameter } from './refusedParameter.ts';
import type { Parameter } from './refusedParameter.ts';

/** What is learned from a refusal, by the parameter it names. */
const lessons: Readonly<Record<Parameter, LearnedCapabilities>> = {
  max_tokens: { tokenLimitField: 'max_completion_tokens' },
  max_completion_tokens: { tokenLimitField: 'max_tokens' },
  temperature: { takesTemperature: false },
  stream_options: { hasStreamOptions: false },
  response_format: { hasJsonSchema: false },
  reasoning_effort: { hasReasoningEffort: false },
  stream: { canStream: false },
};

/**
 * Sends a request and, where the server refuses it for one parameter, at once again without that parameter: each at
 * most once, so that it ends. `onLearned` gets what was learned when a reply of success shows that it was right.
 */
export async function sendWithoutRefused(
  known: Capabilities,
  send: (capabilities: Capabilities) => Promise<Response>,
  onLearned: (learned: LearnedCapabilities) => void,
): Promise<Response> {
  const tried = new Set<Parameter>();
  let learned: LearnedCapabilities = {};
  for (;;) {
    try {
      const response = await send({ ...known, ...learned });
      if (tried.size > 0) onLearned(learned);
      return response;
    } catch (error) {
      const refusal = replyBehind(error);
      const parameter = refusal === undefined ? undefined : refusedParameter(refusal);
      if (parameter === undefined || tried.has(parameter) || swapsBack(parameter, tried)) throw error;
      tried.add(parameter);
      learned = { ...learned, ...lessons[parameter] };
    }
  }
}

/** A server that takes neither name of the token limit is not asked with the first one again. */
function swapsBack(parameter: Parameter, tried: ReadonlySet<Parameter>): boolean {
  return (
    (parameter === 'max_tokens' && tried.has('max_completion_tokens')) ||
    (parameter === 'max_completion_tokens' && tried.has('max_tokens'))
  );
}
