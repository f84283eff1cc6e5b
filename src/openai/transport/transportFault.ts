import { ProviderError } from '../../provider/errors.ts';
import type { ProviderErrorKind } from '../../provider/errors.ts';

/** What the transport itself refuses or finds, beyond what the network says. */
export type TransportFault = keyof typeof kinds;

const kinds = {
  /** The server offers an older TLS than the least asked for; nothing was sent. */
  tlsTooOld: 'tls',
  /** A reply came on a way that shows no TLS version. */
  tlsUnproved: 'tls',
  /** No pin fits the server's certificates; nothing was sent. */
  wrongPin: 'tls',
  /** The client certificate or its key cannot be read or used; nothing was sent. */
  clientCertificate: 'tls',
  /** The proxy wants a name and a password, or others. */
  proxyCredentials: 'network',
  /** The proxy does not connect to the host. */
  proxyRefused: 'network',
  /** Plain http to a private address that nobody confirmed; nothing was sent. */
  plainHttp: 'badRequest',
  /** The server wants a key, which was held back because it would have gone over plain http. */
  keyHeldBack: 'auth',
  /** The request should be signed and there is no secret; nothing was sent. */
  noSigningSecret: 'noKey',
  /** A setting that protects the connection cannot be used; nothing was sent. */
  unusableSetting: 'badRequest',
} as const satisfies Record<string, ProviderErrorKind>;

/** A failure that `transportFaultOf` tells apart from others of its kind. */
export function transportFault(fault: TransportFault, detail: string): ProviderError {
  return new ProviderError({ kind: kinds[fault], detail, cause: { transportFault: fault } });
}

/** The fault that `transportFault` was given; undefined for every other error. */
export function transportFaultOf(error: unknown): TransportFault | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('transportFault' in cause)) return undefined;
  const fault = cause.transportFault;
  return typeof fault === 'string' && isTransportFault(fault) ? fault : undefined;
}

/** True for the name of a fault. */
export function isTransportFault(text: string): text is TransportFault {
  return Object.hasOwn(kinds, text);
}
