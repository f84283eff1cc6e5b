import assert from 'node:assert/strict';
import fc from 'fast-check';
import { capabilitiesOf } from '../../../src/openai/capabilities.ts';
import type { Capabilities } from '../../../src/openai/capabilities.ts';
import type { LearnedCapabilities } from '../../../src/openai/capabilityBook.ts';
import { ReplyError } from '../../../src/openai/classify.ts';
import { sendWithoutRefused } from '../../../src/openai/droppedParameters.ts';

const openai = capabilitiesOf('https://api.openai.com/v1');
const local = capabilitiesOf('http://127.0.0.1:8080/v1');

function refusal(param: string, status = 400): Error {
  const body = JSON.stringify({ error: { message: 'no', param, code: 'unsupported_parameter' } });
  const reply = new ReplyError({ status, headers: new Headers(), body });
  return new Error('as the SDK wraps it', { cause: reply });
}

/** Sends to a server that refuses these parameters, one reply after another, then answers. */
async function against(
  refused: readonly (string | Error)[],
  known: Capabilities = openai,
): Promise<{
  readonly sent: readonly Capabilities[];
  readonly learned: readonly LearnedCapabilities[];
  readonly outcome: 'answered' | Error;
}> {
  const left = [...refused];
  const sent: Capabilities[] = [];
  const learned: LearnedCapabilities[] = [];
  const send = async (capabilities: Capabilities): Promise<Response> => {
    sent.push(capabilities);
    const next = left.shift();
    if (next === undefined) return new Response('ok');
    throw typeof next === 'string' ? refusal(next) : next;
  };
  const outcome = await sendWithoutRefused(known, send, (lesson) => learned.push(lesson)).then(
    () => 'answered' as const,
    (error: Error) => error,
  );
  return { sent, learned, outcome };
}

describe('A request that is refused for one parameter', () => {
  for (const [parameter, known, lesson] of [
    ['temperature', openai, { takesTemperature: false }],
    ['stream_options', openai, { hasStreamOptions: false }],
    ['response_format', openai, { hasJsonSchema: false }],
    ['reasoning_effort', openai, { hasReasoningEffort: false }],
    ['stream', openai, { canStream: false }],
    ['max_tokens', local, { tokenLimitField: 'max_completion_tokens' }],
    ['max_completion_tokens', openai, { tokenLimitField: 'max_tokens' }],
  ] as const) {
    it(`is sent again at once without ${parameter}, and that is remembered`, async () => {
      const { sent, learned, outcome } = await against([parameter], known);
      assert.deepEqual(sent, [known, { ...known, ...lesson }]);
      assert.deepEqual(learned, [lesson]);
      assert.equal(outcome, 'answered');
    });
  }

  it('loses several, one after the other', async () => {
    const { sent, learned } = await against(['temperature', 'stream_options']);
    assert.equal(sent.length, 3);
    assert.deepEqual(learned, [{ takesTemperature: false, hasStreamOptions: false }]);
  });

  it('is not sent a third time for the same one', async () => {
    const { sent, learned, outcome } = await against(['temperature', 'temperature']);
    assert.deepEqual([sent.length, learned.length], [2, 0]);
    assert.ok(outcome instanceof Error);
  });

  it('is not sent again with a name of the token limit that was refused before', async () => {
    const { sent, outcome } = await against(['max_tokens', 'max_completion_tokens'], local);
    assert.equal(sent.length, 2);
    assert.ok(outcome instanceof Error);
  });

  it('teaches nothing when it fails in another way afterwards', async () => {
    const gone = new TypeError('fetch failed');
    const { learned, outcome } = await against(['temperature', gone]);
    assert.deepEqual(learned, []);
    assert.equal(outcome, gone);
  });

  it('fails at once when the refusal is about something else', async () => {
    for (const error of [refusal('messages'), refusal('temperature', 401), new Error('other')]) {
      const { sent, outcome } = await against([error]);
      assert.equal(sent.length, 1);
      assert.equal(outcome, error);
    }
  });

  it('teaches nothing when there was no refusal', async () => {
    assert.deepEqual(await against([]), { sent: [openai], learned: [], outcome: 'answered' });
  });

  it('never loops, whatever the server refuses', async () => {
    const names =
      'max_tokens max_completion_tokens temperature stream_options response_format stream x'.split(' ');
    const endless = fc.array(fc.constantFrom(...names), { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(endless, async (refused) => {
        const { sent, outcome } = await against(refused);
        assert.ok(sent.length <= 7);
        assert.ok(outcome instanceof Error);
      }),
    );
  });
});
