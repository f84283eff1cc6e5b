import type { ProviderError } from '../../provider/errors.ts';
import { transportFault } from './transportFault.ts';

/** undici names the proxy's status in words only. */
const refusedTunnel = /^Proxy response \((\d{3})\)/;

/** The failure when a proxy did not open a tunnel, read from an error of undici or its causes; else undefined. */
export function proxyFailure(error: unknown): ProviderError | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
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
