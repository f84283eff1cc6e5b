import { isTransportAllowed } from '../../provider/endpoint.ts';
import { ProviderError } from '../../provider/errors.ts';
import { ReplyError } from '../classify.ts';
import { letGo } from '../letGo.ts';
import type { AddressFetch } from './addressFetch.ts';
import { proxyWantsCredentials } from './proxyFailure.ts';

/** UTF-16 units of an error reply that are read; the rest is not worth waiting for. */
const maxErrorLength = 64 * 1024;
/** How long the body of an error reply may take: its status has said what matters. */
const errorBodyMs = 1000;
const maxRedirects = 3;

/**
 * A `fetch` held to what holds for every request, whatever transport is below: no plain http out of reach of a
 * person's confirmation, no redirect to another origin, and every reply that is not a success thrown as a `ReplyError`.
 */
export function createRuledFetch(fetch: AddressFetch): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString();
    let address = url;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      if (!isTransportAllowed(address)) throw refused(`plain http to ${new URL(address).host}`);
      const response = await untilAborted(fetch(address, { ...init, redirect: 'manual' }), init.signal);
      if (response.ok) return response;
      if (response.status === 407) {
        void letGo(response.body);
        throw proxyWantsCredentials();
      }
      const target = redirectTarget(response, address, init.method ?? 'GET');
      if (target === undefined) throw new ReplyError(await errorReply(response));
      void letGo(response.body);
      if (new URL(target).origin !== new URL(url).origin) {
        throw refused(`redirect to another origin, ${new URL(target).host}`);
      }
      address = target;
    }
    throw refused('too many redirects');
  };
}

/** Stops waiting when the signal says so, for a `fetch` that takes no notice of it; a late reply is let go. */
async function untilAborted(
  fetched: Promise<Response>,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => {
    aborted.reject(signal?.reason);
    fetched.then(
      (response) => letGo(response.body),
      () => undefined,
    );
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([fetched, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Where a reply redirects to; undefined when it is no redirect, or one that would change the method. */
function redirectTarget(response: Response, from: string, method: string): string | undefined {
  if (response.type === 'opaqueredirect') throw refused('redirect');
  const keepsMethod = response.status === 307 || response.status === 308;
  const isRead = method === 'GET' && [301, 302, 303].includes(response.status);
  const location = response.headers.get('location');
  if ((!keepsMethod && !isRead) || location === null) return undefined;
  return URL.parse(location, from)?.href;
}

async function errorReply(response: Response): Promise<ReplyError['reply']> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  const timer = setTimeout(() => void letGo(reader), errorBodyMs);
  let body = '';
  try {
    for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
      body += decoder.decode(next.value, { stream: true });
      if (body.length > maxErrorLength) break;
    }
  } catch {
    // What arrived is enough; the status says the rest.
  } finally {
    clearTimeout(timer);
    void letGo(reader);
  }
  return { status: response.status, headers: response.headers, body };
}

function refused(detail: string): ProviderError {
  return new ProviderError({ kind: 'badRequest', detail });
}
