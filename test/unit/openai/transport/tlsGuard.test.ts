import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { createTlsGuard } from '../../../../src/openai/transport/tlsGuard.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import type { AddressFetch } from '../../../../src/openai/transport/addressFetch.ts';
import { createAuthority } from '../../../support/certificates.ts';
import { startProxyServer } from '../../../support/proxyServer.ts';
import { startTlsServer, type TlsServer } from '../../../support/tlsServer.ts';
import { failureOf } from '../providerAt.ts';
import { hostFetchTrusting } from './hostAgent.ts';

const question = { method: 'POST', body: 'the code of a person' };

describe('The TLS guard', function () {
  this.timeout(20_000); // forty handshakes at once
  let old: TlsServer;
  let current: TlsServer;
  let host: ReturnType<typeof hostFetchTrusting>;
  let authority: string;
  let guarded: AddressFetch;
  const at = (server: TlsServer): string => `https://127.0.0.1:${server.port}/v1`;

  before(async () => {
    const root = await createAuthority('Test root');
    authority = root.certificate;
    const identity = await root.issue('server', ['127.0.0.1', 'localhost', 'api.example.test']);
    old = await startTlsServer(identity, { maxVersion: 'TLSv1.2' });
    current = await startTlsServer(identity);
  });
  beforeEach(() => {
    host = hostFetchTrusting(authority);
    guarded = createTlsGuard(host.fetch, () => '1.3');
    old.reset();
    current.reset();
  });
  afterEach(() => host.close());
  after(async () => {
    await old.stop();
    await current.stop();
  });

  it('lets a request through where TLS 1.3 is spoken', async () => {
    assert.equal(await (await guarded(at(current), question)).text(), 'ok');
    assert.deepEqual(
      current.requests.map(({ version, body }) => [version, body]),
      [['TLSv1.3', question.body]],
    );
  });

  it('refuses TLS 1.2 before a byte of the request is sent, with a failure that is not tried again', async () => {
    const failure = await failureOf(guarded(at(old), question));
    assert.deepEqual(
      [failure.kind, failure.message, failure.retryable, transportFaultOf(failure)],
      ['tls', 'TLSv1.2 where 1.3 is the least', false, 'tlsTooOld'],
    );
    assert.deepEqual([old.connections, old.bytes, old.requests.length], [1, 0, 0]);
  });

  it('refuses a connection that was opened before it listened', async () => {
    assert.equal((await host.fetch(at(old), {})).status, 200);
    await new Promise((resolve) => setTimeout(resolve, 20)); // the connection goes back to the pool
    const bytes = old.bytes;
    assert.equal((await failureOf(guarded(at(old), question))).message, 'TLSv1.2 where 1.3 is the least');
    assert.deepEqual([old.bytes, old.requests.length], [bytes, 1]);
  });

  it('never touches a request of others, to the same server at the same time', async () => {
    const others = Array.from({ length: 20 }, () => host.fetch(at(old), question));
    const ours = Array.from({ length: 20 }, () => failureOf(guarded(at(old), question)));
    assert.deepEqual(
      await Promise.all(others.map(async (response) => (await response).status)),
      others.map(() => 200),
    );
    assert.deepEqual(
      (await Promise.all(ours)).map(({ kind }) => kind),
      ours.map(() => 'tls'),
    );
    assert.equal(old.requests.length, others.length);
  });

  it('takes TLS 1.2 from a host that is allowed it', async () => {
    const lenient = createTlsGuard(host.fetch, (address) => (address.includes('127.0.0.1') ? '1.2' : '1.3'));
    assert.equal((await lenient(at(old), question)).status, 200);
    const other = `https://localhost:${old.port}/`;
    assert.equal((await failureOf(lenient(other, question))).kind, 'tls');
  });

  it('judges the connection to the server, not the hop to a proxy, and refuses through it too', async () => {
    let target = current;
    const proxy = await startProxyServer({ target: () => ({ host: '127.0.0.1', port: target.port }) });
    const through = hostFetchTrusting(authority, `http://127.0.0.1:${proxy.port}`);
    try {
      const guard = createTlsGuard(through.fetch, () => '1.3');
      assert.equal((await guard('https://api.example.test/v1', question)).status, 200);
      target = old;
      assert.equal((await failureOf(guard('https://api.example.test:8443/v1', question))).kind, 'tls');
      assert.deepEqual(
        proxy.tunnels.map((tunnel) => tunnel.target),
        ['api.example.test:443', 'api.example.test:8443'],
      );
      assert.deepEqual([old.bytes, current.requests.length], [0, 1]);
    } finally {
      await through.close();
      await proxy.stop();
    }
  });

  it('refuses a reply that came past undici, which proves nothing, and lets its body go', async () => {
    let isLetGo = false;
    const body = (): ReadableStream => new ReadableStream({ cancel: () => void (isLetGo = true) });
    const past: AddressFetch = () => Promise.resolve(new Response(body()));
    const failure = await failureOf(createTlsGuard(past, () => '1.3')('https://a.example/', {}));
    assert.deepEqual([transportFaultOf(failure), isLetGo], ['tlsUnproved', true]);
    assert.equal((await createTlsGuard(past, () => '1.2')('https://a.example/', {})).status, 200);
  });

  it('leaves plain http and other failures as they are', async () => {
    const failing: AddressFetch = () => Promise.reject(new TypeError('fetch failed'));
    await assert.rejects(createTlsGuard(failing, () => '1.3')('https://a.example/', {}), /^TypeError: fetch/);
    const plain: AddressFetch = () => Promise.resolve(new Response('x'));
    assert.equal((await createTlsGuard(plain, () => '1.3')('http://127.0.0.1:1/', {})).status, 200);
  });

  it('takes no notice of messages it does not understand, and proves nothing by them', async () => {
    const nonsense: readonly (object | undefined)[] = [
      undefined,
      {},
      { request: null },
      { request: {} },
      { request: { origin: 'https://a.example', method: 'GET' } },
    ];
    const socket = { getProtocol: () => undefined, destroy: () => undefined };
    const broken = { getProtocol: () => 'TLSv1.3', destroy: () => undefined };
    Object.defineProperty(broken, 'getProtocol', {
      get() {
        throw new Error('broken');
      },
    });
    for (const other of [{}, { socket: null }, { socket: {} }, { socket }, { socket: broken }]) {
      const telling: AddressFetch = () => {
        for (const message of nonsense) {
          channel('undici:request:create').publish(message);
          channel('undici:client:sendHeaders').publish({ ...message, ...other });
        }
        return Promise.resolve(new Response('x'));
      };
      const failure = await failureOf(createTlsGuard(telling, () => '1.3')('https://a.example/', {}));
      assert.equal(failure.kind, 'tls');
    }
  });

  it('listens only while a request of ours is under way', async () => {
    const hears = (): boolean => channel('undici:client:sendHeaders').hasSubscribers;
    assert.equal(hears(), false);
    const [one, two] = [guarded(at(current), question), guarded(at(old), question)];
    assert.equal(hears(), true);
    await Promise.allSettled([one, two]);
    assert.equal(hears(), false);
  });
});
