import { createHash, createHmac } from 'node:crypto';
import type { AddressFetch } from './addressFetch.ts';
import { transportFault } from './transportFault.ts';

/** What a signature covers. */
export interface Signed {
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Used once. */
  readonly nonce: string;
  readonly method: string;
  /** With the query, as it is in the request line. */
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** What signing needs. */
export interface Signing {
  /** The name under which the host knows our secret; undefined for a host whose requests are not signed. */
  readonly keyIdFor: (address: string) => string | undefined;
  /** Undefined when there is none. */
  readonly secretFor: (address: string) => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly nonce: () => string;
}

/**
 * The headers of a signed request. The signature is `v1=` and the hex of an HMAC-SHA-256, keyed with the UTF-8 of the
 * secret, over five lines joined by a line feed: timestamp, nonce, method in capitals, path with query, and the hex of
 * the body's SHA-256.
 */
export function signatureHeaders(
  signed: Signed,
  secret: string,
  keyId: string,
): Readonly<Record<string, string>> {
  const digest = createHash('sha256').update(signed.body).digest('hex');
  const { timestamp, nonce, method, path } = signed;
  const text = [timestamp, nonce, method.toUpperCase(), path, digest].join('\n');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return {
    'x-opencrates-key-id': keyId,
    'x-opencrates-timestamp': String(timestamp),
    'x-opencrates-nonce': nonce,
    'x-opencrates-content-sha256': digest,
    'x-opencrates-signature': `v1=${signature}`,
  };
}

/** Signs each request to a host that wants it, anew for each attempt; throws where it should and cannot. */
export function createSignedFetch(fetch: AddressFetch, signing: Signing): AddressFetch {
  return async (address, init) => {
    const keyId = signing.keyIdFor(address);
    if (keyId === undefined) return fetch(address, init);
    const url = new URL(address);
    const body = init.body ?? '';
    if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
      throw transportFault('noSigningSecret', 'a request whose body is not at hand cannot be signed');
    }
    const secret = await signing.secretFor(address);
    if (secret === undefined) throw transportFault('noSigningSecret', `no signing secret for ${url.host}`);
    const signed = {
      timestamp: Math.floor(signing.now() / 1000),
      nonce: signing.nonce(),
      method: init.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      body,
    };
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(signatureHeaders(signed, secret, keyId)))
      headers.set(name, value);
    return fetch(address, { ...init, headers });
  };
}
