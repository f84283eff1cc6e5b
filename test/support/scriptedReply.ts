/** What one request is answered with: plain data, so that it can also be sent to a server in another process. */
export type Reply = ChatReply | StreamReply | StatusReply | RawReply | StallReply;

/** A Chat Completions answer, streamed in the shape llama.cpp uses, with everything that can go wrong on the way. */
export interface ChatReply {
  readonly kind: 'chat';
  readonly text: string;
  /** UTF-16 units per content chunk; 8 unless told. */
  readonly chunkSize?: number;
  /** Milliseconds before the headers. */
  readonly headersDelayMs?: number;
  /** Milliseconds between headers and first chunk. */
  readonly firstDelayMs?: number;
  /** Milliseconds between chunks. */
  readonly delayMs?: number;
  /** `null`: the server sends no usage. Absent: counted as one token per chunk. */
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number } | null;
  /** `null`: the stream ends without one. */
  readonly finishReason?: string | null;
  /** False: no `[DONE]` line. */
  readonly doneLine?: boolean;
  readonly model?: string;
  /** After this many content chunks … */
  readonly cutAfter?: number;
  /** … the server stays silent, closes cleanly, or resets the connection. */
  readonly cut?: 'hang' | 'end' | 'reset';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply of status 200 whose body is written piece by piece. */
export interface StreamReply {
  readonly kind: 'stream';
  readonly chunks: readonly (string | Uint8Array)[];
  readonly contentType?: string;
  readonly status?: number;
  readonly headersDelayMs?: number;
  readonly firstDelayMs?: number;
  readonly delayMs?: number;
  /** What happens after the last piece; `end` unless told. */
  readonly after?: 'end' | 'hang' | 'reset';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole reply at once; an object body is sent as JSON. */
export interface StatusReply {
  readonly kind: 'status';
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersDelayMs?: number;
}

/** Bytes written straight to the socket, status line included. */
export interface RawReply {
  readonly kind: 'raw';
  readonly chunks: readonly (string | Uint8Array)[];
  readonly delayMs?: number;
  readonly after?: 'end' | 'hang' | 'reset';
}

/** No byte is ever sent. */
export interface StallReply {
  readonly kind: 'stall';
}

/** A streamed chat answer. */
export function chatAnswer(text: string, options: Omit<ChatReply, 'kind' | 'text'> = {}): ChatReply {
  return { kind: 'chat', text, ...options };
}

/** A 200 reply with an event stream given piece by piece. */
export function streamOf(
  chunks: readonly (string | Uint8Array)[],
  options: Omit<StreamReply, 'kind' | 'chunks'> = {},
): StreamReply {
  return { kind: 'stream', chunks, ...options };
}

/** A whole reply, typically an error. */
export function status(
  code: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): StatusReply {
  return { kind: 'status', status: code, body, headers };
}

/** A failure that lasts: the same reply for the first attempt and for both retries. */
export function lasting(reply: Reply): readonly [Reply, Reply, Reply] {
  return [reply, reply, reply];
}

/** Bytes straight to the socket; the connection is closed after them. */
export function raw(...chunks: readonly (string | Uint8Array)[]): RawReply {
  return { kind: 'raw', chunks };
}

/** Accepts the request and never answers. */
export const stall: StallReply = { kind: 'stall' };

/** One server-sent event with a JSON payload. */
export function sse(payload: unknown): string {
  return `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`;
}

/** The pieces a chat reply is written in, one event each. */
export function chatStream(reply: ChatReply): StreamReply {
  const size = reply.chunkSize ?? 8;
  const model = reply.model ?? 'scripted';
  const texts: string[] = [];
  for (let at = 0; at < reply.text.length; at += size) texts.push(reply.text.slice(at, at + size));
  const chunk = (delta: object, finish: string | null) =>
    sse({
      id: 'chatcmpl-scripted',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  const sent = texts.slice(0, reply.cutAfter ?? texts.length);
  const chunks = [
    chunk({ role: 'assistant', content: null }, null),
    ...sent.map((content) => chunk({ content }, null)),
  ];
  if (reply.cutAfter === undefined) chunks.push(...ending(reply, texts.length, chunk, model));
  return {
    kind: 'stream',
    chunks,
    after: reply.cutAfter === undefined ? 'end' : (reply.cut ?? 'hang'),
    delayMs: reply.delayMs ?? 0,
    firstDelayMs: reply.firstDelayMs ?? 0,
    headersDelayMs: reply.headersDelayMs ?? 0,
    headers: reply.headers ?? {},
  };
}

function ending(
  reply: ChatReply,
  pieces: number,
  chunk: (delta: object, finish: string | null) => string,
  model: string,
): readonly string[] {
  const finish = reply.finishReason === undefined ? 'stop' : reply.finishReason;
  const usage = reply.usage === undefined ? { promptTokens: 1000, completionTokens: pieces } : reply.usage;
  return [
    ...(finish === null ? [] : [chunk({}, finish)]),
    ...(usage === null
      ? []
      : [sse({ id: 'chatcmpl-scripted', model, choices: [], usage: wireUsage(usage) })]),
    ...(reply.doneLine === false ? [] : [sse('[DONE]')]),
  ];
}

function wireUsage(usage: { readonly promptTokens: number; readonly completionTokens: number }): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
  };
}
