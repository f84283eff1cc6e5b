import assert from 'node:assert/strict';
import { keyFor } from '../../../src/openai/keyFor.ts';
import { createOpenAIProvider } from '../../../src/openai/openaiProvider.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import { cancelled } from '../../../src/provider/errors.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { callOptions, failureOf } from './providerAt.ts';
import { requestOf } from './readStream.ts';

const { config } = resolveConfig({ arguments: {}, environment: {}, settings: {} });
const silent = () => new Promise<undefined>(() => undefined);

describe('Looking a key up', () => {
  it('ends after ten seconds when the place where keys are kept does not answer', async () => {
    const clock = createManualClock();
    const failing = failureOf(keyFor({ config, key: silent, clock }, new AbortController().signal));
    clock.pass(10_000);
    assert.deepEqual(
      [(await failing).kind, (await failing).message],
      ['noKey', 'the place where keys are kept does not answer'],
    );
    assert.equal(clock.pending, 0);
  });

  it('ends with the reason it was given up for', async () => {
    const abort = new AbortController();
    const reason = cancelled();
    const failing = failureOf(keyFor({ config, key: silent, clock: createManualClock() }, abort.signal));
    abort.abort(reason);
    assert.equal(await failing, reason);
  });

  it('fails the bare provider, too, before anything is sent', async () => {
    const provider = createOpenAIProvider({
      config: () => config,
      key: () => Promise.resolve(undefined),
      fetch: () => Promise.reject(new Error('nothing may be sent')),
      clock: createManualClock(),
    });
    const failure = await failureOf(provider.generate(requestOf(), callOptions()));
    assert.deepEqual([failure.kind, failure.message], ['noKey', 'no key for api.openai.com']);
  });

  it('is not needed for a server on this computer or in a private network', async () => {
    for (const endpoint of ['http://127.0.0.1:1/v1', 'http://192.168.1.5/v1', 'https://nas.local/v1']) {
      const lookup = { config: { ...config, endpoint }, clock: createManualClock() };
      const none = () => Promise.resolve(undefined);
      assert.equal(await keyFor({ ...lookup, key: none }, new AbortController().signal), undefined);
    }
  });
});
