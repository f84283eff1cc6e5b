/** Why a connection could not be made or was lost, read from the codes Node, undici and Electron give. */
export type NetworkCause =
  | 'nameNotFound'
  | 'nameLookupFailed'
  | 'refused'
  | 'unreachable'
  | 'noAnswer'
  | 'closed'
  | 'other';

/** Why a certificate was not accepted, read from the codes of OpenSSL and `node:tls`. */
export type CertificateCause =
  | 'expired'
  | 'notYetValid'
  | 'wrongName'
  | 'untrusted'
  | 'oldProtocol'
  | 'other';

const networkCauses: Readonly<Record<string, NetworkCause>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'nameLookupFailed',
  ECONNREFUSED: 'refused',
  EAI_FAIL: 'nameLookupFailed',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  ETIMEDOUT: 'noAnswer',
  UND_ERR_CONNECT_TIMEOUT: 'noAnswer',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ECONNABORTED: 'closed',
  UND_ERR_SOCKET: 'closed',
  // What undici says, without a code, when a socket dies in the middle of a body.
  terminated: 'closed',
  // Electron's names, on a desktop.
  'net::ERR_NAME_NOT_RESOLVED': 'nameNotFound',
  'net::ERR_CONNECTION_REFUSED': 'refused',
  'net::ERR_INTERNET_DISCONNECTED': 'unreachable',
  'net::ERR_CONNECTION_RESET': 'closed',
};

const certificateCauses: Readonly<Record<string, CertificateCause>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  HOSTNAME_MISMATCH: 'wrongName',
  'net::ERR_CERT_DATE_INVALID': 'expired',
  'net::ERR_CERT_COMMON_NAME_INVALID': 'wrongName',
  'net::ERR_CERT_AUTHORITY_INVALID': 'untrusted',
  EPROTO: 'oldProtocol',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'oldProtocol',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'oldProtocol',
};

/** The first known network code on the error or in its chain of causes. */
export function networkCause(error: unknown): NetworkCause {
  return firstKnown(error, networkCauses) ?? 'other';
}

/** The first known certificate code on the error or in its chain of causes. */
export function certificateCause(error: unknown): CertificateCause {
  return firstKnown(error, certificateCauses) ?? 'other';
}

function firstKnown<Cause>(error: unknown, causes: Readonly<Record<string, Cause>>): Cause | undefined {
  for (const code of codesOf(error, 0)) {
    const known = Object.hasOwn(causes, code) ? causes[code] : undefined;
    if (known !== undefined) return known;
  }
  return undefined;
}

const deepestCause = 8;

// Node reports "both addresses of a name failed" as an AggregateError whose own code may be missing.
function codesOf(error: unknown, depth: number): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > deepestCause) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  // The detail of a classified failure is the bare code, since its cause may hold what must not be logged.
  const detail = error instanceof Error ? [error.message] : [];
  const parts = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const cause = 'cause' in error ? [error.cause] : [];
  return [...own, ...detail, ...[...parts, ...cause].flatMap((part: unknown) => codesOf(part, depth + 1))];
}
