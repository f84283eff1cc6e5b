import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createKeyStore, type KeyStore } from '../../src/editor/secrets.ts';
import { forgetKey } from '../../src/editor/commands/forgetKey.ts';
import { setKey } from '../../src/editor/commands/setKey.ts';
import type { Settings } from '../../src/editor/settings.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import { answer, box, dismissed, needsPerson, noMessages, told } from './support/person.ts';
import { describeFailure } from '../../src/editor/failures.ts';
import { ApiKey } from '../../src/provider/apiKey.ts';

const host = 'models.example';
const text = 'a-key-of-models-example-9c1d';
const signal = new AbortController().signal;

/** Secret storage in memory; `broken` takes the place of what it would answer. */
function storage(
  broken?: () => Promise<never>,
): vscode.SecretStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const answer = async <T>(value: () => T): Promise<T> => (broken === undefined ? value() : broken());
  const change = (key: string, work: () => unknown): Promise<void> =>
    answer(() => {
      work();
      changed.fire({ key });
    });
  return {
    kept,
    get: (key) => answer(() => kept.get(key)),
    store: (key, value) => change(key, () => kept.set(key, value)),
    delete: (key) => change(key, () => kept.delete(key)),
    onDidChange: changed.event,
  };
}

const throws = (): Promise<never> => Promise.reject(new Error('locked'));
const hangs = (): Promise<never> => new Promise(() => {});

function keyOf(typed: string): ApiKey {
  const key = ApiKey.parse(typed, host);
  assert.ok(key instanceof ApiKey);
  return key;
}

function words(error: unknown): string | undefined {
  return describeFailure(error, { endpoint: `https://${host}/v1`, model: 'm' })?.message;
}

async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => assert.fail('nothing was thrown'),
    (error: unknown) => words(error),
  );
}

describe('Forgetting a key', () => {
  const settings: Settings = {
    current: () =>
      resolveConfig({ arguments: { endpoint: `https://${host}/v1` }, environment: {}, settings: {} }),
    file: () => undefined,
    ready: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  };
  before(needsPerson);
  afterEach(noMessages);

  for (const [what, stored, sentence] of [
    [
      'with one stored',
      true,
      `The stored key for ${host} is forgotten. The one from the environment is used now.`,
    ],
    ['without one stored', false, `No key is stored for ${host}; the one in use comes from the environment.`],
  ] as const) {
    it(`${what}, says that the environment has one`, async () => {
      const keys = createKeyStore(storage(), { OPENCRATES_API_KEY: text });
      if (stored) await keys.store(keyOf(text));
      const forgetting = forgetKey({ settings, keys });
      assert.equal(await told('environment'), sentence);
      await dismissed(forgetting);
    });
  }

  it('says when the storage is broken, as setting one does', async () => {
    const keys = createKeyStore(storage(throws), {}, 50);
    const forgetting = forgetKey({ settings, keys });
    await told('the secret storage of the editor failed');
    await dismissed(forgetting);
    const setting = setKey({ settings, keys });
    await box(`Key for ${host}`);
    await answer(text);
    await told('the secret storage of the editor failed');
    assert.equal(await dismissed(setting), false);
  });
});

describe('The key store', () => {
  it('keeps one key for each host, and hands it out under that host only', async () => {
    const secrets = storage();
    const keys = createKeyStore(secrets, {});
    await keys.store(keyOf(text));
    assert.equal((await keys.source(host, signal))?.reveal(), text);
    assert.equal(await keys.source('another.example', signal), undefined);
    assert.deepEqual([await keys.has(host), await keys.has('another.example')], ['stored', 'none']);
    assert.deepEqual([keys.endingOf(host), keys.endingOf('another.example')], ['9c1d', undefined]);
  });

  it('tells those who watch when a key changes, not when another secret does', async () => {
    const secrets = storage();
    const keys = createKeyStore(secrets, {});
    let changes = 0;
    keys.onDidChange(() => (changes += 1));
    await secrets.store('something else', 'x');
    await keys.store(keyOf(text));
    assert.equal(await keys.forget(host), true);
    assert.equal(await keys.forget(host), false);
    assert.equal(changes, 2);
    keys.dispose();
    await secrets.store(`opencrates.key:${host}`, text);
    assert.equal(changes, 2);
  });

  it('forgets the ending of a key that is gone', async () => {
    const keys = createKeyStore(storage(), {});
    await keys.store(keyOf(text));
    await keys.source(host, signal);
    await keys.forget(host);
    await keys.source(host, signal);
    assert.equal(keys.endingOf(host), undefined);
  });

  it('says that what it found is no key', async () => {
    const secrets = storage();
    secrets.kept.set(`opencrates.key:${host}`, 'two words');
    const keys = createKeyStore(secrets, {});
    assert.equal(
      await failureOf(keys.source(host, signal)),
      `The key found for ${host} is not usable as a key. Enter it again.`,
    );
  });

  for (const [what, broken, sentence] of [
    ['throws', throws, `The key for ${host} cannot be read: the secret storage of the editor failed.`],
    ['hangs', hangs, `The key for ${host} cannot be read: the secret storage of the editor does not answer.`],
  ] as const) {
    const acts: readonly (readonly [string, (keys: KeyStore) => Promise<unknown>])[] = [
      ['a request', (keys) => keys.source(host, signal)],
      ['storing', (keys) => keys.store(keyOf(text))],
      ['forgetting', (keys) => keys.forget(host)],
    ];
    for (const [act, run] of acts) {
      it(`says so and does not wait when the storage ${what} on ${act}`, async () => {
        const keys = createKeyStore(storage(broken), {}, 50);
        const started = performance.now();
        assert.equal(await failureOf(run(keys)), sentence);
        assert.ok(performance.now() - started < 1000);
      });
    }

    it(`takes the key of the environment when the storage ${what}`, async () => {
      const keys = createKeyStore(storage(broken), { OPENCRATES_API_KEY: text }, 50);
      assert.equal((await keys.source(host, signal))?.reveal(), text);
      assert.equal(await keys.has(host), 'environment');
    });

    it(`is unreadable, not without a key, when the storage ${what}`, async () => {
      assert.equal(await createKeyStore(storage(broken), {}, 50).has(host), 'unreadable');
    });
  }

  it('waits once for a storage that hangs, and fully again after it answered', async () => {
    const reading = Promise.withResolvers<string | undefined>();
    const answers: Promise<string | undefined>[] = [reading.promise, new Promise(() => {})];
    const secrets = { ...storage(), get: () => answers.shift() ?? sleep(200, text) };
    const keys = createKeyStore(secrets, {}, 1000);
    assert.equal(await keys.has(host), 'unreadable');
    assert.equal(await Promise.race([keys.has(host), sleep(700, 'still waiting')]), 'unreadable');
    reading.resolve(undefined);
    await reading.promise;
    assert.equal(await keys.has(host), 'stored');
  });
});
