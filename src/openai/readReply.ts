import { createParser } from 'eventsource-parser';
import type { EventSourceMessage } from 'eventsource-parser';
import type { Clock } from '../provider/clock.ts';
import { ProviderError } from '../provider/errors.ts';
import type { GenerationEvent } from '../provider/provider.ts';
import { endless, maxOutputLength } from './answer.ts';
import type { Answer } from './answer.ts';
import { classifyPayload } from './classify.ts';
import type { Scrub } from './classify.ts';
import { letGo } from './letGo.ts';
import { errorOf, parseObject } from './payload.ts';
import type { PayloadReader } from './wire.ts';

/** How long usage and `[DONE]` may take after the answer's end before it is taken as it is. */
const afterEndMs = 2000;
/** How long a finished reply may take to close before its connection is given up. */
const drainMs = 1000;

/** What reading a reply needs beside it. */
export interface ReplyReading {
  readonly answer: Answer;
  readonly read: PayloadReader;
  readonly signal: AbortSignal;
  readonly scrub: Scrub;
  readonly clock: Clock;
  readonly onBytes: () => void;
  readonly onContent: () => void;
}

type Batch = readonly GenerationEvent[];

/**
 * Reads a reply of status 200, on either wire: an event stream, or one JSON answer where a stream was asked for.
 * Yields what each piece of the network brought, at last `done` when the answer is whole; throws otherwise.
 */
export async function* readReply(
  response: Response,
  reading: ReplyReading,
): AsyncGenerator<Batch, void, undefined> {
  const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '').trim().toLowerCase();
  if (response.body === null) throw protocol('the reply is empty');
  const reader = response.body.getReader();
  const onAbort = (): void => void letGo(reader);
  reading.signal.addEventListener('abort', onAbort, { once: true });
  let isDrained = false;
  try {
    if (type === 'text/event-stream') {
      if ((yield* readStream(reader, reading)) === 'doneLine') {
        isDrained = true;
        void drain(reader, reading.clock);
      }
    } else if (/^application\/(.+\+)?json$/.test(type)) {
      readWhole(await readText(reader, reading, boundOf(reading) * 2), reading);
      yield reading.answer.take();
    } else {
      const start = await readText(reader, reading, 200).catch(() => '');
      throw protocol(`content type ${type === '' ? 'missing' : type}: ${reading.scrub(start)}`);
    }
    yield [reading.answer.finish()];
  } finally {
    reading.signal.removeEventListener('abort', onAbort);
    if (!isDrained) void letGo(reader);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Read = Awaited<ReturnType<Reader['read']>>;

async function* readStream(
  reader: Reader,
  reading: ReplyReading,
): AsyncGenerator<Batch, 'doneLine' | 'closed', undefined> {
  const { answer } = reading;
  const stream = createStreamReader(reading);
  for (;;) {
    const { value } = answer.isEnded ? await nextAfterEnd(reader, reading.clock) : await reader.read();
    if (!answer.isEnded) reading.signal.throwIfAborted(); // cancelling the reader looks like its end
    if (value === undefined) return 'closed';
    reading.onBytes();
    const before = answer.length;
    stream.feed(value);
    if (answer.length > before) reading.onContent();
    const events = answer.take();
    if (events.length > 0) yield events;
    if (stream.failure !== undefined) throw stream.failure;
    if (stream.isDone) return 'doneLine';
    if (stream.isBroken) return 'closed';
  }
}

/** Bytes of an event stream, fed piece by piece, told to the answer payload by payload. */
interface StreamReader {
  feed(bytes: Uint8Array): void;
  /** `[DONE]` was said. */
  readonly isDone: boolean;
  /** What follows cannot be read, which does not matter any more. */
  readonly isBroken: boolean;
  /** Why the answer is not whole; what was told before it counts. */
  readonly failure: Error | undefined;
}

function createStreamReader(reading: ReplyReading): StreamReader {
  const { answer } = reading;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const state: { isDone: boolean; isBroken: boolean; failure: Error | undefined } = {
    isDone: false,
    isBroken: false,
    failure: undefined,
  };
  const breakOff = (failure: ProviderError): void => {
    state.isBroken = true;
    if (!answer.isEnded) state.failure ??= failure;
  };
  const bound = boundOf(reading);
  const parser = createParser({
    maxBufferSize: bound,
    onEvent(message) {
      if (state.isDone || state.failure !== undefined) return;
      try {
        if (readMessage(message, reading) === 'doneLine') state.isDone = true;
      } catch (error) {
        state.failure = error instanceof Error ? error : new Error(String(error));
      }
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded')
        breakOff(endless(`an event is longer than ${bound} characters`));
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

function readMessage(message: EventSourceMessage, reading: ReplyReading): 'doneLine' | undefined {
  const { data } = message;
  if (data.length < 16) {
    const word = data.trim();
    if (word === '[DONE]') return 'doneLine';
    if (word === '') return undefined;
  }
  const { answer } = reading;
  const payload = parseObject(data);
  if (!answer.isEnded) {
    const isError = message.event === 'error';
    const error = payload === undefined ? (isError ? data : undefined) : errorOf(payload);
    if (error !== undefined || isError) throw classifyPayload(error ?? payload, reading.scrub);
    if (payload === undefined) throw protocol('an event is not a JSON object');
  }
  if (payload !== undefined) reading.read(payload);
  return undefined;
}

function readWhole(body: string, reading: ReplyReading): void {
  const payload = parseObject(body);
  if (payload === undefined) throw protocol('the reply is not a JSON object');
  const error = errorOf(payload);
  if (error !== undefined) throw classifyPayload(error, reading.scrub);
  reading.read(payload);
}

/** The next bytes once the answer has ended: a broken or silent connection is an end, too. */
async function nextAfterEnd(reader: Reader, clock: Clock): Promise<Pick<Read, 'value'>> {
  const stop = clock.setTimeout(() => void letGo(reader), afterEndMs);
  try {
    return await reader.read();
  } catch {
    return { value: undefined };
  } finally {
    stop();
  }
}

async function readText(reader: Reader, reading: ReplyReading, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value } = await reader.read();
    reading.signal.throwIfAborted();
    if (value === undefined) return text + decoder.decode();
    reading.onBytes();
    text += decoder.decode(value, { stream: true });
    if (text.length > limit && limit < boundOf(reading)) return text.slice(0, limit);
    if (text.length > limit) throw endless(`the reply is longer than ${limit} characters`);
  }
}

function boundOf({ answer }: ReplyReading): number {
  return answer.context.outputBound ?? maxOutputLength;
}

/** Reads a finished reply to its end, so that its connection can be used again. */
async function drain(reader: Reader, clock: Clock): Promise<void> {
  const stop = clock.setTimeout(() => void letGo(reader), drainMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer is whole already.
  } finally {
    stop();
  }
}

function protocol(detail: string): ProviderError {
  return new ProviderError({ kind: 'protocol', detail });
}
