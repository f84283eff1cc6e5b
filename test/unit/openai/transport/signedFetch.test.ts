import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AddressFetch } from '../../../../src/openai/transport/addressFetch.ts';
import { createSignedFetch, signatureHeaders } from '../../../../src/openai/transport/signedFetch.ts';
import type { Signing } from '../../../../src/openai/transport/signedFetch.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { failureOf } from '../providerAt.ts';

const host = 'https://gateway.example/v1/chat/completions';

/** A signing fetch with the requests that left it. */
function signing(change: Partial<Signing> = {}) {
  const sent: { readonly address: string; readonly headers: Headers }[] = [];
  const inner: AddressFetch = (address, init) => {
    sent.push({ address, headers: new Headers(init.headers) });
    return Promise.resolve(new Response('x'));
  };
  let count = 0;
  const fetch = createSignedFetch(inner, {
    keyIdFor: (address) => (address.startsWith('https://gateway.example/') ? 'team-a' : undefined),
    secretFor: () => Promise.resolve('not-a-real-secret'),
    now: () => 1_700_000_000_999,
    nonce: () => `nonce-${(count += 1)}`,
    ...change,
  });
  return { fetch, sent };
}

describe('A signature', () => {
  // Computed with Python's hmac and hashlib, the first with `openssl dgst` too.
  it('is the one that others compute', () => {
    const body = '{"model":"m","messages":[{"role":"user","content":"größer"}]}';
    const first = {
      timestamp: 1_700_000_000,
      nonce: '0d5ea9f0-0000-4000-8000-000000000001',
      method: 'post',
      path: '/v1/chat/completions?x=1',
    };
    for (const bytes of [body, new TextEncoder().encode(body)]) {
      assert.deepEqual(signatureHeaders({ ...first, body: bytes }, 'not-a-real-secret', 'team-a'), {
        'x-opencrates-key-id': 'team-a',
        'x-opencrates-timestamp': '1700000000',
        'x-opencrates-nonce': '0d5ea9f0-0000-4000-8000-000000000001',
        'x-opencrates-content-sha256': 'f06e0e802049fbd89b405b3b4944b8341df72fafc0c0a5ba9886156ef9f0ac78',
        'x-opencrates-signature': 'v1=f7d012d42ae9ee2d45f340288defe1989436909ffe8321e1cc7afba78790f333',
      });
    }
    const empty = { timestamp: 0, nonce: 'n', method: 'GET', path: '/v1/models', body: '' };
    assert.equal(
      signatureHeaders(empty, 'ключ', 'k')['x-opencrates-signature'],
      'v1=e31037421b839118e2d24ef022d02fb2e8e8dcdb16b8a8900d56c483412ddc2c',
    );
  });

  it('changes with anything it covers', () => {
    const sample = fc.record({
      timestamp: fc.nat(),
      nonce: fc.string({ minLength: 1 }),
      method: fc.constantFrom('GET', 'POST'),
      path: fc.string().map((path) => `/${path}`),
      body: fc.string(),
    });
    const of = (signed: Parameters<typeof signatureHeaders>[0], secret = 's'): string | undefined =>
      signatureHeaders(signed, secret, 'k')['x-opencrates-signature'];
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const mixed = (Object.keys(one) as (keyof typeof one)[]).map((name) => ({
          ...one,
          [name]: other[name],
        }));
        for (const [index, change] of mixed.entries()) {
          const isSame = Object.values(one)[index] === Object.values(change)[index];
          assert.equal(of(one) === of(change), isSame);
        }
        assert.notEqual(of(one), of(one, 't'));
      }),
    );
  });
});

describe('A request to a host that wants signatures', () => {
  it('is signed anew for each attempt, in seconds, with its headers kept', async () => {
    const { fetch, sent } = signing();
    const init = { method: 'POST', body: '{}', headers: { authorization: 'Bearer x' } };
    await fetch(`${host}?a=b`, init);
    await fetch(`${host}?a=b`, init);
    const expected = (nonce: string): string | undefined =>
      signatureHeaders(
        { timestamp: 1_700_000_000, nonce, method: 'POST', path: '/v1/chat/completions?a=b', body: '{}' },
        'not-a-real-secret',
        'team-a',
      )['x-opencrates-signature'];
    assert.deepEqual(
      sent.map(({ headers }) => headers.get('x-opencrates-signature')),
      [expected('nonce-1'), expected('nonce-2')],
    );
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer x');
    assert.equal(sent[0]?.headers.get('x-opencrates-timestamp'), '1700000000');
  });

  it('without a body is signed as one with an empty body', async () => {
    const { fetch, sent } = signing();
    await fetch('https://gateway.example/v1/models', {});
    const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal(sent[0]?.headers.get('x-opencrates-content-sha256'), digest);
  });

  it('is not sent without a secret, or with a body that cannot be read first', async () => {
    const without = signing({ secretFor: () => Promise.resolve(undefined) });
    const failure = await failureOf(without.fetch(host, {}));
    assert.deepEqual([failure.kind, transportFaultOf(failure)], ['noKey', 'noSigningSecret']);
    const streaming = signing();
    await failureOf(streaming.fetch(host, { method: 'POST', body: new ReadableStream() }));
    assert.deepEqual([...without.sent, ...streaming.sent], []);
  });

  it('to any other host goes out as it is', async () => {
    const { fetch, sent } = signing();
    await fetch('https://api.example/', { headers: { accept: 'x' } });
    assert.deepEqual([...(sent[0]?.headers ?? [])], [['accept', 'x']]);
  });
});
