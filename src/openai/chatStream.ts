import { createParser } from 'eventsource-parser';
import type { EventSourceMessage } from 'eventsource-parser';
import type { Clock } from '../provider/clock.ts';
import { ProviderError } from '../provider/errors.ts';
import type { GenerationEvent } from '../provider/provider.ts';
import { maxOutputLength } from './chatAnswer.ts';
import type { ChatAnswer } from './chatAnswer.ts';
import { errorOf, parseObject, readChatChunk } from './chatChunk.ts';
import { classifyPayload } from './classify.ts';
import type { Scrub } from './classify.ts';
import { letGo } from './letGo.ts';

/** How long usage and `[DONE]` may take after the answer's end before it is taken as it is. */
const afterEndMs = 2000;
/** How long a finished reply may take to close before its connection is given up. */
const drainMs = 1000;
/** UTF-16 units of one event. */
const maxEventLength = 1024 * 1024;

/** What reading a reply needs beside it. */
export interface ReplyReading {
  readonly answer: ChatAnswer;
  readonly signal: AbortSignal;
  readonly scrub: Scrub;
  readonly clock: Clock;
  readonly onBytes: () => void;
  readonly onContent: () => void;
}

/**
 * Reads a reply of status 200: an event stream, or one JSON answer where a stream was asked for.
 * Yields text, reasoning and usage as they arrive and `done` when the answer is whole; throws otherwise.
 */
export async function* readReply(
  response: Response,
  reading: ReplyReading,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '').trim().toLowerCase();
  if (response.body === null) throw protocol('the reply is empty');
  const reader = response.body.getReader();
  const onAbort = (): void => void letGo(reader);
  reading.signal.addEventListener('abort', onAbort, { once: true });
  let isDrained = false;
  try {
    if (type === 'text/event-stream') {
      if ((yield* readEvents(reader, reading)) === 'doneLine') {
        isDrained = true;
        void drain(reader, reading.clock);
      }
    } else if (/^application\/(.+\+)?json$/.test(type)) {
      yield* readWhole(await readText(reader, reading, maxOutputLength * 2), reading);
    } else {
      const start = await readText(reader, reading, 200).catch(() => '');
      throw protocol(`content type ${type === '' ? 'missing' : type}: ${reading.scrub(start)}`);
    }
    yield reading.answer.finish();
  } finally {
    reading.signal.removeEventListener('abort', onAbort);
    if (!isDrained) void letGo(reader);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function* readEvents(
  reader: Reader,
  reading: ReplyReading,
): AsyncGenerator<GenerationEvent, 'doneLine' | 'closed', undefined> {
  const { answer } = reading;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let messages: EventSourceMessage[] = [];
  let isTooLong = false;
  const parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent: (message) => void messages.push(message),
    onError: (error) => void (isTooLong ||= error.type === 'max-buffer-size-exceeded'),
  });
  for (;;) {
    const bytes = await nextBytes(reader, reading);
    if (bytes === undefined) return 'closed';
    reading.onBytes();
    const text = decode(decoder, bytes);
    if (text === undefined && answer.isEnded) return 'closed';
    if (text === undefined) throw protocol('the stream is not UTF-8');
    parser.feed(text);
    const arrived = messages;
    messages = [];
    for (const message of arrived) {
      if (message.data.trim() === '[DONE]') return 'doneLine';
      yield* accept(message, reading);
    }
    if (isTooLong && answer.isEnded) return 'closed';
    if (isTooLong) throw protocol(`an event is longer than ${maxEventLength} characters`);
  }
}

function accept(message: EventSourceMessage, reading: ReplyReading): readonly GenerationEvent[] {
  if (message.data.trim() === '') return [];
  const chunk = readChatChunk(message.data);
  if (chunk === undefined && reading.answer.isEnded) return [];
  if (message.event === 'error' && !reading.answer.isEnded) {
    const payload = parseObject(message.data);
    throw classifyPayload(
      payload === undefined ? message.data : (errorOf(payload) ?? payload),
      reading.scrub,
    );
  }
  if (chunk === undefined) throw protocol('an event is not a JSON object');
  const events = reading.answer.accept(chunk);
  if (events.some(({ type }) => type === 'text' || type === 'reasoning')) reading.onContent();
  return events;
}

function* readWhole(body: string, reading: ReplyReading): Generator<GenerationEvent, void, undefined> {
  const chunk = readChatChunk(body);
  if (chunk === undefined) throw protocol('the reply is not a JSON object');
  yield* reading.answer.accept(chunk);
}

/** The next bytes; undefined at the end. Once the answer has ended, a broken or silent connection is an end, too. */
async function nextBytes(reader: Reader, reading: ReplyReading): Promise<Uint8Array | undefined> {
  if (reading.answer.isEnded) {
    const stop = reading.clock.setTimeout(() => void letGo(reader), afterEndMs);
    try {
      return (await reader.read()).value;
    } catch {
      return undefined;
    } finally {
      stop();
    }
  }
  const { value } = await reader.read();
  reading.signal.throwIfAborted(); // cancelling the reader looks like its end
  return value;
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
    if (text.length > limit && limit < maxOutputLength) return text.slice(0, limit);
    if (text.length > limit) throw protocol(`the reply is longer than ${limit} characters`);
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
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
