import assert from 'node:assert/strict';
import { withConsent } from '../../../src/openai/withConsent.ts';
import { coreAt, callOptions, failureOf } from './providerAt.ts';

describe('A way out that needs consent', () => {
  it('lets nothing through before it is given, and everything afterwards', async () => {
    const sent: unknown[] = [];
    let isGiven = false;
    const fetch = withConsent(
      () => isGiven,
      async (input) => {
        sent.push(input);
        return new Response('{}', { status: 404 });
      },
    );
    const { core } = coreAt('http://127.0.0.1:9/v1', { fetch });
    const request = { task: 'explain', system: '', context: [], prompt: 'p', history: [] } as const;
    const ask = () => failureOf(core.generate({ ...request, format: { kind: 'text' } }, callOptions()));
    const refused = await ask();
    assert.deepEqual([refused.kind, refused.status, sent], ['badRequest', undefined, []]);
    isGiven = true;
    assert.equal((await ask()).status, 404);
    assert.equal(sent.length, 1);
  });
});
