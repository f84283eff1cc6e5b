import assert from 'node:assert/strict';
import { chatAnswer, lasting, raw, status, type Reply } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, run, setting } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = fenced(file.replace('/ 2', '* 0.5').trimEnd());

describe('When a request fails', () => {
  const world = inWorld();

  const failures: readonly (readonly [string, Reply])[] = [
    [
      'a wrong key',
      status(401, { error: { message: 'Invalid API Key', type: 'authentication_error', code: 401 } }),
    ],
    [
      'an unknown model',
      status(404, {
        error: { message: "model 'nope' not found", type: 'api_error', param: null, code: null },
      }),
    ],
    ['a server fault', status(500, { error: { message: 'broken', type: 'server_error' } })],
    [
      'a page instead of an answer',
      { kind: 'stream', chunks: ['<html>Welcome</html>'], contentType: 'text/html' },
    ],
    ['a connection that ends at once', raw()],
  ];
  for (const [what, reply] of failures) {
    it(`closes the diff and leaves the file alone after ${what}`, async () => {
      const { document } = await world.open('half.ts', file, 1);
      world.server.replyAlways(reply);
      assert.equal(await run('generate', { instruction: 'multiply' }), 'failed');
      await eventually('the diff is closed', () => proposalTabs().length === 0);
      assert.equal(document.getText(), file);
    });
  }

  it('never lets half an answer be accepted when the server dies in the middle of it', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(better, { cutAfter: 8, cut: 'reset' }));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'problem');
    await run('acceptProposal');
    assert.equal(document.getText(), file);
    assert.equal(proposalTabs().length, 1, 'what came can still be looked at');
  });

  it('never takes a stream that just ends for a complete answer, even when its code is whole', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(better, { finishReason: null, doneLine: false, usage: null }));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'problem');
    await run('acceptProposal');
    assert.equal(document.getText(), file);
  });

  it('fails an Analyze without findings and without a diff', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(...lasting(status(500, 'broken')));
    assert.equal(await run('analyze'), undefined);
    assert.deepEqual(proposalTabs(), []);
  });

  it('reports a computer that nothing listens on', async () => {
    const { document } = await world.open('half.ts', file, 1);
    await setting('endpoint', 'http://127.0.0.1:1/v1');
    try {
      assert.equal(await run('generate', { instruction: 'multiply' }), 'failed');
    } finally {
      await setting('endpoint', world.server.url);
    }
    assert.equal(document.getText(), file);
  });
});
