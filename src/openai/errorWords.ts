import type { ProviderErrorKind } from '../provider/errors.ts';
import { isObject } from './payload.ts';

/** What a server says of an error. */
export interface Said {
  readonly message: string;
  readonly type: string;
  readonly code: string;
  readonly payload: unknown;
}

/** Reads the error out of a reply, whichever shape it has. */
export function saidIn(payload: unknown): Said {
  if (typeof payload === 'string') return { message: payload, type: '', code: '', payload };
  if (Array.isArray(payload)) return { message: validationMessage(payload), type: '', code: '', payload };
  if (!isObject(payload)) return { message: '', type: '', code: '', payload };
  const text = (name: string): string => {
    const value = payload[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return { message: text('message'), type: text('type'), code: text('code'), payload };
}

/** FastAPI lists what it did not like; `input` would repeat the prompt. */
function validationMessage(items: readonly unknown[]): string {
  return items
    .filter(isObject)
    .map(({ loc, msg }) =>
      `${Array.isArray(loc) ? loc.join('.') : ''} ${typeof msg === 'string' ? msg : ''}`.trim(),
    )
    .join('; ');
}

/** Codes and types as the servers of the fixtures send them. */
const kinds: Readonly<Record<string, ProviderErrorKind>> = {
  insufficient_quota: 'quota', // OpenAI
  billing_hard_limit_reached: 'quota', // OpenAI
  rate_limit_exceeded: 'rateLimit', // OpenAI
  rate_limit_error: 'rateLimit', // LiteLLM
  throttling_error: 'rateLimit', // LiteLLM
  all_deployments_in_cooldown: 'rateLimit', // LiteLLM
  context_length_exceeded: 'contextTooLong', // OpenAI, llama-cpp-python
  exceed_context_size_error: 'contextTooLong', // llama.cpp
  model_not_found: 'modelUnavailable', // OpenAI
  invalid_api_key: 'auth', // OpenAI
  authentication_error: 'auth', // llama.cpp
  auth_error: 'auth', // LiteLLM
  no_db_connection: 'auth', // LiteLLM without a database of keys: a wrong one
  content_filter: 'refused', // Azure
  content_policy_violation: 'refused', // OpenAI
  server_error: 'server', // OpenAI
  internal_server_error: 'server', // LiteLLM
  unavailable_error: 'server', // llama.cpp while it loads the model
  not_supported_error: 'badRequest', // llama.cpp
};

function kindOfCode(said: Said): ProviderErrorKind | undefined {
  return own(kinds, said.code) ?? own(kinds, said.type);
}

function own(table: Readonly<Record<string, ProviderErrorKind>>, key: string): ProviderErrorKind | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Words, only for servers that say nothing else. */
const wordRules: readonly { readonly words: RegExp; readonly kind: ProviderErrorKind }[] = [
  { words: /ContextWindowExceededError/, kind: 'contextTooLong' }, // LiteLLM
  { words: /Invalid model name passed in model=/, kind: 'modelUnavailable' }, // LiteLLM
  { words: /^model ['"].*['"] not found/, kind: 'modelUnavailable' }, // Ollama
];

/** What the server itself calls its error; undefined when it has no name we know. */
export function kindSaid(said: Said): ProviderErrorKind | undefined {
  return wordRules.find(({ words }) => words.test(said.message))?.kind ?? kindOfCode(said);
}

/** What a status means where the server says nothing we know. */
export function kindOfStatus(status: number): ProviderErrorKind {
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 408) return 'timeout';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rateLimit';
  if (status >= 500 && status !== 501) return 'server';
  return 'badRequest';
}

/** How servers put the two counts into words. */
const tokenWords: readonly RegExp[] = [
  // OpenAI, llama-cpp-python
  /maximum context length is (?<limit>\d+) tokens\D+(?<sent>\d+) tokens/,
  // llama.cpp behind LiteLLM, which hands on the words alone
  /request \((?<sent>\d+) tokens\) exceeds the available context size \((?<limit>\d+) tokens\)/,
];

/** Tokens sent and taken: fields of llama.cpp, words of others. */
export function tokensOf(said: Said): { readonly sent: number; readonly limit: number } | undefined {
  if (isObject(said.payload)) {
    const { n_prompt_tokens: sent, n_ctx: limit } = said.payload;
    if (typeof sent === 'number' && typeof limit === 'number') return { sent, limit };
  }
  for (const words of tokenWords) {
    const { sent, limit } = words.exec(said.message)?.groups ?? {};
    if (sent !== undefined && limit !== undefined) return { sent: Number(sent), limit: Number(limit) };
  }
  return undefined;
}
