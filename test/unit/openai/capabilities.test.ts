import assert from 'node:assert/strict';
import { capabilitiesOf } from '../../../src/openai/capabilities.ts';

describe('The capabilities of an endpoint', () => {
  for (const [endpoint, family, wire] of [
    ['https://api.openai.com/v1', 'openai', 'responses'],
    ['https://x.openai.azure.com/openai/v1', 'azure', 'responses'],
    ['https://x.services.ai.azure.com/openai/v1', 'azure', 'responses'],
    ['https://openrouter.ai/api/v1', 'openrouter', 'chat'],
    ['http://localhost:11434/v1', 'thisComputer', 'chat'],
    ['https://api.openai.com.example/v1', 'other', 'chat'],
  ] as const) {
    it(`${endpoint} are those of ${family}, over ${wire}`, () => {
      const row = capabilitiesOf(endpoint);
      assert.deepEqual([row.family, row.wire], [family, wire]);
    });
  }
});
