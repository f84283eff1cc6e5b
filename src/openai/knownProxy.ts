import { proxyRoute } from './transport/proxyRoute.ts';
import type { ProxySettings } from './transport/proxyRoute.ts';

/**
 * Host of the proxy a request to an endpoint takes, without name and password; undefined when none is known of. Only
 * what the editor or the environment says is known, not what the system finds out by itself.
 */
export function knownProxy(
  endpoint: string,
  settings: ProxySettings,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const route = routeOf(endpoint, settings, environment);
  if (route === undefined) return undefined;
  const isExcepted = route.except.split(/[\s,]+/).some((exception) => covers(exception, endpoint));
  return isExcepted ? undefined : URL.parse(route.url)?.host;
}

function routeOf(...asked: Parameters<typeof proxyRoute>): ReturnType<typeof proxyRoute> {
  try {
    return proxyRoute(...asked);
  } catch {
    // An address that cannot be a proxy's: the request itself says so.
    return undefined;
  }
}

/** As curl reads `NO_PROXY`: `*` for all, a name for itself and what is under it, with a port for that one alone. */
function covers(exception: string, endpoint: string): boolean {
  const { hostname, port, protocol } = new URL(endpoint);
  const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(exception.toLowerCase()) ?? [];
  if (exception === '*') return true;
  if (name === '' || (hostname !== name && !hostname.endsWith(`.${name}`))) return false;
  return only === undefined || only === (port || (protocol === 'https:' ? '443' : '80'));
}
