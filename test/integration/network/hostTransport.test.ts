import assert from 'node:assert/strict';
import https from 'node:https';
import { type ProxyServer, startProxyServer } from '../../support/proxyServer.ts';
import type { TlsServer } from '../../support/tlsServer.ts';
import { box, choose, needsPerson, press, rows, seen, told } from '../support/person.ts';
import { createWorld, run, setting, type World } from '../support/world.ts';
import { ask, editorSetting, forgetSettings, openFile } from './asking.ts';
import { answer, startModelServer } from './modelServer.ts';
import { readNetworkFiles } from './networkFiles.ts';

const tooOld = 'offers only encryption that is out of date, so nothing was sent.';
/** Only the proxy knows where it is. */
const named = 'https://api.example.test/v1';

describe('Over the editor’s own network', () => {
  const files = readNetworkFiles();
  let world: World;
  let current: TlsServer;
  let old: TlsServer;
  let unknown: TlsServer;
  let proxy: ProxyServer;
  let behind: TlsServer;
  const at = (server: TlsServer): string => `https://127.0.0.2:${server.port}/v1`;
  const row = (words: string): Promise<string> => seen(words, '.quick-input-widget:visible .monaco-list-row');

  before(needsPerson);
  before(async () => {
    world = await createWorld();
    current = await startModelServer(files.system, { address: '127.0.0.2' });
    old = await startModelServer(files.system, { address: '127.0.0.2', maxVersion: 'TLSv1.2' });
    unknown = await startModelServer(files.unknown, { address: '127.0.0.2' });
    behind = current;
    proxy = await startProxyServer({
      credentials: 'me:word',
      target: () => ({ host: '127.0.0.2', port: behind.port }),
      from: '127.0.0.9',
    });
    await setting('headers', { authorization: 'Bearer not-a-real-key' });
    await openFile(world);
  });
  beforeEach(() => {
    for (const server of [current, old, unknown, proxy]) server.reset();
    behind = current;
  });
  afterEach(() => forgetSettings('tls.minimum'));
  after(async () => {
    await setting('headers', undefined);
    for (const server of [current, old, unknown, proxy]) await server.stop();
    await world.end();
  });

  it('reaches a server whose authority the system trusts, directly, with TLS 1.3', async () => {
    assert.equal(await ask(at(current)), true);
    assert.deepEqual(
      current.requests.map(({ method, version, from }) => [method, version, from]),
      [['POST', 'TLSv1.3', '127.0.0.1']],
    );
  });

  it('refuses TLS 1.2 before a byte of the request, and leaves everyone else’s alone', async () => {
    assert.equal(await ask(at(old)), false);
    assert.match(await told(tooOld), /^half\.py: 127\.0\.0\.2:\d+ offers/);
    assert.deepEqual([old.connections, old.bytes, old.requests.length], [1, 0, 0]);
    const others = await Promise.all([
      fetch(`${at(old)}/fetch`).then(({ status }) => status),
      new Promise((resolve, reject) => {
        https.get(`${at(old)}/https`, ({ statusCode }) => resolve(statusCode)).on('error', reject);
      }),
    ]);
    assert.deepEqual(others, [200, 200]);
    assert.deepEqual(new Set(old.requests.map(({ version }) => version)), new Set(['TLSv1.2']));
  });

  it('refuses a connection that somebody else opened before', async () => {
    assert.equal(await (await fetch(`${at(old)}/before`)).text(), answer);
    const { bytes, connections } = old;
    assert.equal(await ask(at(old)), false);
    await told(tooOld);
    assert.deepEqual([old.connections, old.bytes, old.requests.length], [connections, bytes, 1]);
  });

  it('accepts TLS 1.2 from the host that is allowed it', async () => {
    await setting('tls.minimum', { '127.0.0.2': '1.2' });
    assert.equal(await ask(at(old)), true);
    assert.equal(old.requests[0]?.version, 'TLSv1.2');
  });

  it('refuses an issuer that this computer does not trust', async () => {
    assert.equal(await ask(at(unknown)), false);
    await told('comes from an issuer that this computer does not trust.');
    assert.equal(unknown.requests.length, 0);
  });

  it('goes through the configured proxy with its credentials', async () => {
    await editorSetting('http.proxy', `http://me:word@127.0.0.1:${proxy.port}`);
    assert.equal(await ask(named), true);
    assert.deepEqual(
      proxy.tunnels.map(({ target, answered }) => [target, answered]),
      [['api.example.test:443', 200]],
    );
    assert.deepEqual([current.requests[0]?.from, current.requests[0]?.version], ['127.0.0.9', 'TLSv1.3']);
  });

  it('is shown step by step as the health of the connection, and asks for a token only once it is chosen', async () => {
    await editorSetting('http.proxy', `http://me:word@127.0.0.1:${proxy.port}`);
    await setting('endpoint', named);
    const before = current.requests.length;
    const checked = run<{ readonly ok: boolean }>('checkHealth');
    await box('Health of api.example.test');
    const token = await row('choose to ask the model for one');
    assert.ok(token.includes('api.example.test bills it'), token);
    const found = (await rows()).join('\n');
    for (const words of ['looked up by the proxy', `127.0.0.1:${proxy.port}`, 'encrypted'])
      assert.ok(found.includes(words), found);
    assert.ok(!found.includes('word@'), 'the password of the proxy is not shown');
    assert.ok(current.requests.slice(before).every(({ method }) => method === 'GET'));
    await choose('choose to ask the model for one');
    await row('it came');
    await press('Escape');
    assert.equal((await checked).ok, true);
  });

  it('is shown with its encryption, who signed the certificate and how long that lasts', async () => {
    await setting('endpoint', at(current));
    const checked = run('checkHealth');
    assert.match(await row('TLS 1.3'), /TLS 1\.3, certificate of .+, (1 day|[\d,]+ days) left/u);
    await row('it came');
    await press('Escape');
    await checked;
  });

  it('refuses TLS 1.2 behind the proxy, too', async () => {
    behind = old;
    await editorSetting('http.proxy', `http://me:word@127.0.0.1:${proxy.port}`);
    assert.equal(await ask('https://api.example.test:8443/v1'), false);
    await told(tooOld);
    assert.deepEqual([proxy.tunnels.length > 0, old.bytes, old.requests.length], [true, 0, 0]);
  });

  it('says that the proxy wants a name and a password', async () => {
    await editorSetting('http.proxy', `http://127.0.0.1:${proxy.port}`);
    assert.equal(await ask(named), false);
    await told('The proxy on the way to api.example.test wants a name and a password.');
    assert.deepEqual([proxy.tunnels[0]?.answered, current.requests.length], [407, 0]);
  });

  it('finds no way to a name that only the proxy knows without it', async () => {
    assert.equal(await ask(named), false);
    await told("Can't reach api.example.test");
    assert.equal(proxy.tunnels.length, 0);
  });
});
