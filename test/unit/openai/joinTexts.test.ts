import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinTexts } from '../../../src/openai/joinTexts.ts';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';

const text = (value: string): GenerationEvent => ({ type: 'text', text: value });
const reasoning = (value: string): GenerationEvent => ({ type: 'reasoning', text: value });
const usage: GenerationEvent = { type: 'usage', usage: usageOf(1, 2) };

describe('The texts of one batch of events', () => {
  it('become one where they are neighbours', () => {
    assert.deepEqual(joinTexts([text('a'), text('b'), text('c')]), [text('abc')]);
  });

  it('stay apart where another kind of event stands between them', () => {
    const events = [reasoning('r'), reasoning('s'), text('a'), usage, text('b'), reasoning('t'), usage];
    assert.deepEqual(joinTexts(events), [
      reasoning('rs'),
      text('a'),
      usage,
      text('b'),
      reasoning('t'),
      usage,
    ]);
  });

  it('are left as they are when there is nothing to join', () => {
    for (const events of [[], [text('a')], [usage, usage]]) assert.deepEqual(joinTexts(events), events);
  });

  it('say the same in the same order, whatever comes', () => {
    const event = fc.oneof(
      fc.string({ minLength: 1 }).map(text),
      fc.string({ minLength: 1 }).map(reasoning),
      fc.constant(usage),
    );
    const spelled = (events: readonly GenerationEvent[]): readonly string[] =>
      events.flatMap((it) =>
        'text' in it ? it.text.split('').map((letter) => it.type + letter) : [it.type],
      );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const joined = joinTexts(events);
        assert.deepEqual(spelled(joined), spelled(events));
        joined.forEach((it, at) => assert.ok(it.type === 'usage' || it.type !== joined[at - 1]?.type));
      }),
    );
  });
});
