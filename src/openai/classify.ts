import { isProviderError, ProviderError, withDetail } from '../provider/errors.ts';
import type { ProviderErrorInit, ProviderErrorKind } from '../provider/errors.ts';
import { kindOfStatus, kindSaid, type Said, saidIn, tokensOf } from './errorWords.ts';
import { causes, codeOf, kindOfNetwork, timerOf } from './networkFault.ts';
import { errorOf, parseObject } from './payload.ts';
import { retryAfter } from './retryAfter.ts';

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

/** Classifies a reply whose status is not a success. */
export function classifyReply(reply: ErrorReply, scrub: Scrub): ProviderError {
  const text = reply.body.trim();
  const body = /^data:(.*)/.exec(text)?.[1] ?? text; // LiteLLM sends events of a stream with status 500
  const json = parseObject(body);
  const said = saidIn(json === undefined ? body : (errorOf(json) ?? json));
  const kind = kindSaid(said) ?? kindOfStatus(reply.status);
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
  const kind = kindSaid(said) ?? (status >= 400 ? kindOfStatus(status) : fallback);
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
