import assert from 'node:assert/strict';
import type { GenerationRequest } from '../../../src/provider/provider.ts';
import { goOnRequest, inFullRequest } from '../../../src/tasks/goOn.ts';

const request: GenerationRequest = {
  task: 'generate',
  system: 'code',
  context: [],
  prompt: 'Change f.',
  history: [{ role: 'user', text: 'earlier' }],
  format: { kind: 'text' },
  maxTokens: 100,
};
const said = '```ts\nfunction f() {\n';

describe('a request after an answer that is not whole', () => {
  it('shows the model what it was asked and what it said, and keeps the rest', () => {
    for (const next of [goOnRequest(request, said), inFullRequest(request, said)]) {
      assert.deepEqual(next.history, [
        { role: 'user', text: 'earlier' },
        { role: 'user', text: 'Change f.' },
        { role: 'assistant', text: said },
      ]);
      const { prompt, history, ...same } = next;
      const { prompt: asked, history: before, ...kept } = request;
      assert.deepEqual(same, kept);
      assert.ok(prompt !== asked && history.length === before.length + 2);
    }
  });

  it('names the last line to go on from', () => {
    assert.match(goOnRequest(request, said).prompt, /last line was:\nfunction f\(\) \{\nGo on/u);
  });
});
