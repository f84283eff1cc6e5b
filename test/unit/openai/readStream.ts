import { setTimeout as sleep } from 'node:timers/promises';
import { Answer } from '../../../src/openai/answer.ts';
import { chatWire } from '../../../src/openai/chatWire.ts';
import { readReply } from '../../../src/openai/readReply.ts';
import { createScrub } from '../../../src/openai/scrub.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import type { Wire } from '../../../src/openai/wire.ts';
import type { Clock } from '../../../src/provider/clock.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError } from '../../../src/provider/errors.ts';
import type { GenerationDone, GenerationEvent, GenerationRequest } from '../../../src/provider/provider.ts';

/** A small request; `over` changes parts of it. */
export function requestOf(over: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    task: 'generate',
    system: 'You write code.',
    context: [],
    prompt: 'Write a function.',
    history: [],
    format: { kind: 'text' },
    ...over,
  };
}

/** What reading a reply came to. */
export interface Reading {
  readonly text: string;
  readonly reasoning: string;
  readonly events: readonly GenerationEvent[];
  readonly done: GenerationDone | undefined;
  readonly failure: ProviderError | undefined;
}

/** How the pieces of a body end. */
export type BodyEnd = 'close' | 'error' | 'hang';

/** A body made of these pieces. */
export function bodyOf(
  pieces: readonly (string | Uint8Array)[],
  end: BodyEnd = 'close',
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces[at];
        at += 1;
        if (piece !== undefined)
          controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
        else if (end === 'close') controller.close();
        else if (end === 'error') controller.error(new TypeError('terminated'));
        else await sleep(30_000, undefined, { ref: false });
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads a reply of status 200 to its end. */
export async function read(
  pieces: readonly (string | Uint8Array)[],
  options: {
    readonly wire?: Wire;
    /** The upper bound that was sent, in tokens; 4096 unless told. */
    readonly tokenLimit?: number;
    readonly end?: BodyEnd;
    readonly contentType?: string;
    readonly request?: GenerationRequest;
    readonly clock?: Clock;
    readonly signal?: AbortSignal;
    readonly onContent?: () => void;
  } = {},
): Promise<Reading> {
  const scrub = createScrub([], []);
  const headers = { 'content-type': options.contentType ?? 'text/event-stream; charset=utf-8' };
  const events: GenerationEvent[] = [];
  let failure: ProviderError | undefined;
  try {
    const answer = new Answer({
      request: options.request ?? requestOf(),
      tokenLimit: options.tokenLimit ?? 4096,
      scrub,
      requestId: undefined,
    });
    const reply = readReply(new Response(bodyOf(pieces, options.end), { headers }), {
      answer,
      wire: options.wire ?? chatWire,
      signal: options.signal ?? new AbortController().signal,
      clock: options.clock ?? systemClock,
      onBytes: () => undefined,
      onContent: options.onContent ?? (() => undefined),
    });
    for await (const batch of reply) events.push(...batch);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    failure = error;
  }
  const joined = (type: 'text' | 'reasoning'): string =>
    events.map((event) => (event.type === type ? event.text : '')).join('');
  return {
    text: joined('text'),
    reasoning: joined('reasoning'),
    events,
    done: events.find((event) => event.type === 'done'),
    failure,
  };
}
