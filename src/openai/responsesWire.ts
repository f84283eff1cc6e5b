import type { ResponseCreateParams } from 'openai/resources/responses/responses';
import type { Answer, Ending } from './answer.ts';
import { askedTemperature } from './askedTemperature.ts';
import { isReasoningModel } from './capabilities.ts';
import { classifyPayload } from './classify.ts';
import { isObject, objectsIn, textOf, usageFrom } from './payload.ts';
import type { Json } from './payload.ts';
import { modelOf, tokenLimitOf } from './wire.ts';
import type { Asking, Wire } from './wire.ts';

/** Responses: the newer protocol of OpenAI and Azure, its body held to the types of the `openai` package. Nothing is stored there. */
export const responsesWire: Wire = { path: '/responses', body, textKey: 'delta', createReader };

function body(asking: Asking): Json {
  const { request, capabilities, messages } = asking;
  const model = modelOf(asking);
  const reasons = isReasoningModel(capabilities, model);
  const { value: temperature } = askedTemperature(asking);
  const instructions = messages.find(({ role }) => role === 'system')?.content;
  return {
    model,
    ...(instructions !== undefined && { instructions }),
    // llama.cpp refuses an item of the assistant without its type.
    input: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ type: 'message', role, content })),
    stream: capabilities.canStream,
    store: false,
    max_output_tokens: tokenLimitOf(asking),
    ...(temperature !== null && { temperature }),
    ...(request.reasoning !== undefined && reasons && { reasoning: { effort: request.reasoning } }),
    ...(request.format.kind === 'jsonSchema' &&
      capabilities.hasJsonSchema && {
        text: {
          format: { type: 'json_schema', name: request.format.name, schema: request.format.schema },
        },
      }),
  } satisfies ResponseCreateParams;
}

/** What a status says that ends a response. */
const statuses: readonly string[] = ['completed', 'incomplete', 'failed', 'cancelled'];

/** What `incomplete_details.reason` means; any other is an answer that stopped before its end. */
const incompleteEndings: Readonly<Record<string, Ending>> = {
  max_output_tokens: {
    kind: 'truncated',
    truncation: 'tokenLimit',
    detail: 'incomplete: max_output_tokens',
  },
  content_filter: { kind: 'refused', detail: 'incomplete: content_filter' },
};

/** Indexes and sequence numbers are not used: llama.cpp sends none. */
function createReader(answer: Answer): (payload: Json) => void {
  /** Words a model says on its way, beside the answer; OpenAI marks their item with a phase. */
  let isAside = false;
  const readEvent = (type: string, event: Json): void => {
    switch (type) {
      case 'response.output_text.delta':
        if (isAside) answer.addReasoning(textOf(event['delta']));
        else answer.addText(textOf(event['delta']));
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        answer.addReasoning(textOf(event['delta']));
        break;
      case 'response.refusal.delta':
        answer.addRefusal(textOf(event['delta']));
        break;
      case 'response.output_item.added':
        isAside = isObject(event['item']) && event['item']['phase'] === 'commentary';
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        readResponse(event['response'], answer, type.slice('response.'.length));
        break;
    }
  };
  return (payload) => {
    const type = textOf(payload['type']);
    if (payload['object'] === 'response') return readResponse(payload, answer, '');
    if (!type.startsWith('response.')) return;
    answer.begin();
    readEvent(type, payload);
  };
}

/** Reads a whole response: the reply itself, or what the last event of a stream holds. */
function readResponse(value: unknown, answer: Answer, said: string): void {
  if (answer.isEnded) return;
  const response = isObject(value) ? value : {};
  answer.begin();
  answer.setModel(response['model']);
  const usage = isObject(response['usage']) ? response['usage'] : {};
  const counted = usageFrom(usage['input_tokens'], usage['output_tokens']);
  readOutput(response['output'], answer);
  answer.setUsage(counted);
  const own = textOf(response['status']);
  const status = statuses.includes(own) ? own : said;
  if (status === 'failed') throw classifyPayload(response['error'], answer.context.scrub);
  if (status === 'incomplete') answer.end(incompleteEnding(response['incomplete_details']));
  if (status === 'cancelled') {
    answer.end({ kind: 'truncated', truncation: 'streamEnded', detail: 'the response was cancelled' });
  }
  // llama.cpp and Ollama call an answer completed when they stopped at its limit.
  const isAtLimit = counted !== undefined && counted.completionTokens >= answer.context.tokenLimit;
  if (status === 'completed' && isAtLimit) {
    answer.end({ kind: 'truncated', truncation: 'tokenLimit', detail: 'completed at the token limit' });
  }
  if (status === 'completed') answer.end({ finish: 'stop' });
}

/** Takes the text when none was streamed, and what only the whole may say: that it declined, or called a tool. */
function readOutput(output: unknown, answer: Answer): void {
  const takesText = answer.textLength === 0;
  for (const item of objectsIn(output)) {
    if (item['type'] === 'function_call' || item['type'] === 'custom_tool_call') answer.addToolCall();
    const isAside = item['phase'] === 'commentary';
    for (const { type, text, refusal } of objectsIn(item['content'])) {
      answer.addRefusal(textOf(refusal));
      if (takesText && !isAside && type === 'output_text') answer.addText(textOf(text));
    }
  }
}

function incompleteEnding(details: unknown): Ending {
  const reason = isObject(details) ? textOf(details['reason']) : '';
  const known = Object.hasOwn(incompleteEndings, reason) ? incompleteEndings[reason] : undefined;
  const detail = `incomplete: ${JSON.stringify(reason.slice(0, 40))}`;
  return known ?? { kind: 'truncated', truncation: 'streamEnded', detail };
}
