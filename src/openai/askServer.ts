import type { ApiKey } from '../provider/apiKey.ts';
import { ProviderError } from '../provider/errors.ts';
import { parseObject } from './payload.ts';
import { classifyThrown } from './classify.ts';
import { keyHeaders } from './keyHeaders.ts';
import { createScrub } from './scrub.ts';
import { createRuledFetch } from './transport/ruledFetch.ts';

/** A server that can be asked about itself, and how. */
export interface ServerQuery {
  readonly endpoint: string;
  readonly key?: ApiKey | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  /** Milliseconds for one question; 10 s unless told. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;
const maxReplyLength = 4 * 1024 * 1024;

/**
 * Asks an address of the endpoint's own origin for a JSON object, with a body by `POST`, else by `GET`.
 * Undefined when the reply is something else. Throws a `ProviderError`.
 */
export async function askServer(
  query: ServerQuery,
  { url, body }: { readonly url: string; readonly body?: Readonly<Record<string, unknown>> },
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const scrub = createScrub([query.key?.reveal() ?? '', ...Object.values(query.headers ?? {})], []);
  const timer = AbortSignal.timeout(query.timeoutMs ?? usualTimeoutMs);
  try {
    signal.throwIfAborted();
    const response = await createRuledFetch(query.fetch)(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...keyHeaders(query.endpoint, query.key?.reveal()),
        ...query.headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, timer]),
    });
    return parseObject(await boundedText(response));
  } catch (error) {
    if (signal.aborted) throw new ProviderError({ kind: 'cancelled', detail: 'cancelled' });
    if (timer.aborted)
      throw new ProviderError({
        kind: 'timeout',
        timer: 'total',
        detail: 'no reply about the models in time',
      });
    throw classifyThrown(error, scrub);
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > maxReplyLength) {
      throw new ProviderError({
        kind: 'protocol',
        detail: `the list is longer than ${maxReplyLength} characters`,
      });
    }
  }
  return text;
}
