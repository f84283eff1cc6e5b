import assert from 'node:assert/strict';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:tls';
import { systemProbe } from '../../../src/openai/connectionProbe.ts';
import { createAuthority } from '../../support/certificates.ts';

const never = new AbortController().signal;
const hour = 3_600_000;

/** Key and certificate of a server whose issuer nobody trusts. */
async function identity(issuer: string): Promise<{ readonly key: string; readonly cert: string }> {
  const { key, certificate } = await (
    await createAuthority(issuer)
  ).issue('server', ['localhost', '127.0.0.1']);
  return { key, cert: certificate };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('Looking at a connection', () => {
  it('sees version, issuer and end of a certificate that is not trusted, and sends nothing', async () => {
    let bytes = 0;
    const server = createServer(await identity('ca 4, O=Corp Proxy'), (socket) =>
      socket.on('error', () => undefined).on('data', (data) => (bytes += data.length)),
    );
    const port = await listening(server);
    const seen = await systemProbe.handshake('127.0.0.1', port, never);
    assert.deepEqual([seen.version, seen.issuer], ['TLSv1.3', 'Corp Proxy']);
    assert.ok(Math.abs(seen.validUntil - Date.now() - 24 * hour) < hour);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(bytes, 0);
  });

  it('takes the name where the issuer has no organisation, and an old version as it is', async () => {
    const server = createServer({ ...(await identity('plain name')), maxVersion: 'TLSv1.2' }, (socket) =>
      socket.on('error', () => undefined).resume(),
    );
    const port = await listening(server);
    const seen = await systemProbe.handshake('localhost', port, never).finally(() => server.close());
    assert.deepEqual([seen.version, seen.issuer], ['TLSv1.2', 'plain name']);
  });

  it('gives addresses, and says so when a name has none', async () => {
    assert.ok(
      (await systemProbe.resolve('localhost', never)).some((address) => /^(127\.|::1)/.test(address)),
    );
    await assert.rejects(systemProbe.resolve('nobody.invalid', never), { syscall: 'getaddrinfo' });
  });

  it('fails where nobody listens', async () => {
    const server = createPlainServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(systemProbe.handshake('127.0.0.1', port, never), { code: 'ECONNREFUSED' });
  });

  it('can be given up while a server says nothing, and before it began', async () => {
    const server = createPlainServer((socket) => socket.on('error', () => undefined).resume());
    const port = await listening(server);
    const giveUp = new AbortController();
    const hanging = systemProbe.handshake('127.0.0.1', port, giveUp.signal);
    setTimeout(() => giveUp.abort(new Error('given up')), 30);
    await assert.rejects(hanging, /given up/);
    await assert.rejects(
      systemProbe.resolve('localhost', AbortSignal.abort(new Error('given up'))),
      /given up/,
    );
    server.close();
  });
});
