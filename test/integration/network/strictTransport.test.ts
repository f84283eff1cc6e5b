import assert from 'node:assert/strict';
import { createHash, createHmac, X509Certificate } from 'node:crypto';
import { pinOf } from '../../../src/openai/transport/pins.ts';
import { type ProxyServer, startProxyServer } from '../../support/proxyServer.ts';
import type { TlsServer } from '../../support/tlsServer.ts';
import { answer, box, needsPerson, noMessages, told } from '../support/person.ts';
import { createWorld, run, setting, type World } from '../support/world.ts';
import { ask, editorSetting, forgetSettings, openFile } from './asking.ts';
import { startModelServer } from './modelServer.ts';
import { readNetworkFiles } from './networkFiles.ts';

const ours = ['tls.pins', 'tls.clientCertificates', 'tls.minimum', 'connections.maximum', 'signing'];

describe('With pins, a client certificate or signatures', () => {
  const files = readNetworkFiles();
  const [pin, spare] = [files.system.certificate, files.spare].map((pem) =>
    pinOf(new X509Certificate(pem)),
  ) as [string, string];
  let world: World;
  let server: TlsServer;
  let other: TlsServer;
  let proxy: ProxyServer;
  const at = ({ port }: TlsServer): string => `https://127.0.0.2:${port}/v1`;

  before(needsPerson);
  before(async () => {
    world = await createWorld();
    server = await startModelServer(files.system, { address: '127.0.0.2' });
    other = await startModelServer(files.extra, { address: '127.0.0.2' });
    proxy = await startProxyServer({
      credentials: 'me:word',
      target: () => ({ host: '127.0.0.2', port: server.port }),
      from: '127.0.0.9',
    });
    await setting('headers', { authorization: 'Bearer not-a-real-key' });
    await openFile(world);
  });
  beforeEach(() => {
    for (const each of [server, other, proxy]) each.reset();
  });
  afterEach(() => forgetSettings(...ours));
  after(async () => {
    await setting('headers', undefined);
    for (const each of [server, other, proxy]) await each.stop();
    await world.end();
  });

  for (const [what, pins] of [
    ['its own pin', [pin, spare]],
    ['the backup pin', [spare, pin]],
  ] as const) {
    it(`reaches a server that fits ${what}`, async () => {
      await setting('tls.pins', { '127.0.0.2': pins });
      assert.equal(await ask(at(server)), true);
      assert.equal(server.requests[0]?.version, 'TLSv1.3');
    });
  }

  it('refuses a server that fits no pin before a byte of the request, and asks no other way', async () => {
    await setting('tls.pins', { '127.0.0.2': [spare, spare] });
    assert.equal(await ask(at(server)), false);
    await told('showed a certificate that fits none of its pins, so nothing was sent.');
    await noMessages();
    void run('testKey');
    await told('showed a certificate that fits none of its pins, so nothing was sent.');
    assert.deepEqual([server.bytes, server.requests.length], [0, 0]);
  });

  it('sends nothing while a host has a single pin, and says which setting is meant', async () => {
    await setting('tls.pins', { '127.0.0.2': [pin] });
    assert.equal(await ask(at(server)), false);
    await told(
      'The setting opencrates.tls.pins is not used: each host needs at least two pins, one of them a backup.',
    );
    await told('The setting opencrates.tls.pins cannot be used, so nothing was sent. Correct it first.');
    assert.deepEqual([server.connections, server.requests.length], [0, 0]);
  });

  it('trusts a private authority of NODE_EXTRA_CA_CERTS', async () => {
    await setting('connections.maximum', 2);
    assert.equal(await ask(at(other)), true);
    // An endpoint that is new may also be asked what it understands.
    assert.notEqual(other.requests.length, 0);
  });

  it('goes through the configured proxy, pinned end to end', async () => {
    await editorSetting('http.proxy', `http://me:word@127.0.0.1:${proxy.port}`);
    await setting('tls.pins', { 'api.example.test': [pin, spare] });
    assert.equal(await ask('https://api.example.test/v1'), true);
    assert.deepEqual(
      [proxy.tunnels[0]?.target, server.requests[0]?.from],
      ['api.example.test:443', '127.0.0.9'],
    );
  });

  it('shows the client certificate to the host it is for', async () => {
    const asking = await startModelServer(files.system, {
      address: '127.0.0.2',
      clientAuthority: files.clientAuthority,
    });
    try {
      const certificate = { certificate: files.clientCertificate, key: files.clientKey };
      await setting('tls.clientCertificates', { '127.0.0.2': certificate });
      assert.equal(await ask(at(asking)), true);
      assert.equal(asking.requests[0]?.client, 'an engineer');
    } finally {
      await asking.stop();
    }
  });

  it('says which file of a client certificate cannot be read', async () => {
    const certificate = { certificate: '/nowhere/client.pem', key: files.clientKey };
    await setting('tls.clientCertificates', { '127.0.0.2': certificate });
    assert.equal(await ask(at(server)), false);
    await told('cannot be used: /nowhere/client.pem cannot be read');
    assert.equal(server.connections, 0);
  });

  it('signs with the secret that was entered, and sends nothing without one', async () => {
    await setting('signing', { '127.0.0.2': 'team-a' });
    assert.equal(await ask(at(server)), false);
    await told('should be signed, but there is no signing secret for it.');
    assert.equal(server.requests.length, 0);
    const entering = run('setSigningSecret');
    await box(`Signing secret for 127.0.0.2:${server.port}`);
    await answer('not-a-real-secret');
    assert.equal(await entering, true);
    assert.equal(await ask(at(server)), true);
    const { headers, method, path, body } = server.requests[0] ?? assert.fail('nothing came');
    const digest = createHash('sha256').update(body).digest('hex');
    const times = ['timestamp', 'nonce'].map((name) => headers[`x-opencrates-${name}`]);
    const text = [...times, method, path, digest].join('\n');
    const signature = createHmac('sha256', 'not-a-real-secret').update(text).digest('hex');
    assert.equal(headers['x-opencrates-signature'], `v1=${signature}`);
    assert.equal(headers['x-opencrates-key-id'], 'team-a');
    const forgetting = run('setSigningSecret');
    await box('Signing secret');
    await answer('');
    await forgetting;
    assert.equal(await ask(at(server)), false);
  });
});
