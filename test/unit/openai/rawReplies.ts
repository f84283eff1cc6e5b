import { constants, gzipSync } from 'node:zlib';
import { sse } from '../../support/scriptedReply.ts';
import type { Step } from '../../support/rawServer.ts';

/** The pieces of an answer on one wire, as its servers send them, and the answer `text` makes. */
export interface WireWords {
  readonly name: 'chat' | 'responses';
  readonly begin: string;
  readonly text: (words: string) => string;
  readonly reasoning: (words: string) => string;
  /** The end of an answer, with its usage where both are one event. */
  readonly end: string;
  /** The end of an answer without a usage. */
  readonly endAlone: string;
  /** Ends at the token limit, by a filter. */
  readonly endAt: (reason: 'limit' | 'filter') => string;
  /** The end of an answer whose server says it read this many tokens. */
  readonly endHavingRead: (promptTokens: number) => string;
  readonly refusal: string;
  readonly toolCall: string;
  /** One JSON object instead of a stream. */
  readonly whole: (words: string) => string;
}

/** The upper bound asked for, in tokens. */
export const tokenLimit = 500;

const choice = (delta: object, more: object = {}): string =>
  sse({ model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...more }] });
const chatUsage = (prompt: number): object => ({ usage: { prompt_tokens: prompt, completion_tokens: 2 } });
const stop = choice({}, { finish_reason: 'stop' });

/** Shapes of llama.cpp. */
const chat: WireWords = {
  name: 'chat',
  begin: choice({ role: 'assistant', content: null }),
  text: (words) => choice({ content: words }),
  reasoning: (words) => choice({ reasoning_content: words }),
  end: stop + sse({ choices: [], ...chatUsage(9) }),
  endAlone: stop,
  endAt: (reason) => choice({}, { finish_reason: reason === 'limit' ? 'length' : 'content_filter' }),
  endHavingRead: (prompt) => stop + sse({ choices: [], ...chatUsage(prompt) }),
  refusal: choice({ refusal: 'No.' }) + stop,
  toolCall:
    choice({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] }) +
    choice({}, { finish_reason: 'tool_calls' }),
  whole: (words) =>
    JSON.stringify({
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: words }, finish_reason: 'stop' }],
      ...chatUsage(9),
    }),
};

const event = (type: string, more: object): string =>
  `event: ${type}\n${sse({ type, sequence_number: 1, ...more })}`;
const output = (content: object): object => ({
  output: [{ type: 'message', role: 'assistant', content: [content] }],
});
const ended = (status: string, more: object = {}, prompt = 9): string =>
  event(`response.${status}`, {
    response: {
      object: 'response',
      status,
      model: 'm',
      usage: { input_tokens: prompt, output_tokens: 2 },
      ...more,
    },
  });
const incomplete = (reason: string): string => ended('incomplete', { incomplete_details: { reason } });

/** Shapes of OpenAI's types and of llama.cpp. */
const responses: WireWords = {
  name: 'responses',
  begin: event('response.created', { response: { object: 'response', status: 'in_progress' } }),
  text: (words) => event('response.output_text.delta', { output_index: 0, content_index: 0, delta: words }),
  reasoning: (words) => event('response.reasoning_summary_text.delta', { delta: words }),
  end: ended('completed'),
  endAlone: ended('completed', { usage: null }),
  endAt: (reason) => incomplete(reason === 'limit' ? 'max_output_tokens' : 'content_filter'),
  endHavingRead: (prompt) => ended('completed', {}, prompt),
  refusal: event('response.refusal.delta', { delta: 'No.' }) + ended('completed'),
  toolCall: ended('completed', { output: [{ type: 'function_call', name: 'f', arguments: '{}' }] }),
  whole: (words) =>
    JSON.stringify({
      object: 'response',
      status: 'completed',
      model: 'm',
      ...output({ type: 'output_text', text: words }),
      usage: { input_tokens: 9, output_tokens: 2 },
    }),
};

export const wireWords: readonly WireWords[] = [chat, responses];

/** A status line of success with these header lines. */
export function head(...headers: readonly string[]): string {
  return `${['HTTP/1.1 200 OK', ...headers].join('\r\n')}\r\n\r\n`;
}

export const stream = 'content-type: text/event-stream';

/** One piece of a chunked body. */
export function chunk(piece: string | Uint8Array): Uint8Array {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** What ends a chunked body. */
const lastChunk = '0\r\n\r\n';

/** An event stream in chunks, without its last one. */
export function openStream(...pieces: readonly (string | Uint8Array)[]): readonly Step[] {
  return [head(stream, 'transfer-encoding: chunked'), ...pieces.map(chunk)];
}

/** A whole event stream in chunks. */
export function eventStream(...pieces: readonly (string | Uint8Array)[]): readonly Step[] {
  return [...openStream(...pieces), lastChunk];
}

/** An event stream that ends with its connection. */
export function closingStream(...pieces: readonly string[]): readonly Step[] {
  return [head(stream, 'connection: close'), ...pieces];
}

/** A body of known length, whose header may lie about it. */
export function sized(type: string, body: string | Uint8Array, length?: number): readonly Step[] {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return [head(`content-type: ${type}`, `content-length: ${length ?? bytes.length}`), bytes];
}

/** A compressed event stream; a cut one holds the whole text, but not the end of the compression. */
export function gzipStream(text: string, end: 'whole' | 'cut' = 'whole'): readonly Step[] {
  const finishFlush = end === 'whole' ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
  return [
    head(stream, 'content-encoding: gzip', 'transfer-encoding: chunked'),
    chunk(gzipSync(text, { finishFlush })),
    lastChunk,
  ];
}
