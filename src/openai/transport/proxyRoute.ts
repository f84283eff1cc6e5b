import { isThisComputer } from '../../provider/endpoint.ts';
import { transportFault } from './transportFault.ts';

/** What a person configured about proxies. */
export interface ProxySettings {
  /** False where no proxy is to be used, whatever the rest says. */
  readonly isOn: boolean;
  /** Goes before the environment; '' when there is none. */
  readonly url: string;
  /** Hosts that are reached directly, with those of the environment's `NO_PROXY`. */
  readonly except: readonly string[];
}

/** Which proxy a request takes, and which hosts take none, in the syntax of `NO_PROXY`. */
export interface ProxyRoute {
  readonly url: string;
  readonly except: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an endpoint: the configured one, else that of the environment; undefined for none. This computer is
 * always reached directly. Throws `proxyRefused` for an address that cannot be a proxy's.
 */
export function proxyRoute(
  endpoint: string,
  settings: ProxySettings,
  environment: Environment,
): ProxyRoute | undefined {
  if (!settings.isOn || isThisComputer(endpoint)) return undefined;
  const scheme = endpoint.startsWith('https:') ? 'https' : 'http';
  const found =
    settings.url.trim() || either(environment, `${scheme}_proxy`) || either(environment, 'all_proxy');
  if (found === '') return undefined;
  const url = URL.parse(found.includes('://') ? found : `http://${found}`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw transportFault('proxyRefused', "the proxy's address cannot be used");
  }
  return { url: url.href, except: [...settings.except, either(environment, 'no_proxy')].join(',') };
}

/** Both spellings are in use; the small one goes first, as in curl. */
function either(environment: Environment, name: string): string {
  return (environment[name] || environment[name.toUpperCase()] || '').trim();
}
