import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { connect } from 'node:tls';
import { createIdentityCheck, pinOf } from '../../../../src/openai/transport/pins.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { createAuthority, type Identity } from '../../../support/certificates.ts';
import { startTlsServer } from '../../../support/tlsServer.ts';

/** What Node hands to `checkServerIdentity` for a server that shows these certificates. */
async function peerOf(identity: Identity, root: string): Promise<PeerCertificate> {
  const server = await startTlsServer(identity);
  try {
    return await new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: server.port, ca: root, servername: 'a.example' });
      socket.once('error', reject);
      socket.once('secureConnect', () => {
        resolve(socket.getPeerCertificate(true));
        socket.destroy();
      });
    });
  } finally {
    await server.stop();
  }
}

const pinOfPem = (pem: string): string => pinOf(new X509Certificate(pem));

describe('A pin', () => {
  it('is the SHA-256 of the public key, found in the certificate itself', async () => {
    const { certificate } = await createAuthority('root');
    const { raw } = new X509Certificate(certificate);
    const pin = pinOfPem(certificate);
    // A P-256 key in SPKI form: 26 bytes that say so, then the 65 of the point (RFC 5480).
    const header = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
    const start = raw.indexOf(header);
    const spki = raw.subarray(start, start + header.length + 65);
    assert.equal(pin, `sha256/${createHash('sha256').update(spki).digest('base64')}`);
    assert.match(pin, /^sha256\/[A-Za-z0-9+/]{43}=$/);
  });

  it('fits the certificate of the server or of any authority that signed it', async () => {
    const root = await createAuthority('root');
    const between = await root.subordinate('between');
    const identity = await between.issue('leaf', ['a.example']);
    const peer = await peerOf(identity, root.certificate);
    const spare = pinOfPem((await createAuthority('spare')).certificate);
    const fitting = [identity.certificate, between.certificate, root.certificate].map(pinOfPem);
    for (const pin of fitting) assert.equal(createIdentityCheck([spare, pin])('a.example', peer), undefined);
    const refusal = createIdentityCheck([spare, spare])('a.example', peer);
    assert.equal(transportFaultOf(refusal), 'wrongPin');
  });

  it('does not make up for a wrong name', async () => {
    const root = await createAuthority('root');
    const peer = await peerOf(await root.issue('leaf', ['a.example']), root.certificate);
    const check = createIdentityCheck([pinOfPem(root.certificate)]);
    assert.match(String(check('b.example', peer)), /ERR_TLS_CERT_ALTNAME_INVALID|altnames/);
  });

  it('is not taken from a certificate that is only sent along under the name of the signer', async () => {
    const pinned = await createAuthority('Same name');
    const forger = await createAuthority('Same name');
    const forged = await forger.issue('leaf', ['a.example']);
    const honest = await peerOf(await pinned.issue('leaf', ['a.example']), pinned.certificate);
    const peer = await peerOf(forged, forger.certificate);
    // As Node would link it, which looks at names: the leaf of one below the certificate of the other.
    const linked = {
      ...peer,
      issuerCertificate: (honest as { issuerCertificate?: unknown }).issuerCertificate,
    };
    const check = createIdentityCheck([pinOfPem(pinned.certificate)]);
    assert.equal(check('a.example', honest), undefined);
    assert.equal(transportFaultOf(check('a.example', linked as PeerCertificate)), 'wrongPin');
  });

  it('is looked for in the certificate alone when nothing is known of its signer', async () => {
    const root = await createAuthority('root');
    const identity = await root.issue('leaf', ['a.example']);
    const { issuerCertificate: _, ...peer } = (await peerOf(
      identity,
      root.certificate,
    )) as PeerCertificate & {
      readonly issuerCertificate: PeerCertificate;
    };
    assert.equal(createIdentityCheck([pinOfPem(identity.certificate)])('a.example', peer), undefined);
    assert.notEqual(createIdentityCheck([pinOfPem(root.certificate)])('a.example', peer), undefined);
  });
});
