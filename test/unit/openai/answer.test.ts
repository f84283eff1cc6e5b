import assert from 'node:assert/strict';
import { Answer } from '../../../src/openai/answer.ts';
import type { AnswerContext, Ending } from '../../../src/openai/answer.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError } from '../../../src/provider/errors.ts';
import { estimatePromptTokens } from '../../../src/provider/estimateUsage.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { requestOf } from './readStream.ts';

function answerOf(more: Partial<AnswerContext> = {}): Answer {
  return new Answer({
    request: requestOf(),
    tokenLimit: 4096,
    scrub: (text) => text.replaceAll('hush', '[secret]'),
    requestId: undefined,
    ...more,
  });
}

function failureOf(run: () => unknown): ProviderError {
  try {
    run();
  } catch (error) {
    if (isProviderError(error)) return error;
    throw error;
  }
  throw new Error('no failure');
}

const stop: Ending = { finish: 'stop' };
const prompt = estimatePromptTokens(requestOf());

describe('An answer', () => {
  it('gives its pieces as few events, in the order they came', () => {
    const answer = answerOf();
    assert.deepEqual(answer.take(), []);
    for (const piece of ['a', '', 'b']) answer.addText(piece);
    answer.addReasoning('c');
    answer.addReasoning('d');
    answer.addText('e');
    answer.setUsage(usageOf(9, 1));
    answer.setUsage(usageOf(9, 1));
    answer.setUsage(usageOf(9, 2));
    answer.setUsage(usageOf(8, 2));
    answer.addText('f');
    assert.deepEqual(answer.take(), [
      { type: 'text', text: 'ab' },
      { type: 'reasoning', text: 'cd' },
      { type: 'text', text: 'e' },
      { type: 'usage', usage: usageOf(9, 1) },
      { type: 'usage', usage: usageOf(9, 2) },
      { type: 'usage', usage: usageOf(8, 2) },
      { type: 'text', text: 'f' },
    ]);
    assert.deepEqual([answer.take(), answer.length, answer.textLength], [[], 6, 4]);
    answer.addText('g');
    assert.deepEqual(answer.take(), [{ type: 'text', text: 'g' }]);
  });

  it('knows the piece of text that was added last', () => {
    const answer = answerOf();
    answer.addText('a');
    answer.addText('b');
    assert.equal(answer.lastText, 'b');
  });

  it('that is whole says how, from whom and at what cost', () => {
    const answer = answerOf({ requestId: 'r-1' });
    answer.setModel('hush-1');
    for (const nameless of ['', undefined, 7]) answer.setModel(nameless);
    answer.addText('hello');
    answer.setUsage(usageOf(9, 1));
    answer.end({ finish: 'toolCalls' });
    answer.end(stop);
    assert.deepEqual(answer.finish(), {
      type: 'done',
      finish: 'toolCalls',
      model: '[secret]-1',
      requestId: 'r-1',
      usage: usageOf(9, 1),
      usageEstimated: false,
      source: 'server',
    });
  });

  it('without a name, a number or a count of the server says so', () => {
    const answer = answerOf();
    answer.addReasoning('well, well');
    answer.addText('hello there');
    answer.end(stop);
    assert.deepEqual(answer.finish(), {
      type: 'done',
      finish: 'stop',
      model: '',
      usage: usageOf(prompt, 5),
      usageEstimated: true,
      source: 'server',
    });
  });

  it('that fails says what it cost and which request it was', () => {
    const answer = answerOf({ requestId: 'r-1' });
    answer.addText('hello');
    const { kind, truncation, partialUsage, requestId, retryable } = failureOf(() => answer.finish());
    assert.deepEqual(
      { kind, truncation, partialUsage, requestId, retryable },
      {
        kind: 'truncated',
        truncation: 'streamEnded',
        partialUsage: usageOf(prompt, 1),
        requestId: 'r-1',
        retryable: false,
      },
    );
  });

  it('may be asked for again only when the server failed', () => {
    for (const [kind, retryable] of [
      ['server', true],
      ['protocol', false],
    ] as const) {
      const answer = answerOf();
      answer.end({ kind, detail: '' });
      assert.equal(failureOf(() => answer.finish()).retryable, retryable);
    }
  });

  it('becomes exactly as long as it may', () => {
    const answer = answerOf({ outputBound: 5 });
    answer.addText('abc');
    answer.addReasoning('de');
    assert.equal(failureOf(() => answer.addText('f')).truncation, 'outputBound');
  });

  it('is not whole when the server read less than seven tenths of 400 tokens or more', () => {
    const outcome = (sent: number, read: number): string | undefined => {
      const words = sent - estimatePromptTokens(requestOf({ prompt: '' }));
      const request = requestOf({ prompt: 'word '.repeat(words).trim() });
      assert.equal(estimatePromptTokens(request), sent);
      const answer = answerOf({ request });
      answer.setUsage(usageOf(read, 1));
      answer.end(stop);
      try {
        return answer.finish().finish;
      } catch (error) {
        return isProviderError(error) ? error.truncation : String(error);
      }
    };
    assert.deepEqual(
      [outcome(400, 279), outcome(400, 280), outcome(399, 1), outcome(400, 0)],
      ['promptCut', 'stop', 'stop', 'stop'],
    );
  });
});
