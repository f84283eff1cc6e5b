import { BlockList, isIP } from 'node:net';

/** Why a text cannot be an endpoint. */
export type EndpointProblem = 'notAUrl' | 'notHttp' | 'holdsCredentials' | 'holdsQuery' | 'azureDeployment';

/**
 * A base URL in the one form used everywhere: no trailing slash, no fragment, no operation's path.
 * A credential or a query in it is refused, since both would end up in logs.
 */
export function normalizeEndpoint(
  text: string,
): { readonly endpoint: string } | { readonly problem: EndpointProblem } {
  const url = URL.parse(text.trim());
  if (url === null) return { problem: 'notAUrl' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'notHttp' };
  if (url.username !== '' || url.password !== '') return { problem: 'holdsCredentials' };
  if (isOldAzure(url)) return { problem: 'azureDeployment' };
  if (url.search !== '') return { problem: 'holdsQuery' };
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|responses)$/, '');
  return { endpoint: `${url.origin}${path}` };
}

/** Azure's URLs of before its v1: a deployment in the path, or the resource alone. */
function isOldAzure({ hostname, pathname }: URL): boolean {
  return hostname.endsWith('.openai.azure.com') && !/^\/openai\/v1(\/|$)/.test(pathname);
}

/** An operation's URL under an endpoint, with exactly one slash between them. */
export function joinEndpoint(endpoint: string, path: string): string {
  return `${endpoint.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** Host, and port where it is not the scheme's own; '' when the endpoint is not a URL. Keys are bound to it. */
export function endpointHost(endpoint: string): string {
  return parsed(endpoint)?.host ?? '';
}

/** Where an endpoint's host is, as far as its name tells: nothing is looked up. */
export type Reach = 'thisComputer' | 'private' | 'elsewhere';

const loopback = addresses([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** RFC 1918, RFC 3927, RFC 4193, and the link-local addresses of RFC 4291. */
const privateAddresses = addresses([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
]);

/** Multicast DNS (RFC 6762), and the names under which containers find the computer they run on. */
const privateName = /\.(local|docker\.internal|containers\.internal)$/;

/** Where an endpoint's host is. IPv4 addresses in IPv6 notation count as what they are. */
export function reachOf(endpoint: string): Reach {
  const name = parsed(endpoint)?.hostname.replace(/\.$/, '') ?? '';
  const address = name.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  if (family === 0) {
    if (name === 'localhost') return 'thisComputer';
    return privateName.test(name) ? 'private' : 'elsewhere';
  }
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, kind)) return 'thisComputer';
  return privateAddresses.check(address, kind) ? 'private' : 'elsewhere';
}

/** True when the endpoint can only be this computer: `localhost` or a loopback address. */
export function isThisComputer(endpoint: string): boolean {
  return reachOf(endpoint) === 'thisComputer';
}

/**
 * Whether something may be sent to an endpoint: over TLS and to this computer freely, over plain http to a private
 * address once a person has confirmed it, and over plain http to anywhere else never.
 */
export function transportRule(endpoint: string): 'free' | 'confirm' | 'never' {
  if (parsed(endpoint)?.protocol === 'https:') return 'free';
  const reach = reachOf(endpoint);
  if (reach === 'thisComputer') return 'free';
  return reach === 'private' ? 'confirm' : 'never';
}

/** False for plain http to anything but this computer and private addresses: nothing may ever be sent there. */
export function isTransportAllowed(endpoint: string): boolean {
  return transportRule(endpoint) !== 'never';
}

const mostParsed = 32;
const lastParsed = new Map<string, URL | null>();

/** An address taken apart; remembered, because each request asks about the same two or three several times. */
function parsed(address: string): Readonly<URL> | null {
  const known = lastParsed.get(address);
  if (known !== undefined) return known;
  const url = URL.parse(address);
  if (lastParsed.size >= mostParsed) lastParsed.clear();
  lastParsed.set(address, url);
  return url;
}

function addresses(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
