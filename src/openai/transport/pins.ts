import { createHash, X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { checkServerIdentity } from 'node:tls';
import { transportFault } from './transportFault.ts';

/** The pin of a certificate: `sha256/` and the base64 of a SHA-256 over its public key in SPKI form (RFC 7469, 2.4). */
export function pinOf(certificate: X509Certificate): string {
  const publicKey = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(publicKey).digest('base64')}`;
}

/**
 * For `checkServerIdentity` of `node:tls`, which asks once the chain is verified: the name has to fit, and one of the
 * pins has to be that of the server's certificate or of one that signed it.
 */
export function createIdentityCheck(
  pins: readonly string[],
): (name: string, certificate: PeerCertificate) => Error | undefined {
  return (name, certificate) => {
    const wrongName = checkServerIdentity(name, certificate);
    if (wrongName !== undefined) return wrongName;
    const isPinned = signedChain(certificate).some((link) => pins.includes(pinOf(link)));
    return isPinned ? undefined : transportFault('wrongPin', `no pin fits the certificate of ${name}`);
  };
}

/**
 * The certificate and those above it as far as each one's signature is that of the next: the peer may send any
 * certificate along, a pinned one too, and Node links them by name alone.
 */
function signedChain(peer: PeerCertificate): readonly X509Certificate[] {
  const chain = [new X509Certificate(peer.raw)];
  for (let link = peer; isDetailed(link) && link.issuerCertificate !== link; link = link.issuerCertificate) {
    const above = new X509Certificate(link.issuerCertificate.raw);
    if (chain.at(-1)?.verify(above.publicKey) !== true) break;
    chain.push(above);
  }
  return chain;
}

function isDetailed(peer: PeerCertificate): peer is PeerCertificate & { issuerCertificate: PeerCertificate } {
  return 'issuerCertificate' in peer && peer.issuerCertificate !== undefined;
}
