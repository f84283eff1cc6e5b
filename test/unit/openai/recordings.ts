import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatWire } from '../../../src/openai/chatWire.ts';
import { responsesWire } from '../../../src/openai/responsesWire.ts';
import type { Wire } from '../../../src/openai/wire.ts';

/** A reply as it came over the wire from a real server; `test/fixtures/streams/README.md` names the sources. */
export function recorded(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../fixtures/streams', name));
}

/** A recorded stream, with what is known of it without reading it as the product does. */
export interface RecordedStream {
  readonly name: string;
  readonly wire: Wire;
  readonly bytes: Buffer;
  /** How the whole is to be read: `ok`, or the kind of its failure. */
  readonly outcome: 'ok' | 'truncated' | 'server';
  /** The upper bound that was asked for, in tokens. */
  readonly tokenLimit: number;
  /** The number of bytes with which the event that ends the answer is complete; infinite when there is none. */
  readonly terminal: number;
  /** The number of bytes with which the usage is known; infinite when there is none. */
  readonly usage: number;
}

const chat = (
  name: string,
  outcome: RecordedStream['outcome'] = 'ok',
  tokenLimit = 4096,
): RecordedStream => ({
  name,
  wire: chatWire,
  bytes: recorded(name),
  outcome,
  tokenLimit,
  terminal: endOf(recorded(name), /"finish_reason":"\w+"/),
  usage: endOf(recorded(name), /"usage":\{/),
});

const responses = (
  name: string,
  outcome: RecordedStream['outcome'] = 'ok',
  tokenLimit = 4096,
): RecordedStream => ({
  name,
  wire: responsesWire,
  bytes: recorded(name),
  outcome,
  tokenLimit,
  terminal: endOf(recorded(name), /"type":"response\.(completed|incomplete|failed)"/),
  usage: endOf(recorded(name), /"usage":\{/),
});

/** Every recorded stream. Each has one choice and uses line feeds alone, so that an event ends with an empty line. */
export const recordings: readonly RecordedStream[] = [
  chat('llama-chat-json.sse'),
  chat('llama-chat-no-usage.sse'),
  chat('llama-chat-length.sse', 'truncated'),
  chat('litellm-chat.sse'),
  chat('litellm-chat-died.sse', 'server'),
  responses('llama-responses.sse'),
  responses('llama-responses-unicode.sse'),
  responses('llama-responses-length.sse', 'truncated', 12),
  responses('litellm-responses.sse'),
  responses('litellm-responses-length.sse', 'truncated', 12),
  responses('litellm-responses-died.sse', 'server'),
];

/** Where the first event that matches is complete. */
function endOf(bytes: Buffer, pattern: RegExp): number {
  const latin = bytes.toString('latin1'); // one character a byte
  const at = latin.search(pattern);
  return at < 0 ? Infinity : latin.indexOf('\n\n', at) + 2;
}
