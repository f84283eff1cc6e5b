import assert from 'node:assert/strict';
import { Answer } from '../../../src/openai/answer.ts';
import { chatWire } from '../../../src/openai/chatWire.ts';
import { createEventStream } from '../../../src/openai/eventStream.ts';
import { responsesWire } from '../../../src/openai/responsesWire.ts';
import type { Wire } from '../../../src/openai/wire.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import { sse } from '../../support/scriptedReply.ts';
import { requestOf } from './readStream.ts';

/** A stream of a wire, and how many of its payloads were read by the wire itself. */
function streamOver(wire: Wire = chatWire) {
  const answer = new Answer({
    request: requestOf(),
    tokenLimit: 4096,
    scrub: (text) => text,
    requestId: undefined,
    outputBound: 500,
  });
  let read = 0;
  const stream = createEventStream(answer, {
    ...wire,
    createReader(of) {
      const reader = wire.createReader(of);
      return (payload) => {
        read += 1;
        reader(payload);
      };
    },
  });
  const feed = (...pieces: readonly (string | Uint8Array)[]): void =>
    stream.feed(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  const text = (): string =>
    answer
      .take()
      .map((event) => (event.type === 'text' ? event.text : ''))
      .join('');
  const failure = (): string | undefined =>
    isProviderError(stream.failure) ? stream.failure.kind : undefined;
  return { stream, feed, text, failure, read: () => read };
}

const chunk = (content: string | null, index = 0): string =>
  sse({ choices: [{ index, delta: { content }, finish_reason: null }] });
const end = sse({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const delta = (text: string): string => sse({ type: 'response.output_text.delta', delta: text });
const invalid = Uint8Array.of(255);

describe('The events of a stream', () => {
  for (const [name, wire, event] of [
    ['chat', chatWire, chunk],
    ['responses', responsesWire, delta],
  ] as const) {
    it(`over the ${name} wire are read as a whole once, as long as only their text differs`, () => {
      const { feed, text, read } = streamOver(wire);
      feed(event('a'), event('b'), event('"c"'));
      feed(event('d'));
      assert.deepEqual([text(), read()], ['ab"c"d', 1]);
    });
  }

  it('are read as a whole again after one that differs', () => {
    const { feed, text, read } = streamOver();
    feed(chunk('a'), chunk('b'), chunk(null), chunk('c'), chunk('d'));
    assert.deepEqual([text(), read()], ['abcd', 3]);
  });

  it('are like one that added text, never like one that did not', () => {
    const { feed, text } = streamOver();
    feed(chunk('a'), chunk('a', 1), chunk('b', 1));
    assert.equal(text(), 'a');
  });

  it('called errors are, even when they look like text', () => {
    const { feed, text, failure } = streamOver();
    feed(chunk('a'), `event: error\n${chunk('b')}`);
    assert.deepEqual([text(), failure()], ['a', 'server']);
  });

  it('end with [DONE], in any blanks, and nothing after it counts', () => {
    for (const last of ['data: [DONE]\n\n', 'data:  [DONE] \n\n']) {
      const { stream, feed, text, failure } = streamOver();
      feed(chunk('a'), last, chunk('b'), sse({ error: 'late' }));
      assert.deepEqual([stream.ended, failure(), text()], ['doneLine', undefined, 'a']);
      feed(invalid);
      assert.deepEqual([stream.ended, failure()], ['doneLine', undefined]);
    }
  });

  it('go on without an end', () => {
    const { stream, feed } = streamOver();
    feed(chunk('a'), end);
    assert.deepEqual([stream.ended, stream.failure], [undefined, undefined]);
  });

  it('may be cut within a character', () => {
    const { feed, text, failure } = streamOver();
    const bytes = Buffer.from(chunk('wörld'));
    const middle = bytes.indexOf('ö') + 1;
    feed(bytes.subarray(0, middle));
    feed(bytes.subarray(middle));
    assert.deepEqual([text(), failure()], ['wörld', undefined]);
  });

  it('count up to the first byte that is no UTF-8, and not beyond', () => {
    const { stream, feed, text, failure } = streamOver();
    feed(chunk('a'), invalid, `\n\n${chunk('b')}`);
    assert.deepEqual([stream.ended, failure(), text()], ['unreadable', 'protocol', 'a']);
  });

  it('may be unreadable after the end of the answer', () => {
    for (const last of [invalid, `data: ${'x'.repeat(600)}`]) {
      const { stream, feed } = streamOver();
      feed(chunk('a'), end);
      feed(last);
      assert.deepEqual([stream.ended, stream.failure], ['unreadable', undefined]);
    }
  });

  it('keep the first failure', () => {
    const { stream, feed, failure } = streamOver();
    feed(sse({ error: { code: 401 } }), sse({ error: { code: 429 } }), chunk('a'));
    feed(invalid);
    assert.deepEqual([stream.ended, failure()], ['unreadable', 'auth']);
  });

  it('longer than the answer may be fail', () => {
    const { failure, feed } = streamOver();
    feed(`data: ${'x'.repeat(600)}`);
    assert.equal(failure(), 'truncated');
  });
});
