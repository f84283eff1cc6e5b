import * as z from 'zod/mini';

/** A version of TLS that may be the least a host has to offer. */
export type TlsVersion = '1.2' | '1.3';

/** PEM files that show a server who we are; the passphrase of the key is in the editor's secret storage. */
export interface ClientCertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A value for each host, by the host's name or `name:port`. */
export type ByHost<T> = Readonly<Record<string, T>>;

/** How connections are made. A setting that is not usable here stops requests: none goes out with less protection. */
export interface TransportConfig {
  /** 1.3 for every host that is not named. */
  readonly minimumTls: ByHost<TlsVersion>;
  /** At least two pins a host, `sha256/` and the base64 of a SHA-256 over a public key (SPKI); one of them has to fit. */
  readonly pins: ByHost<readonly string[]>;
  readonly clientCertificates: ByHost<ClientCertificateFiles>;
  /** Connections to a host at a time; null: as many as there are requests. */
  readonly maxConnections: number | null;
  /** Seconds a connection without a request stays open; null: as the editor has it. */
  readonly idleSeconds: number | null;
  /** Hosts whose requests are signed, with the name of the key they know us under. */
  readonly signing: ByHost<string>;
}

/** What holds where nothing is configured: the editor's own transport, and TLS 1.3 everywhere. */
export const usualTransport: TransportConfig = {
  minimumTls: {},
  pins: {},
  clientCertificates: {},
  maxConnections: null,
  idleSeconds: null,
  signing: {},
};

const host = z.string().check(z.regex(/^(\[[0-9a-f:.]+\]|[^\s/@:]+)(:\d{1,5})?$/i));
const filePath = z.string().check(z.minLength(1), z.maxLength(4096));
// 32 bytes in base64: the last character before the = holds four bits.
const pin = z.string().check(z.regex(/^sha256\/[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/));

/** The values the transport is configured with, under the names their settings have. */
export interface TransportValues {
  readonly 'tls.minimum': TransportConfig['minimumTls'];
  readonly 'tls.pins': TransportConfig['pins'];
  readonly 'tls.clientCertificates': TransportConfig['clientCertificates'];
  readonly 'connections.maximum': TransportConfig['maxConnections'];
  readonly 'connections.idle': TransportConfig['idleSeconds'];
  readonly signing: TransportConfig['signing'];
}

/** What each of them has to look like. */
export const transportSchemas: {
  readonly [Name in keyof TransportValues]: z.ZodMiniType<NonNullable<TransportValues[Name]>>;
} = {
  'tls.minimum': z.record(host, z.enum(['1.2', '1.3'])),
  'tls.pins': z.record(host, z.array(pin).check(z.minLength(2), z.maxLength(16))),
  'tls.clientCertificates': z.record(host, z.object({ certificate: filePath, key: filePath })),
  'connections.maximum': z.number().check(z.int(), z.gte(1), z.lte(256)),
  'connections.idle': z.number().check(z.gte(1), z.lte(600)),
  signing: z.record(host, z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))),
};

/** Values that protect: where one was given and cannot be used, nothing is sent. */
export const protectingFields: ReadonlySet<string> = new Set<keyof TransportValues>([
  'tls.pins',
  'tls.clientCertificates',
  'signing',
]);

/** True for pins of which a host has a single one, or none: without a backup, a new key shuts everyone out. */
export function lacksBackupPin(candidate: unknown): boolean {
  const parsed = z.record(host, z.array(pin)).safeParse(candidate);
  return parsed.success && Object.values(parsed.data).some((pins) => pins.length < 2);
}

/** The transport's part of the configuration. */
export function toTransport(values: TransportValues): TransportConfig {
  return {
    minimumTls: values['tls.minimum'],
    pins: values['tls.pins'],
    clientCertificates: values['tls.clientCertificates'],
    maxConnections: values['connections.maximum'],
    idleSeconds: values['connections.idle'],
    signing: values.signing,
  };
}

/**
 * The entry for an endpoint's host: that of its name and port, else that of its name. However a name is written, in
 * whatever case, with a dot at its end or the usual port, it is the same: no spelling takes a host its protection.
 */
export function forHost<T>(entries: ByHost<T>, endpoint: string): T | undefined {
  const named = Object.entries(entries);
  // Asked several times for each request, mostly with nothing configured.
  if (named.length === 0) return undefined;
  const url = URL.parse(endpoint);
  if (url === null) return undefined;
  const name = canonical(url.hostname);
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  let ofName: T | undefined;
  for (const [key, value] of named) {
    const [, keyName = '', keyPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(key) ?? [];
    if (canonical(keyName) !== name) continue;
    if (keyPort !== undefined && Number(keyPort) === Number(port)) return value;
    if (keyPort === undefined) ofName = value;
  }
  return ofName;
}

function canonical(name: string): string {
  return URL.parse(`https://${name}`)?.hostname.replace(/\.$/, '') ?? '';
}
