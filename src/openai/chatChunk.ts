import { usageOf } from '../provider/usage.ts';
import type { Usage } from '../provider/usage.ts';

/** What one object of the Chat Completions wire says, whether a piece of a stream or a whole answer. */
export interface ChatChunk {
  readonly model: string;
  readonly choices: readonly ChatChoice[];
  readonly usage: Usage | undefined;
  /** The payload of an error the server put into a reply of status 200. */
  readonly error: unknown;
}

export interface ChatChoice {
  readonly index: number;
  readonly text: string;
  readonly reasoning: string;
  /** What the model says instead of an answer when it declines. */
  readonly refusal: string;
  readonly hasToolCall: boolean;
  readonly finish: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads one payload leniently: every field may be missing or null (servers differ), none may be of another type.
 * Undefined when the text is not a JSON object.
 */
export function readChatChunk(payload: string): ChatChunk | undefined {
  const parsed = parseObject(payload);
  if (parsed === undefined) return undefined;
  const choices = parsed['choices'];
  return {
    model: textOf(parsed['model']),
    choices: Array.isArray(choices) ? choices.filter(isObject).map(choiceOf) : [],
    usage: usageFrom(parsed['usage']),
    error: errorOf(parsed),
  };
}

/** A JSON object, or undefined for any other text. */
export function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The error inside a payload, undefined when there is none: `{error}` everywhere, `{detail}` of FastAPI servers,
 * the bare `{object: "error"}` of vLLM.
 */
export function errorOf(payload: Json): unknown {
  if (payload['error'] !== undefined && payload['error'] !== null) return payload['error'];
  if (payload['detail'] !== undefined && payload['detail'] !== null) return payload['detail'];
  return payload['object'] === 'error' ? payload : undefined;
}

function choiceOf(choice: Json): ChatChoice {
  const said = [choice['delta'], choice['message']].find(isObject) ?? {};
  const finish = choice['finish_reason'];
  return {
    index: typeof choice['index'] === 'number' ? choice['index'] : 0,
    text: contentOf(said['content']),
    reasoning: textOf(said['reasoning_content']) || textOf(said['reasoning']),
    refusal: textOf(said['refusal']),
    hasToolCall: Array.isArray(said['tool_calls']) && said['tool_calls'].length > 0,
    finish: typeof finish === 'string' && finish !== '' ? finish : undefined,
  };
}

/** Text, or the texts of a list of parts, as Mistral sends them beside its reasoning. */
function contentOf(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  return value.map((part) => (isObject(part) ? textOf(part['text']) : '')).join('');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function usageFrom(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = value['prompt_tokens'];
  const completion = value['completion_tokens'];
  return isCount(prompt) && isCount(completion) ? usageOf(prompt, completion) : undefined;
}

/** More tokens than this are no count: sums of such numbers would no longer be exact. */
const mostTokens = 1_000_000_000;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostTokens;
}
