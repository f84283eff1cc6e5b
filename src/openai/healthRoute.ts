import { isIP } from 'node:net';
import type { Clock } from '../provider/clock.ts';
import { endpointHost, isTransportAllowed } from '../provider/endpoint.ts';
import { cancelled } from '../provider/errors.ts';
import type { HealthFact, TlsFacts } from '../provider/health.ts';
import { classifyThrown } from './classify.ts';
import type { Scrub } from './classify.ts';
import { systemProbe } from './connectionProbe.ts';
import type { ConnectionProbe } from './connectionProbe.ts';
import { timed } from './timed.ts';
import type { Timed } from './timed.ts';

/** What surrounds the core, as far as a health check tells of it. */
export interface Surroundings {
  /** Host of the proxy on the way to an endpoint; undefined when none is known of. */
  readonly proxy?: (endpoint: string) => string | undefined;
  /** What the last encrypted connection of a request to this host showed. */
  readonly evidence?: (host: string) => TlsFacts | undefined;
  /** The computer's own unless told. */
  readonly probe?: ConnectionProbe;
}

/** The way to a server. What could not be seen from here may still be seen by what is on the way. */
export interface Route {
  readonly name: Timed<HealthFact>;
  readonly proxy: HealthFact;
  readonly tls: Timed<HealthFact>;
}

/** What looking at the way takes. */
export interface RouteDeps {
  readonly endpoint: string;
  readonly surroundings: Surroundings;
  readonly clock: Clock;
  readonly scrub: Scrub;
}

const addressesShown = 4;

/** Follows the way to an endpoint without asking the server anything. Throws only `cancelled`. */
export async function lookAtRoute(deps: RouteDeps, signal: AbortSignal): Promise<Route> {
  const { endpoint, surroundings } = deps;
  const proxy = surroundings.proxy?.(endpoint);
  const url = new URL(endpoint);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const probe = surroundings.probe ?? systemProbe;
  const step = (work: () => Promise<HealthFact>): Promise<Timed<HealthFact>> =>
    timed(deps.clock, async () => {
      try {
        return await work();
      } catch (error) {
        throw signal.aborted ? cancelled() : classifyThrown(error, deps.scrub);
      }
    });
  const name = await step(async () => {
    if (proxy !== undefined) return { kind: 'byProxy' };
    const found = isIP(host) === 0 ? await probe.resolve(host, signal) : [host];
    return {
      kind: 'addresses',
      addresses: found.filter((address) => isIP(address) !== 0).slice(0, addressesShown),
    };
  });
  const tls = await step(async () => {
    if (url.protocol === 'http:') return { kind: 'plain' };
    const past = surroundings.evidence?.(endpointHost(endpoint));
    const seen =
      proxy === undefined && isTransportAllowed(endpoint) && 'value' in name
        ? await probe.handshake(host, url.port === '' ? 443 : Number(url.port), signal)
        : past;
    if (seen === undefined) return { kind: 'tlsUnseen' };
    const { version, issuer, validUntil } = seen;
    return { kind: 'tls', version: deps.scrub(version), issuer: deps.scrub(issuer), validUntil };
  });
  return {
    name,
    proxy: proxy === undefined ? { kind: 'direct' } : { kind: 'proxy', host: deps.scrub(proxy) },
    tls,
  };
}
