import type { ApiKey, KeySource } from '../provider/apiKey.ts';
import type { Clock } from '../provider/clock.ts';
import type { CodexConfig } from '../provider/config.ts';
import { endpointHost, reachOf } from '../provider/endpoint.ts';
import { cancelled, isProviderError, ProviderError } from '../provider/errors.ts';

/** A place where keys are kept that does not answer within this time is broken, and said to be. */
const keyMs = 10_000;

/** What looking a key up needs. */
export interface KeyLookup {
  readonly config: CodexConfig;
  readonly key: KeySource;
  readonly clock: Clock;
}

/**
 * The key for a configuration's host, before anything is sent. Undefined where none is needed: a server on this
 * computer or in a private network, or a credential among the configured headers. Throws `noKey` where one is needed and missing,
 * belongs to another host, or cannot be read.
 */
export async function keyFor(lookup: KeyLookup, signal: AbortSignal): Promise<ApiKey | undefined> {
  const { endpoint, headers } = lookup.config;
  const host = endpointHost(endpoint);
  const isNeeded = reachOf(endpoint) === 'elsewhere' && !holdsCredential(headers);
  const key = await readKey(lookup, host, signal);
  if (key === undefined && isNeeded) throw new ProviderError({ kind: 'noKey', detail: `no key for ${host}` });
  if (key !== undefined && key.host !== host) {
    throw new ProviderError({
      kind: 'noKey',
      detail: `the key found belongs to ${key.host}, not to ${host}`,
    });
  }
  return key;
}

/** True where the configured headers bring a credential of their own, as some gateways want it. */
export function holdsCredential(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => /^(authorization|api-key|x-api-key)$/i.test(name));
}

async function readKey(lookup: KeyLookup, host: string, signal: AbortSignal): Promise<ApiKey | undefined> {
  const givenUp = Promise.withResolvers<never>();
  const giveUp = (detail: string) => (): void => givenUp.reject(new ProviderError({ kind: 'noKey', detail }));
  const stop = lookup.clock.setTimeout(giveUp('the place where keys are kept does not answer'), keyMs);
  const onAbort = giveUp('given up');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([lookup.key(host, signal), givenUp.promise]);
  } catch (error) {
    if (signal.aborted) throw isProviderError(signal.reason) ? signal.reason : cancelled();
    if (isProviderError(error)) throw error;
    throw new ProviderError({ kind: 'noKey', detail: 'the place where keys are kept cannot be read' });
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
