import { randomUUID } from 'node:crypto';
import { endpointHost } from '../../provider/endpoint.ts';
import { forHost, type TransportConfig } from '../../provider/transportConfig.ts';
import type { AddressFetch } from './addressFetch.ts';
import { createPlainHttpFetch, type PlainHttpConsent } from './plainHttpFetch.ts';
import { proxyFailure } from './proxyFailure.ts';
import { proxyRoute, type ProxySettings } from './proxyRoute.ts';
import { createSignedFetch } from './signedFetch.ts';
import type { StrictRules } from './strictFetch.ts';
import { createTlsGuard } from './tlsGuard.ts';
import { transportFault } from './transportFault.ts';

/** What the transport is given; everything is read anew for each request. */
export interface TransportDeps {
  /** The host's own `fetch`: in an editor it follows proxy, PAC, Kerberos and the system's certificates. */
  readonly hostFetch: AddressFetch;
  readonly config: () => TransportConfig;
  /** Names of settings that protect and cannot be used; while there are any, nothing is sent. */
  readonly unusable: () => readonly string[];
  readonly plainHttpConsent: (host: string) => PlainHttpConsent;
  /** For the strict transport; the host's `fetch` knows its proxy itself. */
  readonly proxy: () => ProxySettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => Promise<string>;
  readonly passphrase: (host: string) => Promise<string | undefined>;
  readonly signingSecret: (host: string) => Promise<string | undefined>;
}

/** The original's limits, where only one of the two is configured. */
const usualConnections = 10;
const usualIdleSeconds = 30;

/**
 * The way every request of ours takes, as one `fetch`: plain http by its rules, signed where configured, then over the
 * host's `fetch` with the TLS guard, or, where pins, a client certificate or limits of the pool are configured, over
 * an undici of our own. What is configured and cannot be kept fails the request.
 */
export function createTransport(deps: TransportDeps): typeof globalThis.fetch {
  const host = createTlsGuard(deps.hostFetch, (address) => minimumFor(deps.config(), address));
  let strict: Promise<AddressFetch> | undefined;
  const routed: AddressFetch = async (address, init) => {
    try {
      if (!isStrict(deps.config(), address)) return await host(address, init);
      strict ??= loadStrict(deps);
      return await (
        await strict
      )(address, init);
    } catch (error) {
      throw proxyFailure(error) ?? error;
    }
  };
  const signed = createSignedFetch(routed, {
    keyIdFor: (address) => forHost(deps.config().signing, address),
    secretFor: (address) => deps.signingSecret(endpointHost(address)),
    now: Date.now,
    nonce: randomUUID,
  });
  const consented = createPlainHttpFetch(signed, deps.plainHttpConsent);
  return async (input, init = {}) => {
    if (input instanceof Request) throw new TypeError('the transport takes an address');
    const [unusable] = deps.unusable();
    if (unusable !== undefined) throw transportFault('unusableSetting', unusable);
    return consented(input.toString(), init);
  };
}

function minimumFor({ minimumTls }: TransportConfig, address: string): '1.2' | '1.3' {
  return forHost(minimumTls, address) ?? '1.3';
}

function isStrict(config: TransportConfig, address: string): boolean {
  const isHostNamed = [config.pins, config.clientCertificates].some(
    (entries) => forHost<unknown>(entries, address) !== undefined,
  );
  return isHostNamed || config.maxConnections !== null || config.idleSeconds !== null;
}

async function loadStrict(deps: TransportDeps): Promise<AddressFetch> {
  // Node makes its own undici when this is first read, and ours would otherwise put itself in its place for everyone.
  void globalThis.Response;
  const { createStrictFetch } = await import('./strictFetch.ts');
  return createStrictFetch((address) => strictRules(deps, address));
}

async function strictRules(deps: TransportDeps, address: string): Promise<StrictRules> {
  const config = deps.config();
  const { maxConnections, idleSeconds } = config;
  return {
    minimumTls: minimumFor(config, address),
    pins: forHost(config.pins, address),
    clientCertificate: await clientCertificate(deps, address),
    maxConnections: maxConnections ?? usualConnections,
    idleMs: (idleSeconds ?? usualIdleSeconds) * 1000,
    proxy: proxyRoute(address, deps.proxy(), deps.environment),
  };
}

async function clientCertificate(
  deps: TransportDeps,
  address: string,
): Promise<StrictRules['clientCertificate']> {
  const files = forHost(deps.config().clientCertificates, address);
  if (files === undefined) return undefined;
  const read = async (path: string): Promise<string> => {
    try {
      return await deps.readFile(path);
    } catch {
      throw transportFault('clientCertificate', `${path} cannot be read`);
    }
  };
  const [certificate, key, passphrase] = await Promise.all([
    read(files.certificate),
    read(files.key),
    deps.passphrase(endpointHost(address)),
  ]);
  return { certificate, key, passphrase };
}
