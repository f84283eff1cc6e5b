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
  return URL.parse(endpoint)?.host ?? '';
}

/** True when the endpoint can only be this computer: `localhost` or a loopback address. */
export function isThisComputer(endpoint: string): boolean {
  const name = URL.parse(endpoint)?.hostname.replace(/\.$/, '') ?? '';
  return (
    name === 'localhost' ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name) ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name)
  );
}

/** False for plain http to anything but this computer: nothing may be sent there. */
export function isTransportAllowed(endpoint: string): boolean {
  return URL.parse(endpoint)?.protocol === 'https:' || isThisComputer(endpoint);
}
