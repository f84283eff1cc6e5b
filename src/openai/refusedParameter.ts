import type { ErrorReply } from './classify.ts';
import { isObject } from './payload.ts';

/** What a server may not take, and an answer can do without (or say by another name). */
export type Parameter =
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'temperature'
  | 'stream_options'
  | 'response_format'
  | 'reasoning_effort'
  | 'stream';

/** The names both wires give them. */
const parameters: ReadonlyMap<string, Parameter> = new Map<string, Parameter>([
  ['max_tokens', 'max_tokens'],
  ['max_completion_tokens', 'max_completion_tokens'],
  ['temperature', 'temperature'],
  ['stream_options', 'stream_options'],
  ['response_format', 'response_format'],
  ['text', 'response_format'],
  ['reasoning_effort', 'reasoning_effort'],
  ['reasoning', 'reasoning_effort'],
  ['stream', 'stream'],
]);

/** OpenAI's codes for a parameter that the model does not know, or takes one value of. */
const codes: ReadonlySet<unknown> = new Set([
  'unsupported_parameter',
  'unsupported_value',
  'unknown_parameter',
]);

/** These are refused only for being there: a wrong value of theirs cannot be ours to correct. */
const neverWrong: ReadonlySet<Parameter | undefined> = new Set<Parameter>([
  'stream_options',
  'response_format',
]);

/** Words, only for servers that name the parameter nowhere else; the group is its name. */
const wordRules: readonly { readonly words: RegExp; readonly parameter?: Parameter }[] = [
  { words: /^Unsupported parameter: '([\w.]+)' is not supported with this model/ }, // OpenAI, behind gateways
  { words: /^Unsupported value: '([\w.]+)' does not support/ }, // OpenAI, behind gateways
  { words: /^Your organization must be verified to stream this model/, parameter: 'stream' }, // the same
  { words: /^Unrecognized request arguments? supplied: ([\w.]+)/ }, // Azure OpenAI
  { words: /UnsupportedParamsError: .* does not support parameters: \['([\w.]+)'/ }, // LiteLLM
  { words: /^"[^"]*" does not support thinking/, parameter: 'reasoning_effort' }, // Ollama
  { words: /^property '([\w.]+)' is unsupported/ }, // Groq
  { words: /^`?response_format` does not support streaming/, parameter: 'response_format' }, // Groq
  { words: /This response_format type is unavailable now/, parameter: 'response_format' }, // DeepSeek
  { words: /response_format\.type `json_schema` is unavailable now/, parameter: 'response_format' }, // DeepSeek
  { words: /^Invalid JSON payload received\. Unknown name "([\w.]+)": Cannot find field/ }, // Google
];

/**
 * The one parameter that a refusal (400 or 422) is about; undefined for any other reply. Read from the fields of
 * OpenAI and of pydantic, from words only for servers that give nothing else.
 */
export function refusedParameter({ status, body }: ErrorReply): Parameter | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const errors = errorsIn(body);
  for (const error of errors) {
    const parameter = ofFields(error) ?? ofPydantic(error) ?? ofWords(error['message']);
    if (parameter !== undefined) return parameter;
  }
  return undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** The objects in which servers put what was wrong, outermost last. Google wraps them in a list. */
function errorsIn(body: string): readonly Json[] {
  const parsed = parsedOf(body.trim().replace(/^data:\s*/, ''));
  const reply: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!isObject(reply)) return [];
  return [reply['error'], reply['message'], reply].filter(isObject);
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function named(name: unknown): Parameter | undefined {
  return typeof name === 'string' ? parameters.get(name.split('.')[0] ?? '') : undefined;
}

function ofFields({ param, code }: Json): Parameter | undefined {
  const parameter = named(param);
  return codes.has(code) || neverWrong.has(parameter) ? parameter : undefined;
}

/** Mistral and other servers on pydantic: `detail: [{type: "extra_forbidden", loc: ["body", name]}]`. */
function ofPydantic({ detail }: Json): Parameter | undefined {
  const entries = Array.isArray(detail) ? detail.filter(isObject) : [];
  for (const { type, loc } of entries) {
    if (type !== 'extra_forbidden' || !Array.isArray(loc) || loc.length !== 2) continue;
    const parameter = named(loc[1]);
    if (parameter !== undefined) return parameter;
  }
  return undefined;
}

function ofWords(message: unknown): Parameter | undefined {
  if (typeof message !== 'string') return undefined;
  for (const { words, parameter } of wordRules) {
    const match = words.exec(message);
    if (match !== null) return parameter ?? named(match[1]);
  }
  return undefined;
}
