import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFresh, parseAnswer, replay, toCachedAnswer } from '../../../src/cache/cachedAnswer.ts';
import { collect } from '../../../src/provider/collect.ts';
import type { GenerationDone, GenerationEvent } from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { answer, day, start } from './storeAt.ts';

const texts = fc.string({ unit: 'binary', maxLength: 200 });
const tokens = fc.nat({ max: 1_000_000 });
const answers = fc.record({ text: texts, reasoning: texts, model: texts, read: tokens, written: tokens });

async function* streamOf(events: readonly GenerationEvent[]): AsyncGenerator<GenerationEvent> {
  yield* events;
}

describe('A kept answer', () => {
  it('comes back from its text as the answer it was, whatever its characters', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async ({ text, reasoning, model, read, written }) => {
        const usage = usageOf(read, written);
        const end: GenerationDone = {
          type: 'done',
          finish: 'stop',
          model,
          usage,
          usageEstimated: read > written,
          requestId: 'r',
          source: 'server',
        };
        const kept = toCachedAnswer({ text, reasoning }, end, start);
        const again = parseAnswer(JSON.stringify(kept));
        assert.deepEqual(again, kept);
        const { requestId: _, ...rest } = end;
        assert.deepEqual(await collect(streamOf(replay(kept))), {
          text,
          reasoning,
          done: { ...rest, source: 'cache', storedAt: start },
        });
      }),
    );
  });

  it('is given as one event of reasoning, one of text and the end, and without those that would be empty', () => {
    const types = (kept: Parameters<typeof replay>[0]): readonly string[] =>
      replay(kept).map(({ type }) => type);
    assert.deepEqual(types(answer('a', { reasoning: 'b' })), ['reasoning', 'text', 'done']);
    assert.deepEqual(types(answer('')), ['done']);
  });

  it('is told from a text that is none', () => {
    const kept = answer('a');
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...kept, text: 1 }),
      JSON.stringify({ ...kept, usage: { ...kept.usage, totalTokens: -1 } }),
      JSON.stringify({ ...kept, storedAt: 1.5 }),
      JSON.stringify({ ...kept, model: undefined }),
    ])
      assert.equal(parseAnswer(text), undefined, text);
  });

  it('is fresh for its lifetime, and as long before its time when the clock was set back', () => {
    assert.equal(isFresh(start, start + day, day), true);
    assert.equal(isFresh(start, start + day + 1, day), false);
    assert.equal(isFresh(start, start - day, day), true);
    assert.equal(isFresh(start, start - day - 1, day), false);
  });
});
