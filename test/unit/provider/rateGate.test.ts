import assert from 'node:assert/strict';
import { createRateGate } from '../../../src/provider/rateGate.ts';

const cost = { requests: 1, tokens: 100 };
const none = { requestsPerMinute: null, tokensPerMinute: null, concurrency: null };

describe('The gate of an endpoint', () => {
  it('is open where nothing is limited', () => {
    assert.deepEqual(createRateGate(() => none).opensFor('m', cost, 5), { at: 5, shuts: 'nobody' });
  });

  it('is shut to all models by a limit of the settings', () => {
    const gate = createRateGate(() => ({ ...none, requestsPerMinute: 1 }));
    gate.pay('m', cost, 0).settle(cost, 0);
    for (const model of ['m', 'n']) {
      assert.deepEqual(gate.opensFor(model, cost, 5), { at: 60_000, shuts: 'endpoint' });
    }
    assert.deepEqual(gate.opensFor('m', cost, 60_000), { at: 60_000, shuts: 'nobody' });
  });

  it('is shut to one model by what the server asked of it', () => {
    const gate = createRateGate(() => none);
    gate.pause('m', 900, 'rateLimit');
    assert.deepEqual(gate.opensFor('m', cost, 5), { at: 900, shuts: 'model' });
    assert.deepEqual(gate.opensFor('n', cost, 5), { at: 5, shuts: 'nobody' });
    assert.deepEqual(gate.opensFor('m', cost, 900), { at: 900, shuts: 'nobody' });
  });
});
