import { isProviderError, ProviderError, withDetail } from '../provider/errors.ts';
import type { ProviderErrorInit, ProviderErrorKind } from '../provider/errors.ts';
import { errorOf, isObject, parseObject } from './payload.ts';

/** An error reply as it came over the wire. */
export interface ErrorReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Carries an error reply out of `fetch`, through the SDK, to where it is classified. Its message says nothing. */
export class ReplyError extends Error {
  readonly reply: ErrorReply;

  constructor(reply: ErrorReply) {
    super('error reply');
    this.name = 'ReplyError';
    this.reply = reply;
  }
}

/** Makes a text from outside fit for a log: without keys, headers or prompt text. */
export type Scrub = (text: string) => string;

interface Said {
  readonly message: string;
  readonly type: string;
  readonly code: string;
  readonly payload: unknown;
}

/** Classifies a reply whose status is not a success. */
export function classifyReply(reply: ErrorReply, scrub: Scrub): ProviderError {
  const text = reply.body.trim();
  const body = /^data:(.*)/.exec(text)?.[1] ?? text; // LiteLLM sends events of a stream with status 500
  const json = parseObject(body);
  const said = saidIn(json === undefined ? body : (errorOf(json) ?? json));
  const kind = kindOfWords(said) ?? kindOfCode(said) ?? kindOfStatus(reply.status);
  const retryAfterMs = retryAfter(reply.headers);
  const requestId = reply.headers.get('x-request-id');
  return new ProviderError({
    ...failure(kind, said, scrub),
    status: reply.status,
    detail: detailOf(said, scrub, `status ${reply.status}`),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(requestId !== null && { requestId: scrub(requestId) }),
  });
}

/** Classifies an error that a server put into an answer it had begun with status 200. */
export function classifyPayload(payload: unknown, scrub: Scrub): ProviderError {
  const said = saidIn(payload);
  const status = Number(said.code);
  const fallback = said.type === 'invalid_request_error' ? 'badRequest' : 'server';
  const kind = kindOfWords(said) ?? kindOfCode(said) ?? (status >= 400 ? kindOfStatus(status) : fallback);
  return new ProviderError({ ...failure(kind, said, scrub), ...(status >= 400 && { status }) });
}

/** Classifies whatever the network, the SDK or our own code threw. */
export function classifyThrown(error: unknown, scrub: Scrub): ProviderError {
  const chain = causes(error);
  const ours = chain.find(isProviderError);
  if (ours !== undefined) return withDetail(ours, scrub(ours.message));
  const refused = replyBehind(error);
  if (refused !== undefined) return classifyReply(refused, scrub);
  // The innermost says most: undici wraps what it saw in a word of its own.
  for (const link of chain.toReversed()) {
    const kind = kindOfNetwork(link);
    if (kind === undefined) continue;
    const timer = timerOf(link);
    return new ProviderError({
      kind,
      retryable: kind !== 'tls',
      detail: scrub(codeOf(link) || link.message),
      ...(timer !== undefined && { timer }),
    });
  }
  return new ProviderError({
    kind: 'unknown',
    detail: scrub(chain.map(({ message }) => message).join(': ')),
  });
}

/** The error reply that something thrown stands for; undefined when there was none. */
export function replyBehind(error: unknown): ErrorReply | undefined {
  return causes(error).find((link) => link instanceof ReplyError)?.reply;
}

/** Two weeks: more is no date that can be shown and no time a timer can wait. */
const longestWaitMs = 14 * 24 * 3600 * 1000;

/** Milliseconds a server asks us to wait, at most two weeks: seconds or a date, `retry-after-ms`, or LiteLLM's header. */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const asked = waitAsked(headers, now);
  return asked === undefined ? undefined : Math.min(asked, longestWaitMs);
}

function waitAsked(headers: Headers, now: number): number | undefined {
  const plain = headers.get('retry-after');
  if (plain !== null) {
    const asSeconds = toWait(plain, 1000);
    if (asSeconds !== undefined) return asSeconds;
    const date = Date.parse(plain);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  return toWait(headers.get('retry-after-ms'), 1) ?? toWait(headers.get('llm_provider-retry-after'), 1000);
}

function toWait(text: string | null, unit: number): number | undefined {
  if (text === null || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  return Math.round(Number(text) * unit);
}

function saidIn(payload: unknown): Said {
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

function failure(kind: ProviderErrorKind, said: Said, scrub: Scrub): ProviderErrorInit {
  const tokens = kind === 'contextTooLong' ? tokensOf(said) : undefined;
  return {
    kind,
    detail: detailOf(said, scrub, said.type || said.code || 'no message'),
    retryable: kind === 'server' || kind === 'rateLimit' || kind === 'timeout',
    ...(tokens !== undefined && { tokens }),
  };
}

function detailOf(said: Said, scrub: Scrub, fallback: string): string {
  return scrub(said.message === '' ? fallback : said.message);
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

function kindOfWords(said: Said): ProviderErrorKind | undefined {
  return wordRules.find(({ words }) => words.test(said.message))?.kind;
}

function kindOfStatus(status: number): ProviderErrorKind {
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
function tokensOf(said: Said): { readonly sent: number; readonly limit: number } | undefined {
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

function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let link: unknown = error;
  while (link instanceof Error && chain.length < 8) {
    chain.push(link);
    const [first]: readonly unknown[] = link instanceof AggregateError ? link.errors : [];
    link = link.cause ?? first;
  }
  return chain.length > 0 ? chain : [new Error(String(error))];
}

/** A server that ends the connection within a chunked body: undici calls it so where it was not to be used again. */
function isCutOff({ name, message }: Error): boolean {
  return name === 'HTTPParserError' && message.includes('Invalid EOF state');
}

function codeOf(error: Error): string {
  if (isCutOff(error)) return 'UND_ERR_SOCKET';
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

const tlsCodes =
  /^(CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|EPROTO$|HOSTNAME_MISMATCH$)/;
const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|UND_ERR_\w+)$/;

function kindOfNetwork(error: Error): ProviderErrorKind | undefined {
  const code = codeOf(error);
  if (timerOf(error) !== undefined) return 'timeout';
  if (tlsCodes.test(code) || /^net::ERR_(CERT|SSL)_/.test(error.message)) return 'tls'; // Electron's fetch
  if (networkCodes.test(code) || error.message.startsWith('net::ERR_')) return 'network';
  if (error.name === 'HTTPParserError' || /^(Z|ERR_BROTLI|ERR__ERROR_FORMAT)_/.test(code)) return 'protocol';
  return error.message === 'terminated' ? 'network' : undefined; // undici, when a socket dies in the body
}

function timerOf(error: Error): ProviderErrorInit['timer'] {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'headers';
  return code === 'UND_ERR_BODY_TIMEOUT' ? 'idle' : undefined;
}
