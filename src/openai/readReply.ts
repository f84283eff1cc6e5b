import type { Clock } from '../provider/clock.ts';
import type { GenerationDone, GenerationEvent } from '../provider/provider.ts';
import { endless } from './answer.ts';
import type { Answer } from './answer.ts';
import { classifyPayload } from './classify.ts';
import { createEventStream, protocol } from './eventStream.ts';
import { letGo } from './letGo.ts';
import { errorOf, parseObject } from './payload.ts';
import { createTurnReader } from './turnReader.ts';
import type { TurnReader } from './turnReader.ts';
import type { Wire } from './wire.ts';

/** How long usage and `[DONE]` may take after the answer's end before it is taken as it is. */
const afterEndMs = 2000;
/** How long a finished reply may take to close before its connection is given up. */
const drainMs = 1000;
/** Bytes of a reply of an unknown type that are worth reading. */
const shownLength = 200;

/** What reading a reply needs beside it. */
export interface ReplyReading {
  readonly answer: Answer;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onBytes: () => void;
  readonly onContent: () => void;
}

type Batch = readonly GenerationEvent[];
type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Reads a reply of status 200, on either wire: an event stream, or one JSON answer where a stream was asked for.
 * Yields what arrived together, texts joined, at last `done` when the answer is whole; throws otherwise.
 */
export async function* readReply(
  response: Response,
  reading: ReplyReading,
): AsyncGenerator<Batch, void, undefined> {
  const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '').trim().toLowerCase();
  if (response.body === null) throw protocol('the reply is empty');
  const reader = response.body.getReader();
  const onAbort = (): void => void letGo(reader);
  reading.signal.addEventListener('abort', onAbort);
  let isDrained = false;
  try {
    if (type === 'text/event-stream') {
      if (yield* readStream(reader, reading)) {
        isDrained = true;
        void drain(reader, reading.clock);
      }
    } else if (/^application\/(.+\+)?json$/.test(type)) {
      readWhole(await readText(reader, reading), reading);
    } else {
      const start = await readStart(reader).catch(() => '');
      throw protocol(
        `content type ${type === '' ? 'missing' : type}: ${reading.answer.context.scrub(start)}`,
      );
    }
    yield* finished(reading.answer);
  } finally {
    reading.signal.removeEventListener('abort', onAbort);
    if (!isDrained) void letGo(reader);
  }
}

/** The last events of an answer, or what came before its failure. */
function* finished(answer: Answer): Generator<Batch, void, undefined> {
  let done: GenerationDone;
  try {
    done = answer.finish();
  } catch (failure) {
    yield answer.take();
    throw failure;
  }
  yield [...answer.take(), done];
}

/** Returns whether `[DONE]` was said, so that what is left of the body is next to nothing. */
async function* readStream(reader: Reader, reading: ReplyReading): AsyncGenerator<Batch, boolean, undefined> {
  const { answer, wire } = reading;
  const stream = createEventStream(answer, wire);
  const turns = createTurnReader(reader);
  for (;;) {
    const bytes = answer.isEnded ? await afterEnd(turns, reader, reading.clock) : await turns.next();
    if (!answer.isEnded) reading.signal.throwIfAborted(); // cancelling the reader looks like its end
    if (bytes === undefined) return false;
    reading.onBytes();
    const before = answer.length;
    stream.feed(bytes);
    if (answer.length > before) reading.onContent();
    // What came with the end goes with `done`.
    if (stream.ended === 'doneLine') return true;
    const events = answer.take();
    if (events.length > 0) yield events;
    if (stream.failure !== undefined) throw stream.failure;
    if (stream.ended !== undefined) return false;
  }
}

function readWhole(body: string, { answer, wire }: ReplyReading): void {
  const payload = parseObject(body);
  if (payload === undefined) throw protocol('the reply is not a JSON object');
  const error = errorOf(payload);
  if (error !== undefined) throw classifyPayload(error, answer.context.scrub);
  wire.createReader(answer)(payload);
}

/** The next bytes once the answer has ended: a broken or silent connection is an end, too. */
async function afterEnd(turns: TurnReader, reader: Reader, clock: Clock): Promise<Uint8Array | undefined> {
  const stop = clock.setTimeout(() => void letGo(reader), afterEndMs);
  try {
    return await turns.next();
  } catch {
    return undefined;
  } finally {
    stop();
  }
}

async function readText(reader: Reader, reading: ReplyReading): Promise<string> {
  const decoder = new TextDecoder();
  const limit = reading.answer.outputBound * 2; // escaped, a text is longer
  let text = '';
  for (;;) {
    const { value } = await reader.read();
    reading.signal.throwIfAborted();
    if (value === undefined) return text + decoder.decode();
    reading.onBytes();
    text += decoder.decode(value, { stream: true });
    if (text.length > limit) throw endless(`the reply is longer than ${limit} characters`);
  }
}

async function readStart(reader: Reader): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < shownLength) {
    const { value } = await reader.read();
    if (value === undefined) break;
    text += decoder.decode(value, { stream: true });
  }
  return text.slice(0, shownLength);
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
