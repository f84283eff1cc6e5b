import assert from 'node:assert/strict';
import type { AddressFetch } from '../../../../src/openai/transport/addressFetch.ts';
import { transportFault, transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { failureOf } from '../providerAt.ts';
import { transportWith } from './transportAt.ts';

/** A host's fetch that notes what it is asked. */
function host(reply: () => Response = () => new Response('x')) {
  const sent: { readonly address: string; readonly headers: Headers }[] = [];
  const hostFetch: AddressFetch = (address, init) => {
    sent.push({ address, headers: new Headers(init.headers) });
    return Promise.resolve(reply());
  };
  return { hostFetch, sent };
}

describe('The transport', () => {
  it('is the host’s own fetch where nothing else is configured', async () => {
    const { hostFetch, sent } = host();
    const transport = transportWith({ minimumTls: { 'a.example': '1.2' } }, { hostFetch });
    await transport('https://a.example/v1');
    await transport(new URL('http://127.0.0.1:1/v1'), {});
    assert.deepEqual(
      sent.map(({ address }) => address),
      ['https://a.example/v1', 'http://127.0.0.1:1/v1'],
    );
  });

  it('asks for TLS 1.3 where no other least is configured', async () => {
    const { hostFetch } = host();
    const failure = await failureOf(transportWith({}, { hostFetch })('https://a.example/v1'));
    assert.equal(transportFaultOf(failure), 'tlsUnproved');
  });

  it('sends nothing while a setting that protects cannot be used', async () => {
    const { hostFetch, sent } = host();
    const transport = transportWith({}, { hostFetch, unusable: () => ['opencrates.tls.pins'] });
    const failure = await failureOf(transport('http://127.0.0.1:1/'));
    assert.deepEqual(
      [transportFaultOf(failure), failure.message, sent],
      ['unusableSetting', 'opencrates.tls.pins', []],
    );
  });

  it('keeps to what was confirmed for plain http before it signs or sends', async () => {
    const { hostFetch, sent } = host();
    const closed = transportWith({}, { hostFetch });
    assert.equal(transportFaultOf(await failureOf(closed('http://10.0.0.1/v1'))), 'plainHttp');
    assert.equal(sent.length, 0);
    const open = transportWith(
      { signing: { '10.0.0.1': 'me' } },
      { hostFetch, plainHttpConsent: () => 'code', signingSecret: () => Promise.resolve('s') },
    );
    await open('http://10.0.0.1/v1', { headers: { authorization: 'Bearer x' } });
    assert.deepEqual(
      [sent[0]?.headers.get('authorization'), sent[0]?.headers.get('x-opencrates-key-id')],
      [null, 'me'],
    );
  });

  it('signs with the secret of the host, and not at all without one', async () => {
    const { hostFetch, sent } = host();
    const asked: string[] = [];
    const signing = { '127.0.0.1': 'team-a' };
    const secretOf = (secret: string | undefined) => (name: string) => {
      asked.push(name);
      return Promise.resolve(secret);
    };
    const transport = transportWith({ signing }, { hostFetch, signingSecret: secretOf('s') });
    await transport('http://127.0.0.1:81/v1', { method: 'POST', body: '{}' });
    assert.match(sent[0]?.headers.get('x-opencrates-signature') ?? '', /^v1=[0-9a-f]{64}$/);
    assert.match(sent[0]?.headers.get('x-opencrates-nonce') ?? '', /^[0-9a-f-]{36}$/);
    const without = transportWith({ signing }, { hostFetch, signingSecret: secretOf(undefined) });
    assert.equal(transportFaultOf(await failureOf(without('http://127.0.0.1:81/'))), 'noSigningSecret');
    assert.deepEqual([asked, sent.length], [['127.0.0.1:81', '127.0.0.1:81'], 1]);
  });

  it('says when the host’s proxy wants credentials, and hands other failures on', async () => {
    const failing = (error: Error): typeof fetch =>
      transportWith({}, { hostFetch: () => Promise.reject(error) });
    const tunnel = new TypeError('fetch failed', {
      cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
    });
    const failure = await failureOf(failing(tunnel)('https://a.example/'));
    assert.equal(transportFaultOf(failure), 'proxyCredentials');
    await assert.rejects(failing(new TypeError('fetch failed'))('https://a.example/'), TypeError);
  });

  it('takes addresses only', async () => {
    await assert.rejects(transportWith({})(new Request('https://a.example/')), TypeError);
  });
});

describe('A fault of the transport', () => {
  it('is told apart from every other error', () => {
    assert.equal(transportFaultOf(transportFault('wrongPin', 'x')), 'wrongPin');
    for (const other of [
      undefined,
      new Error('x'),
      new Error('x', { cause: 'wrongPin' }),
      new Error('x', { cause: { transportFault: 'toString' } }),
      new Error('x', { cause: { transportFault: 1 } }),
    ])
      assert.equal(transportFaultOf(other), undefined);
  });
});
