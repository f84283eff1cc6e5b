import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { pinOf } from '../../../../src/openai/transport/pins.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { type TransportConfig, usualTransport } from '../../../../src/provider/transportConfig.ts';
import { classifyThrown } from '../../../../src/openai/classify.ts';
import { type Authority, createAuthority, type Identity } from '../../../support/certificates.ts';
import { type ProxyServer, startProxyServer } from '../../../support/proxyServer.ts';
import { startTlsServer, type TlsServer } from '../../../support/tlsServer.ts';
import { failureOf } from '../providerAt.ts';
import { transportWith } from './transportAt.ts';

const question = { method: 'POST', body: 'the code of a person' };
const pinOfPem = (pem: string): string => pinOf(new X509Certificate(pem));

describe('The strict transport', function () {
  this.timeout(20_000); // it reads all authorities of the system for each new set of rules
  const trusted = getCACertificates('default');
  let root: Authority;
  let identity: Identity;
  let spare: string;
  let server: TlsServer;
  let address: string;

  before(async () => {
    root = await createAuthority('Test root');
    identity = await root.issue('server', ['127.0.0.1', 'localhost', 'api.example.test']);
    spare = pinOfPem((await createAuthority('Spare')).certificate);
    setDefaultCACertificates([...trusted, root.certificate]);
    server = await startTlsServer(identity);
    address = `https://127.0.0.1:${server.port}/v1`;
  });
  beforeEach(() => server.reset());
  after(async () => {
    setDefaultCACertificates(trusted);
    await server.stop();
  });

  it('takes a pin of the server, of its authority, and a backup pin in either place', async () => {
    const [leaf, authority] = [identity.certificate, root.certificate].map(pinOfPem) as [string, string];
    for (const pins of [
      [leaf, spare],
      [spare, leaf],
      [authority, spare],
    ]) {
      const response = await transportWith({ pins: { '127.0.0.1': pins } })(address, question);
      assert.equal(await response.text(), 'ok');
    }
    assert.deepEqual(
      server.requests.map(({ version, body }) => [version, body]),
      Array.from({ length: 3 }, () => ['TLSv1.3', question.body]),
    );
  });

  it('refuses a server that fits no pin, before a byte of the request is sent', async () => {
    const transport = transportWith({ pins: { '127.0.0.1': [spare, spare] } });
    const thrown: unknown = await transport(address, question).catch((error: unknown) => error);
    const failure = classifyThrown(thrown, (text) => text);
    assert.deepEqual(
      [failure.kind, transportFaultOf(failure), failure.retryable],
      ['tls', 'wrongPin', false],
    );
    assert.deepEqual([server.bytes, server.requests.length], [0, 0]);
  });

  it('never falls back to an unpinned connection, however often it is asked', async () => {
    const transport = transportWith(
      { pins: { '127.0.0.1': [spare, spare] } },
      { hostFetch: () => Promise.resolve(new Response('unpinned')) },
    );
    for (let time = 0; time < 5; time += 1) await assert.rejects(transport(address, question));
    assert.equal(server.requests.length, 0);
  });

  it('checks pins even where certificates are not verified for the whole process', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await assert.rejects(transportWith({ pins: { '127.0.0.1': [spare, spare] } })(address, question));
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    assert.equal(server.bytes, 0);
  });

  it('refuses TLS 1.2 unless the host is allowed it', async () => {
    const old = await startTlsServer(identity, { maxVersion: 'TLSv1.2' });
    const there = `https://127.0.0.1:${old.port}/v1`;
    try {
      const thrown: unknown = await transportWith({ maxConnections: 1 })(there, question).catch(
        (error: unknown) => error,
      );
      assert.equal(classifyThrown(thrown, (text) => text).kind, 'tls');
      assert.deepEqual([old.connections, old.bytes], [0, 0]);
      const lenient = transportWith({ maxConnections: 1, minimumTls: { '127.0.0.1': '1.2' } });
      assert.equal((await lenient(there, question)).status, 200);
    } finally {
      await old.stop();
    }
  });

  it('refuses an issuer that nobody trusts', async () => {
    const other = await startTlsServer(
      await (await createAuthority('Unknown')).issue('server', ['127.0.0.1']),
    );
    try {
      const asking = transportWith({ maxConnections: 1 })(`https://127.0.0.1:${other.port}/`, question);
      const thrown: unknown = await asking.catch((error: unknown) => error);
      const failure = classifyThrown(thrown, (text) => text);
      assert.deepEqual([failure.kind, failure.message], ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']);
    } finally {
      await other.stop();
    }
  });

  it('shows its client certificate to the host it is for', async () => {
    const clients = await createAuthority('Clients');
    const client = await clients.issue('an engineer');
    const asking = await startTlsServer(identity, { clientAuthority: clients.certificate });
    const there = `https://127.0.0.1:${asking.port}/`;
    const key = createPrivateKey(client.key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'not-a-real-passphrase',
    });
    const files: Readonly<Record<string, string>> = {
      '/cert.pem': client.certificate,
      '/key.pem': client.key,
      '/locked.pem': String(key),
    };
    const withKey = (path: string, passphrase?: string) =>
      transportWith(
        { clientCertificates: { '127.0.0.1': { certificate: '/cert.pem', key: path } } },
        {
          readFile: (name) =>
            files[name] === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(files[name]),
          passphrase: () => Promise.resolve(passphrase),
        },
      );
    try {
      assert.equal((await withKey('/key.pem')(there, question)).status, 200);
      assert.equal((await withKey('/locked.pem', 'not-a-real-passphrase')(there, question)).status, 200);
      assert.deepEqual(
        asking.requests.map(({ client: name }) => name),
        ['an engineer', 'an engineer'],
      );
      for (const broken of [withKey('/locked.pem', 'wrong'), withKey('/locked.pem'), withKey('/none.pem')]) {
        const failure = await failureOf(broken(there, question));
        assert.equal(transportFaultOf(failure), 'clientCertificate');
        assert.doesNotMatch(failure.message, /wrong$|not-a-real/);
      }
      assert.equal(asking.requests.length, 2);
    } finally {
      await asking.stop();
    }
  });

  it('keeps to its number of connections, and closes those that idle', async () => {
    const transport = transportWith({ maxConnections: 2, idleSeconds: 1 });
    const texts = Array.from({ length: 12 }, async () => (await transport(address, question)).text());
    assert.deepEqual(new Set(await Promise.all(texts)), new Set(['ok']));
    assert.equal(server.connections, 2);
    for (let wait = 0; wait < 60 && server.openConnections > 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(server.openConnections, 0);
  });

  it('uses a connection again', async () => {
    const transport = transportWith({ maxConnections: 10 });
    for (let count = 0; count < 50; count += 1) await (await transport(address, question)).text();
    assert.equal(server.requests.length, 50);
    assert.ok(server.connections <= 2, `${server.connections} connections`);
  });

  it('changes to new rules with the next request, and lets one under way end', async () => {
    let pins = [pinOfPem(identity.certificate), spare];
    const config = (): TransportConfig => ({ ...usualTransport, pins: { '127.0.0.1': pins } });
    const transport = transportWith({}, { config });
    const before = await transport(address, question);
    pins = [spare, spare];
    await assert.rejects(transport(address, question));
    assert.equal(await before.text(), 'ok');
  });

  it('gives up with the signal', async () => {
    const abort = new AbortController();
    const transport = transportWith({ maxConnections: 1 });
    const asking = transport(address, { ...question, signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(asking, /enough/);
  });

  it('leaves the connections of everyone else to the undici they had', async () => {
    const others = (): unknown => Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'));
    void globalThis.Response;
    const before = others();
    await transportWith({ maxConnections: 1 })(address, question);
    assert.notEqual(before, undefined);
    assert.equal(others(), before);
    assert.equal(channel('undici:client:sendHeaders').hasSubscribers, false, 'it needs no guard');
  });

  describe('behind a proxy', () => {
    const target = 'https://api.example.test/v1';
    let proxy: ProxyServer;
    before(async () => {
      proxy = await startProxyServer({
        credentials: 'me:word',
        target: () => ({ host: '127.0.0.1', port: server.port }),
        from: '127.0.0.9',
      });
    });
    beforeEach(() => proxy.reset());
    after(() => proxy.stop());
    const through = (url: string, except: readonly string[] = []) => ({
      proxy: () => ({ isOn: true, url, except }),
    });

    it('goes through it, pinned end to end', async () => {
      const pins = { 'api.example.test': [pinOfPem(identity.certificate), spare] };
      const transport = transportWith({ pins }, through(`http://me:word@127.0.0.1:${proxy.port}`));
      assert.equal((await transport(target, question)).status, 200);
      assert.deepEqual(
        [proxy.tunnels[0]?.target, server.requests[0]?.from, server.requests[0]?.version],
        ['api.example.test:443', '127.0.0.9', 'TLSv1.3'],
      );
      const wrong = { 'api.example.test': [spare, spare] };
      await assert.rejects(
        transportWith({ pins: wrong }, through(`http://me:word@127.0.0.1:${proxy.port}`))(target, question),
      );
      assert.equal(server.requests.length, 1);
    });

    it('says that the proxy wants credentials', async () => {
      const transport = transportWith({ maxConnections: 1 }, through(`http://127.0.0.1:${proxy.port}`));
      const failure = await failureOf(transport(target, question));
      assert.deepEqual([failure.kind, transportFaultOf(failure)], ['network', 'proxyCredentials']);
      assert.equal(server.bytes, 0);
    });

    it('tells a certificate with another name from a fault of the proxy', async () => {
      const transport = transportWith(
        { maxConnections: 1 },
        through(`http://me:word@127.0.0.1:${proxy.port}`),
      );
      const thrown: unknown = await transport('https://wrong.example.test/', question).catch(
        (error: unknown) => error,
      );
      const failure = classifyThrown(thrown, (text) => text);
      assert.deepEqual([failure.kind, failure.message], ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID']);
      assert.equal(server.bytes, 0);
    });

    it('trusts for the hop to a proxy over TLS whom it trusts for a server', async () => {
      const identity = await root.issue('proxy', ['127.0.0.1']);
      const secure = await startProxyServer({
        identity,
        target: () => ({ host: '127.0.0.1', port: server.port }),
      });
      try {
        const transport = transportWith({ maxConnections: 1 }, through(`https://127.0.0.1:${secure.port}`));
        assert.equal((await transport(target, question)).status, 200);
        assert.equal(secure.tunnels.length, 1);
      } finally {
        await secure.stop();
      }
    });

    it('takes the one of the environment, and none for a host that is excepted', async () => {
      const environment = { HTTPS_PROXY: `http://me:word@127.0.0.1:${proxy.port}` };
      assert.equal(
        (await transportWith({ maxConnections: 1 }, { environment })(target, question)).status,
        200,
      );
      const excepted = { environment: { ...environment, NO_PROXY: 'localhost.test,127.0.0.2' } };
      const elsewhere = await startTlsServer(await root.issue('other', ['127.0.0.2']), {
        address: '127.0.0.2',
      });
      try {
        const there = `https://127.0.0.2:${elsewhere.port}/`;
        assert.equal((await transportWith({ maxConnections: 1 }, excepted)(there, question)).status, 200);
        assert.equal(proxy.tunnels.length, 1);
      } finally {
        await elsewhere.stop();
      }
    });
  });
});
