import { createParser } from 'eventsource-parser';
import type { EventSourceMessage } from 'eventsource-parser';
import { ProviderError } from '../provider/errors.ts';
import { endless } from './answer.ts';
import type { Answer } from './answer.ts';
import { classifyPayload } from './classify.ts';
import { errorOf, parseObject } from './payload.ts';
import { createRepeatedShape } from './repeatedShape.ts';
import type { PayloadReader, Wire } from './wire.ts';

/** The bytes of an event stream, fed piece by piece and told to an answer, payload by payload. */
export interface EventStream {
  /** Never throws. */
  feed(bytes: Uint8Array): void;
  /** Nothing more is read: `[DONE]` was said, or what follows is unreadable and does not matter any more. */
  readonly ended: 'doneLine' | 'unreadable' | undefined;
  /** Why the answer is not whole; what was told before it counts. Never there after `[DONE]`. */
  readonly failure: Error | undefined;
}

interface State {
  ended: EventStream['ended'];
  failure: Error | undefined;
}

/** Reads events for an answer over a wire. After the answer's end only text is wrong, because it would be missing. */
export function createEventStream(answer: Answer, wire: Wire): EventStream {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const state: State = { ended: undefined, failure: undefined };
  const breakOff = (failure: ProviderError): void => {
    if (state.ended !== undefined) return;
    state.ended = 'unreadable';
    if (!answer.isEnded) state.failure ??= failure;
  };
  const { outputBound } = answer;
  const readMessage = createMessageReader(answer, wire);
  const parser = createParser({
    maxBufferSize: outputBound,
    onEvent(message) {
      if (state.ended !== undefined || state.failure !== undefined) return;
      try {
        if (readMessage(message) === 'doneLine') state.ended = 'doneLine';
      } catch (error) {
        state.failure = error instanceof Error ? error : new Error(String(error));
      }
    },
    onError(error) {
      if (error.type !== 'max-buffer-size-exceeded') return;
      breakOff(endless(`an event is longer than ${outputBound} characters`));
    },
  });
  return Object.assign(state, {
    feed(bytes: Uint8Array): void {
      let text: string;
      try {
        text = decoder.decode(bytes, { stream: true });
      } catch {
        parser.feed(readableStart(bytes));
        breakOff(protocol('the stream is not UTF-8'));
        return;
      }
      parser.feed(text);
    },
  });
}

/** What stands before the first byte that is no UTF-8. */
function readableStart(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\ufffd[^]*/, '');
}

function createMessageReader(
  answer: Answer,
  wire: Wire,
): (message: EventSourceMessage) => 'doneLine' | undefined {
  const read = wire.createReader(answer);
  const shape = createRepeatedShape(wire.textKey);
  return ({ event, data }) => {
    const text = event === 'error' ? undefined : shape.textIn(data);
    if (text !== undefined) {
      answer.addText(text);
      return undefined;
    }
    if (isWord(data, '[DONE]')) return 'doneLine';
    if (isWord(data, '')) return undefined;
    shape.forget();
    const before = answer.textLength;
    readData(data, event, { answer, read });
    if (answer.textLength > before) shape.learn(data, answer.lastText);
    return undefined;
  };
}

function isWord(data: string, word: string): boolean {
  return data.length < 16 && data.trim() === word;
}

function readData(
  data: string,
  event: string | undefined,
  { answer, read }: { readonly answer: Answer; readonly read: PayloadReader },
): void {
  const payload = parseObject(data);
  if (!answer.isEnded) {
    const isError = event === 'error';
    const error = payload === undefined ? (isError ? data : undefined) : errorOf(payload);
    if (error !== undefined || isError) throw classifyPayload(error ?? payload, answer.context.scrub);
    if (payload === undefined) throw protocol('an event is not a JSON object');
  }
  if (payload !== undefined) read(payload);
}

/** The failure of a reply that is not what a model server says. */
export function protocol(detail: string): ProviderError {
  return new ProviderError({ kind: 'protocol', detail });
}
