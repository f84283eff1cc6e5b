import assert from 'node:assert/strict';
import { chaosFaults } from '../chaos/chaosFaults.ts';
import { runChaos } from '../chaos/runChaos.ts';

describe('A server where everything fails', () => {
  it('loses, doubles and falsifies no answer, and leaves nothing behind', async () => {
    assert.deepEqual(chaosFaults(await runChaos({ requests: 500, users: 50, seed: 7 })), []);
  });
});
