import 'reflect-metadata'; // what the library below is built on
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate with its key, both as PEM; the certificates of the authorities between follow, without the root. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** Somebody who signs certificates. Its own key is never written anywhere. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** An authority below this one. */
  readonly subordinate: (name: string) => Promise<Authority>;
  /** A certificate for host names and addresses, or, without any, for a client. */
  readonly issue: (name: string, hosts?: readonly string[]) => Promise<Identity>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hourMs = 3_600_000;

/** A new authority that trusts itself, valid for a day. */
export async function createAuthority(name: string): Promise<Authority> {
  return authority(name, undefined);
}

interface Signer {
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
  /** Certificates from its own up to below the root. */
  readonly chain: readonly string[];
}

async function authority(name: string, above: Signer | undefined): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await signed({
    name,
    keys,
    signer: above ?? { name, key: keys.privateKey, chain: [] },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const chain = above === undefined ? [] : [certificate, ...above.chain];
  const self = { name, key: keys.privateKey, chain };
  return {
    certificate,
    subordinate: (below) => authority(below, self),
    issue: (subject, hosts = []) => issue(subject, hosts, self),
  };
}

async function issue(name: string, hosts: readonly string[], signer: Signer): Promise<Identity> {
  const keys = await newKeys();
  const names = hosts.map((host) => ({
    type: /^[\d.]+$|:/.test(host) ? ('ip' as const) : ('dns' as const),
    value: host,
  }));
  const purpose = hosts.length === 0 ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  const certificate = await signed({
    name,
    keys,
    signer,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([purpose]),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: [certificate, ...signer.chain].join('\n'),
    key: x509.PemConverter.encode(key, x509.PemConverter.PrivateKeyTag),
  };
}

async function signed(about: {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signer: Signer;
  readonly extensions: readonly x509.Extension[];
}): Promise<string> {
  const { name, keys, signer, extensions } = about;
  const made = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${signer.name}`,
    notBefore: new Date(Date.now() - hourMs),
    notAfter: new Date(Date.now() + 24 * hourMs),
    publicKey: keys.publicKey,
    signingKey: signer.key,
    signingAlgorithm: algorithm,
    extensions: [...extensions],
  });
  return made.toString('pem');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
