import assert from 'node:assert/strict';
import { keyFault, keyFaultOf } from '../../../src/editor/keyFault.ts';
import { type FoundKey, lookUpKey } from '../../../src/editor/keyLookup.ts';

type Read = (name: string) => PromiseLike<string | undefined>;

function lookUp(host: string, read: Read, environment: Record<string, string> = {}): Promise<FoundKey> {
  return lookUpKey({ read, environment, limitMs: 20 }, host, new AbortController().signal);
}

const nothing: Read = () => Promise.resolve(undefined);
const silent: Read = () => new Promise(() => {});

describe('lookUpKey', () => {
  it('finds the key stored for the host, under a name of its own', async () => {
    const read: Read = async (name) => (name === 'opencrates.key:a.example' ? 'k1' : undefined);
    assert.deepEqual(await lookUp('a.example', read), { kind: 'stored', text: 'k1' });
    assert.deepEqual(await lookUp('b.example', read), { kind: 'none' });
  });

  it('prefers the stored key to the environment', async () => {
    const found = await lookUp('a.example', async () => 'k1', { OPENCRATES_API_KEY: 'k2' });
    assert.deepEqual(found, { kind: 'stored', text: 'k1' });
  });

  it('takes OPENCRATES_API_KEY for any host', async () => {
    const found = await lookUp('a.example', nothing, { OPENCRATES_API_KEY: ' k2\n' });
    assert.deepEqual(found, { kind: 'environment', text: 'k2', variable: 'OPENCRATES_API_KEY' });
  });

  it('takes OPENAI_API_KEY for api.openai.com and no other host', async () => {
    const environment = { OPENAI_API_KEY: 'k3' };
    assert.deepEqual(await lookUp('api.openai.com', nothing, environment), {
      kind: 'environment',
      text: 'k3',
      variable: 'OPENAI_API_KEY',
    });
    assert.deepEqual(await lookUp('a.example', nothing, environment), { kind: 'none' });
  });

  it('counts an empty variable and an empty secret as none', async () => {
    assert.deepEqual(await lookUp('a.example', async () => '', { OPENCRATES_API_KEY: ' ' }), {
      kind: 'none',
    });
  });

  it('says that the store failed, whether it throws or rejects', async () => {
    const throws: Read = () => {
      throw new Error('locked');
    };
    const rejects: Read = () => Promise.reject(new Error('locked'));
    assert.deepEqual(await lookUp('a.example', throws), { kind: 'unreadable', reason: 'failed' });
    assert.deepEqual(await lookUp('a.example', rejects), { kind: 'unreadable', reason: 'failed' });
  });

  it('does not wait for a store that does not answer', async () => {
    assert.deepEqual(await lookUp('a.example', silent), { kind: 'unreadable', reason: 'late' });
  });

  it('uses the environment when the store is broken', async () => {
    const found = await lookUp('a.example', silent, { OPENCRATES_API_KEY: 'k2' });
    assert.equal(found.kind, 'environment');
  });

  it('ends at once when the request is cancelled', async () => {
    const abort = new AbortController();
    const looking = lookUpKey({ read: silent, environment: {}, limitMs: 60_000 }, 'a.example', abort.signal);
    abort.abort();
    await assert.rejects(looking, { name: 'AbortError' });
  });

  it('does not begin when the request is already cancelled', async () => {
    const looking = lookUpKey(
      { read: silent, environment: {}, limitMs: 60_000 },
      'a.example',
      AbortSignal.abort(),
    );
    await assert.rejects(looking, { name: 'AbortError' });
  });
});

describe('keyFault', () => {
  for (const reason of ['late', 'failed', 'unusable'] as const) {
    it(`is a failure of kind noKey that tells its reason: ${reason}`, () => {
      const fault = keyFault(reason);
      assert.equal(fault.kind, 'noKey');
      assert.equal(keyFaultOf(fault), reason);
    });
  }

  it('is not seen in other errors', () => {
    for (const error of [
      undefined,
      new Error('a'),
      new Error('a', { cause: {} }),
      new Error('a', { cause: { keyFault: 7 } }),
    ]) {
      assert.equal(keyFaultOf(error), undefined);
    }
  });
});
