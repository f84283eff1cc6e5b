import assert from 'node:assert/strict';
import type { AddressFetch } from '../../../../src/openai/transport/addressFetch.ts';
import { createPlainHttpFetch } from '../../../../src/openai/transport/plainHttpFetch.ts';
import type { PlainHttpConsent } from '../../../../src/openai/transport/plainHttpFetch.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { failureOf } from '../providerAt.ts';

const ours = { accept: 'x', 'content-type': 'j', 'user-agent': 'u', 'x-client-request-id': '1' };
const key = { authorization: 'Bearer not-a-real-key', 'API-Key': 'k', ...ours };

function consenting(consent: PlainHttpConsent, status = 200) {
  const sent: Headers[] = [];
  const hosts: string[] = [];
  const inner: AddressFetch = (_, init) => {
    sent.push(new Headers(init.headers));
    return Promise.resolve(new Response('x', { status }));
  };
  const fetch = createPlainHttpFetch(inner, (host) => {
    hosts.push(host);
    return consent;
  });
  return { fetch, sent, hosts };
}

describe('Plain http to a private address', () => {
  const address = 'http://192.168.1.5:11434/v1';

  it('is not used before a person has allowed it', async () => {
    const { fetch, sent, hosts } = consenting('nothing');
    const failure = await failureOf(fetch(address, { headers: key }));
    assert.deepEqual([transportFaultOf(failure), sent, hosts], ['plainHttp', [], ['192.168.1.5:11434']]);
  });

  it('holds back every header that is not ours when only code is allowed, whatever its name', async () => {
    for (const name of ['x-goog-api-key', 'Ocp-Apim-Subscription-Key', 'cookie', 'x-team']) {
      const { fetch, sent } = consenting('code', 401);
      const failure = await failureOf(fetch(address, { headers: { [name]: 'not-a-real-key', ...ours } }));
      assert.deepEqual(Object.fromEntries(sent[0] ?? []), ours);
      assert.equal(transportFaultOf(failure), 'keyHeldBack');
    }
  });

  it('carries no credential when only code is allowed', async () => {
    const { fetch, sent } = consenting('code');
    assert.equal((await fetch(address, { headers: key })).status, 200);
    assert.deepEqual(Object.fromEntries(sent[0] ?? []), ours);
  });

  it('carries the key when that is allowed too', async () => {
    const { fetch, sent } = consenting('codeAndKey');
    await fetch(address, { headers: key });
    assert.equal(sent[0]?.get('authorization'), 'Bearer not-a-real-key');
  });

  for (const status of [401, 403]) {
    it(`says that the key was held back when the server answers ${status}`, async () => {
      const { fetch } = consenting('code', status);
      assert.equal(transportFaultOf(await failureOf(fetch(address, { headers: key }))), 'keyHeldBack');
      assert.equal((await fetch(address, {})).status, status, 'nothing was held back');
    });
  }

  it('is nobody’s concern where it stays on this computer or is not plain', async () => {
    for (const free of ['http://127.0.0.1:1/', 'http://localhost/', 'https://192.168.1.5/']) {
      const { fetch, sent, hosts } = consenting('nothing');
      assert.equal((await fetch(free, { headers: key })).status, 200);
      assert.deepEqual([sent[0]?.get('authorization'), hosts], ['Bearer not-a-real-key', []]);
    }
  });
});
