import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { Answer, Ending } from './answer.ts';
import { askedTemperature } from './askedTemperature.ts';
import { isReasoningModel } from './capabilities.ts';
import { isObject, objectsIn, textOf, usageFrom } from './payload.ts';
import type { Json } from './payload.ts';
import { modelOf, tokenLimitOf } from './wire.ts';
import type { Asking, Wire } from './wire.ts';

/** Chat Completions: what every server speaks. The types of the `openai` package hold its body to OpenAI’s own description. */
export const chatWire: Wire = { path: '/chat/completions', body, textKey: 'content', createReader };

function body(asking: Asking): Json {
  const { request, capabilities } = asking;
  const model = modelOf(asking);
  const reasons = isReasoningModel(capabilities, model);
  const limit = tokenLimitOf(asking);
  const { value: temperature } = askedTemperature(asking);
  return {
    model,
    messages: [...asking.messages],
    stream: capabilities.canStream,
    ...(capabilities.canStream &&
      capabilities.hasStreamOptions && { stream_options: { include_usage: true } }),
    [capabilities.tokenLimitField]: limit,
    ...(temperature !== null && { temperature }),
    ...(request.reasoning !== undefined && reasons && { reasoning_effort: request.reasoning }),
    ...(request.format.kind === 'jsonSchema' &&
      capabilities.hasJsonSchema && {
        response_format: {
          type: 'json_schema',
          json_schema: { name: request.format.name, schema: request.format.schema },
        },
      }),
  } satisfies ChatCompletionCreateParams;
}

/** What a `finish_reason` means; any other is a `protocol` failure. */
const endings: Readonly<Record<string, Ending>> = {
  stop: { finish: 'stop' },
  eos_token: { finish: 'stop' }, // Text Generation Inference
  tool_calls: { finish: 'toolCalls' },
  function_call: { finish: 'toolCalls' },
  length: { kind: 'truncated', truncation: 'tokenLimit', detail: 'finish_reason "length"' },
  max_tokens: { kind: 'truncated', truncation: 'tokenLimit', detail: 'finish_reason "max_tokens"' },
  abort: { kind: 'truncated', truncation: 'streamEnded', detail: 'finish_reason "abort"' }, // vLLM
  content_filter: { kind: 'refused', detail: 'finish_reason "content_filter"' },
  error: { kind: 'server', detail: 'finish_reason "error"' }, // OpenRouter
};

function endingOf(reason: string): Ending {
  const known = Object.hasOwn(endings, reason) ? endings[reason] : undefined;
  return known ?? { kind: 'protocol', detail: `finish_reason ${JSON.stringify(reason.slice(0, 40))}` };
}

/** The answer has ended when no choice is open any more; only the first one is read. */
function createReader(answer: Answer): (payload: Json) => void {
  const open = new Set<number>();
  const reasons = new Map<number, string>();
  const readChoice = (choice: Json): void => {
    const index = typeof choice['index'] === 'number' ? choice['index'] : 0;
    const said = isObject(choice['delta']) ? choice['delta'] : choice['message'];
    // Ollama and others repeat an empty choice beside the usage: only text is wrong after the end.
    const hasEnded = reasons.has(index) || answer.isEnded;
    if (!hasEnded) {
      answer.begin();
      open.add(index);
    }
    if (isObject(said) && (index === 0 || hasEnded)) readWords(said, answer);
    const reason = textOf(choice['finish_reason']);
    if (reason === '' || hasEnded) return;
    reasons.set(index, reason);
    open.delete(index);
    if (open.size === 0) answer.end(endingOf(reasons.get(0) ?? ''));
  };
  return (payload) => {
    answer.setModel(payload['model']);
    for (const choice of objectsIn(payload['choices'])) readChoice(choice);
    const { usage } = payload;
    if (isObject(usage)) answer.setUsage(usageFrom(usage['prompt_tokens'], usage['completion_tokens']));
  };
}

function readWords(said: Json, answer: Answer): void {
  answer.addReasoning(textOf(said['reasoning_content']) || textOf(said['reasoning']));
  answer.addText(contentOf(said['content']));
  answer.addRefusal(textOf(said['refusal']));
  const calls = said['tool_calls'];
  if (Array.isArray(calls) && calls.length > 0) answer.addToolCall();
}

/** Text, or the texts of a list of parts, as Mistral sends them beside its reasoning. */
function contentOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return objectsIn(value)
    .map(({ text }) => textOf(text))
    .join('');
}
