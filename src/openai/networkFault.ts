import type { ProviderErrorInit, ProviderErrorKind } from '../provider/errors.ts';

/** An error and what caused it, the outermost first; whatever else was thrown as an error. */
export function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let link: unknown = error;
  while (link instanceof Error && chain.length < 8) {
    chain.push(link);
    const [first]: readonly unknown[] = link instanceof AggregateError ? link.errors : [];
    link = link.cause ?? first;
  }
  return chain.length > 0 ? chain : [new Error(String(error))];
}

/** A server that ends the connection within a chunked body: undici calls it so where it was not to be used again. */
function isCutOff({ name, message }: Error): boolean {
  return name === 'HTTPParserError' && message.includes('Invalid EOF state');
}

/** The code of an error; empty without one. */
export function codeOf(error: Error): string {
  if (isCutOff(error)) return 'UND_ERR_SOCKET';
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

const tlsCodes =
  /^(CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|EPROTO$|HOSTNAME_MISMATCH$)/;
const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|UND_ERR_\w+)$/;

/** What the network, TLS or the parser of HTTP mean by an error; undefined for any other. */
export function kindOfNetwork(error: Error): ProviderErrorKind | undefined {
  const code = codeOf(error);
  if (timerOf(error) !== undefined) return 'timeout';
  if (tlsCodes.test(code) || /^net::ERR_(CERT|SSL)_/.test(error.message)) return 'tls'; // Electron's fetch
  if (networkCodes.test(code) || error.message.startsWith('net::ERR_')) return 'network';
  if (error.name === 'HTTPParserError' || /^(Z|ERR_BROTLI|ERR__ERROR_FORMAT)_/.test(code)) return 'protocol';
  return error.message === 'terminated' ? 'network' : undefined; // undici, when a socket dies in the body
}

/** The timer of undici that ran out. */
export function timerOf(error: Error): ProviderErrorInit['timer'] {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'headers';
  return code === 'UND_ERR_BODY_TIMEOUT' ? 'idle' : undefined;
}
