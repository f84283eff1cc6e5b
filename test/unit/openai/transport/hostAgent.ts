import { Agent, EnvHttpProxyAgent } from 'undici';
import type { AddressFetch } from '../../../../src/openai/transport/addressFetch.ts';

/** Node's own `fetch`, told whom to trust the way an editor does it: by a dispatcher of its own. */
export function hostFetchTrusting(
  authority: string,
  proxy?: string,
): { readonly fetch: AddressFetch; readonly close: () => Promise<void> } {
  const tls = { ca: authority };
  const dispatcher =
    proxy === undefined
      ? new Agent({ connect: tls })
      : new EnvHttpProxyAgent({ httpsProxy: proxy, httpProxy: proxy, noProxy: '', requestTls: tls });
  return {
    // Node's types know no dispatcher of another undici, Node itself does.
    fetch: (address, init) => globalThis.fetch(address, { ...init, dispatcher } as unknown as RequestInit),
    close: () => dispatcher.close(),
  };
}
