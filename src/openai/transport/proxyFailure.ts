import type { ProviderError } from '../../provider/errors.ts';
import { transportFault } from './transportFault.ts';

/** undici names the proxy's status in words only. */
const refusedTunnel = /^Proxy response \((\d{3})\)/;

/**
 * What went wrong on the way through a proxy, read from an error of undici or its causes: it did not open a tunnel, or
 * a certificate had another name, which undici wraps there as if it were the proxy's fault. Undefined for all else.
 */
export function proxyFailure(error: unknown): Error | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    if ('code' in link && link.code === 'UND_ERR_PRX_TLS' && link.cause instanceof Error) return link.cause;
    const status = refusedTunnel.exec(link.message)?.[1];
    if (status === '407') return proxyWantsCredentials();
    if (status !== undefined) return transportFault('proxyRefused', `the proxy answered ${status}`);
  }
  return undefined;
}

/** The failure when a proxy wants a name and a password. */
export function proxyWantsCredentials(): ProviderError {
  return transportFault('proxyCredentials', 'the proxy answered 407');
}
