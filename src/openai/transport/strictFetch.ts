import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import type { TlsVersion } from '../../provider/transportConfig.ts';
import type { AddressFetch } from './addressFetch.ts';
import { createIdentityCheck } from './pins.ts';
import type { ProxyRoute } from './proxyRoute.ts';
import { transportFault } from './transportFault.ts';

/** What a connection to one origin has to keep to. Plain data: two that are equal may share connections. */
export interface StrictRules {
  readonly minimumTls: TlsVersion;
  /** Undefined where the host's certificate is not pinned. */
  readonly pins: readonly string[] | undefined;
  /** PEM texts. */
  readonly clientCertificate:
    | { readonly certificate: string; readonly key: string; readonly passphrase: string | undefined }
    | undefined;
  readonly maxConnections: number;
  readonly idleMs: number;
  readonly proxy: ProxyRoute | undefined;
}

/**
 * A `fetch` of our own undici, for what the editor's cannot be told: pins, a client certificate, limits of the pool.
 * It trusts what Node trusts and what the system trusts. Connections are kept per origin until its rules change.
 */
export function createStrictFetch(rulesOf: (address: string) => Promise<StrictRules>): AddressFetch {
  const pools = new Map<string, { readonly key: string; readonly dispatcher: Dispatcher }>();
  return async (address, init) => {
    const rules = await rulesOf(address);
    const { origin } = new URL(address);
    const key = JSON.stringify(rules);
    let pool = pools.get(origin);
    if (pool?.key !== key) {
      void pool?.dispatcher.close();
      pool = { key, dispatcher: dispatcherFor(rules) };
      pools.set(origin, pool);
    }
    return send(address, init, pool.dispatcher);
  };
}

// Node's types describe the undici inside it, not the one we bring: the same in what a request and a reply need.
function send(address: string, init: RequestInit, dispatcher: Dispatcher): Promise<Response> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const fetch = undiciFetch as unknown as (address: string, init: object) => Promise<Response>;
  return fetch(address, { ...init, dispatcher });
}

function dispatcherFor(rules: StrictRules): Dispatcher {
  const tls = {
    secureContext: secureContextFor(rules),
    // Not left to NODE_TLS_REJECT_UNAUTHORIZED.
    rejectUnauthorized: true,
    ...(rules.pins !== undefined && { checkServerIdentity: createIdentityCheck(rules.pins) }),
  };
  const limits = {
    connections: rules.maxConnections,
    keepAliveTimeout: rules.idleMs,
    keepAliveMaxTimeout: rules.idleMs,
    // Time is kept outside, by the deadlines of each request.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (rules.proxy === undefined) return new Agent({ ...limits, connect: tls });
  const { url, except } = rules.proxy;
  return new EnvHttpProxyAgent({
    ...limits,
    httpProxy: url,
    httpsProxy: url,
    noProxy: except,
    connect: tls,
    requestTls: tls,
    // Its own hop is for the proxy to answer for; made here once, since TLS would read the authorities each time.
    ...(url.startsWith('https:') && {
      proxyTls: { secureContext: createSecureContext({ ca: authorities() }) },
    }),
  });
}

function secureContextFor({ minimumTls, clientCertificate }: StrictRules): SecureContext {
  const common = { ca: authorities(), minVersion: `TLSv${minimumTls}` as const };
  if (clientCertificate === undefined) return createSecureContext(common);
  const { certificate, key, passphrase } = clientCertificate;
  try {
    return createSecureContext({
      ...common,
      cert: certificate,
      key,
      ...(passphrase !== undefined && { passphrase }),
    });
  } catch (error) {
    // OpenSSL's words name neither file nor passphrase.
    throw transportFault('clientCertificate', error instanceof Error ? error.message : 'unusable');
  }
}

/** Those built into Node, those of NODE_EXTRA_CA_CERTS, and those of the system, each once. */
function authorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
