import assert from 'node:assert/strict';
import { chatAnswer, status } from '../support/scriptedReply.ts';
import { read, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { fenced, run } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = fenced('export function half(value: number): number {\n  return value * 0.5;\n}');

function refusal(param: string): ReturnType<typeof status> {
  return status(400, {
    error: { message: 'no', type: 'invalid_request_error', param, code: 'unsupported_value' },
  });
}

describe('What an endpoint refuses', function () {
  this.timeout(60_000);
  const world = inWorldOfAPerson();

  const has = (name: string): readonly boolean[] =>
    world.server.requests.map(({ body }) => name in JSON.parse(body));

  it('is left out at once, without a word, and from then on', async () => {
    world.server.reply(refusal('stream_options'), chatAnswer(better), chatAnswer(better));
    await world.open('half.ts', file, 1);
    assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
    await run('discardProposal');
    assert.equal(await run('generate', { instruction: 'multiply again' }), 'ready');
    assert.deepEqual(has('stream_options'), [true, false, false]);
    assert.deepEqual(await read('.notifications-center .notification-list-item-message'), []);
  });

  it('is said when it is that answers stream', async () => {
    const whole = status(200, {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: better }, finish_reason: 'stop' }],
    });
    world.server.reply(refusal('stream'), whole);
    await world.open('half.ts', file, 1);
    assert.equal(await run('generate', { instruction: 'multiply', model: 'unverified' }), 'ready');
    assert.match(
      await told('does not stream'),
      /^127\.0\.0\.1:\d+ does not stream unverified to this account, so answers come all at once\./,
    );
  });
});
