import assert from 'node:assert/strict';
import { type ProxyServer, startProxyServer } from '../../support/proxyServer.ts';
import { buttonsOf, decide, needsPerson, noMessages, told } from '../support/person.ts';
import { createWorld, setting, type World } from '../support/world.ts';
import { ask, editorSetting, forgetSettings, openFile } from './asking.ts';
import { startPlainServer } from './modelServer.ts';

const question = 'is not encrypted: others in its network can read what is sent there.';
const key = 'not-a-real-key';

describe('Plain http to a private address', () => {
  let world: World;
  let server: Awaited<ReturnType<typeof startPlainServer>>;
  let proxy: ProxyServer;

  before(needsPerson);
  before(async () => {
    world = await createWorld();
    server = await startPlainServer(key);
    // Names of a private network lead to the server here; the way there is the proxy's.
    proxy = await startProxyServer({ target: () => ({ host: '127.0.0.1', port: server.port }) });
    await openFile(world);
  });
  beforeEach(() => editorSetting('http.proxy', `http://127.0.0.1:${proxy.port}`));
  afterEach(() => forgetSettings('headers'));
  after(async () => {
    await server.stop();
    await proxy.stop();
    await world.end();
  });

  it('is asked about once, remembered, and sends nothing when it is not allowed', async () => {
    const first = ask('http://nas.local/v1');
    await told(`The way to nas.local ${question}`);
    assert.deepEqual(await buttonsOf(question), ['Send Code']);
    await noMessages();
    assert.equal(await first, false);
    assert.deepEqual(server.credentials, []);
    const again = ask('http://nas.local/v1');
    await decide(question, 'Send Code');
    await again;
    assert.deepEqual(server.credentials, [undefined]);
    await noMessages();
    await ask('http://nas.local/v1');
    assert.deepEqual(server.credentials, [undefined, undefined], 'not asked again');
  });

  it('takes the key along only when that is allowed too', async () => {
    await setting('headers', { authorization: `Bearer ${key}` });
    const withoutKey = ask('http://10.1.2.3/v1');
    assert.deepEqual(await buttonsOf(question), ['Send Code Only', 'Send Code and Key']);
    await decide(question, 'Send Code Only');
    assert.equal(await withoutKey, false);
    await told('wants a key, which was held back because the way there is not encrypted.');
    assert.equal(server.credentials.at(-1), undefined);
    await noMessages();
    const withKey = ask('http://10.1.2.4/v1');
    await decide(question, 'Send Code and Key');
    assert.equal(await withKey, true);
    assert.equal(server.credentials.at(-1), `Bearer ${key}`);
  });

  it('is never used to anywhere else', async () => {
    const before = server.credentials.length;
    assert.equal(await ask('http://models.example/v1'), false);
    await told('The configured endpoint cannot be used, so nothing was sent. Correct it first.');
    assert.equal(server.credentials.length, before);
  });
});
