import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chatAnswer, chatStream, status } from './scriptedReply.ts';
import type { RawReply, Reply, StatusReply, StreamReply } from './scriptedReply.ts';

/** One request as the server saw it. All times are `Date.now()`-like with fractions, comparable between processes. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, e.g. `/v1/chat/completions`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When the body had arrived. */
  readonly at: number;
  /** Which connection carried it, counted from 1. */
  readonly connection: number;
  /** When each piece of the answer was written. */
  readonly sentAt: readonly number[];
  /** When the client closed the connection before the answer was whole. */
  readonly disconnectedAt?: number;
  /** When the answer was whole. */
  readonly answeredAt?: number;
}

type MutableRequest = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] } & {
  sentAt: number[];
};

/** A reply, or a function that makes one from the request. */
export type Script = Reply | ((request: RecordedRequest) => Reply);

export interface ScriptedServer {
  /** The base URL to configure as endpoint, `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly port: number;
  /** Requests for an answer (`POST`), in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Requests for the model list. */
  readonly modelRequests: readonly RecordedRequest[];
  /** Other questions a program may ask about the server: any other `GET`, and what lies under `/api/`. */
  readonly otherRequests: readonly RecordedRequest[];
  /** Connections accepted so far. */
  readonly connections: number;
  /** Connections open now. */
  readonly openConnections: number;
  /** Queues replies, one per `POST`; when the queue is empty the fallback answers. */
  reply(...scripts: readonly Script[]): void;
  /** What answers when the queue is empty; at first a short chat answer. */
  replyAlways(script: Script): void;
  /** What answers `GET …/models`; at first one model named `scripted`. */
  replyModels(script: Script): void;
  /** What answers all other questions; at first a 404. */
  replyOthers(script: Script): void;
  /** Resolves when `test` holds for the requests; rejects after `timeoutMs` (5 s). */
  until(test: (requests: readonly RecordedRequest[]) => boolean, timeoutMs?: number): Promise<void>;
  /** Forgets the queue and the recorded requests. */
  reset(): void;
  stop(): Promise<void>;
}

interface State {
  queue: Script[];
  fallback: Script;
  models: Script;
  others: Script;
  requests: MutableRequest[];
  modelRequests: MutableRequest[];
  otherRequests: MutableRequest[];
  connections: number;
  readonly sockets: Map<Socket, number>;
  readonly changed: EventTarget;
}

const defaultAnswer = chatAnswer('ok');
const notThere = status(404, 'not found');

/** The reply of `GET /v1/models` for these model names. */
export function modelList(...ids: readonly string[]): StatusReply {
  return status(200, {
    object: 'list',
    data: ids.map((id) => ({ id, object: 'model', owned_by: 'scripted' })),
  });
}

/** Starts a real HTTP server on loopback whose replies are scripted per request. */
export async function startScriptedServer(options: { readonly port?: number } = {}): Promise<ScriptedServer> {
  const state: State = {
    queue: [],
    fallback: defaultAnswer,
    models: modelList('scripted'),
    others: notThere,
    requests: [],
    modelRequests: [],
    otherRequests: [],
    connections: 0,
    sockets: new Map(),
    changed: new EventTarget(),
  };
  const server = createServer(
    (request, response) => void serve(state, request, response).catch(() => undefined),
  );
  server.on('connection', (socket) => {
    state.connections += 1;
    state.sockets.set(socket, state.connections);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      state.sockets.delete(socket);
      announce(state);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return handle(state, server);
}

function handle(state: State, server: Server): ScriptedServer {
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    get requests() {
      return state.requests;
    },
    get modelRequests() {
      return state.modelRequests;
    },
    get otherRequests() {
      return state.otherRequests;
    },
    get connections() {
      return state.connections;
    },
    get openConnections() {
      return state.sockets.size;
    },
    reply: (...scripts) => void state.queue.push(...scripts),
    replyAlways: (script) => void (state.fallback = script),
    replyModels: (script) => void (state.models = script),
    replyOthers: (script) => void (state.others = script),
    until: (test, timeoutMs = 5000) => until(state, test, timeoutMs),
    reset() {
      state.queue = [];
      state.requests = [];
      state.modelRequests = [];
      state.otherRequests = [];
      state.fallback = defaultAnswer;
      state.models = modelList('scripted');
      state.others = notThere;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of state.sockets.keys()) socket.destroy();
      await closed;
    },
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function announce(state: State): void {
  state.changed.dispatchEvent(new Event('changed'));
}

async function until(
  state: State,
  test: (requests: readonly RecordedRequest[]) => boolean,
  timeoutMs: number,
): Promise<void> {
  const deadline = now() + timeoutMs;
  while (!test(state.requests)) {
    const left = deadline - now();
    if (left <= 0) throw new Error(`not seen by the server within ${timeoutMs} ms`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      state.changed.addEventListener(
        'changed',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces).toString('utf8');
  const path = request.url ?? '/';
  if (path.startsWith('/scripted/'))
    return control(state, { method: request.method ?? 'GET', path, body }, response);
  const recorded: MutableRequest = {
    method: request.method ?? 'GET',
    path,
    headers: request.headers,
    body,
    at: now(),
    connection: state.sockets.get(request.socket) ?? 0,
    sentAt: [],
  };
  const kind = kindOf(recorded);
  const lists = {
    models: state.modelRequests,
    others: state.otherRequests,
    answers: state.requests,
  };
  lists[kind].push(recorded);
  announce(state);
  const closed = new AbortController();
  response.on('close', () => {
    if (recorded.answeredAt === undefined) recorded.disconnectedAt = now();
    closed.abort();
    announce(state);
  });
  const script = kind === 'answers' ? (state.queue.shift() ?? state.fallback) : state[kind];
  await answer(typeof script === 'function' ? script(recorded) : script, recorded, {
    state,
    response,
    closed: closed.signal,
  });
}

function kindOf({ method, path }: RecordedRequest): 'models' | 'others' | 'answers' {
  if (method === 'GET') return path.endsWith('/models') ? 'models' : 'others';
  return path.startsWith('/api/') ? 'others' : 'answers';
}

interface Exchange {
  readonly state: State;
  readonly response: ServerResponse;
  readonly closed: AbortSignal;
}

async function answer(reply: Reply, recorded: MutableRequest, exchange: Exchange): Promise<void> {
  if (reply.kind === 'chat') return answerStream(chatStream(reply), recorded, exchange);
  if (reply.kind === 'stream') return answerStream(reply, recorded, exchange);
  if (reply.kind === 'raw') return answerRaw(reply, recorded, exchange);
  if (reply.kind === 'status') return answerWhole(reply, recorded, exchange);
}

async function answerWhole(reply: StatusReply, recorded: MutableRequest, exchange: Exchange): Promise<void> {
  await pause(reply.headersDelayMs, exchange.closed);
  const isText = typeof reply.body === 'string';
  exchange.response.writeHead(reply.status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    ...reply.headers,
  });
  recorded.sentAt.push(now());
  recorded.answeredAt = now();
  exchange.response.end(isText ? reply.body : JSON.stringify(reply.body));
}

async function answerStream(reply: StreamReply, recorded: MutableRequest, exchange: Exchange): Promise<void> {
  const { response, closed } = exchange;
  await pause(reply.headersDelayMs, closed);
  response.writeHead(reply.status ?? 200, {
    'content-type': reply.contentType ?? 'text/event-stream',
    'x-request-id': 'req-scripted',
    ...reply.headers,
  });
  response.flushHeaders();
  await pause(reply.firstDelayMs, closed);
  for (const [index, chunk] of reply.chunks.entries()) {
    if (index > 0) await pause(reply.delayMs, closed);
    if (!response.write(chunk)) await drained(response, closed);
    recorded.sentAt.push(now());
    announce(exchange.state);
  }
  if (reply.after === 'hang') return;
  if (reply.after === 'reset') await pause(10, closed); // so that what was written arrives first
  recorded.answeredAt = now();
  if (reply.after === 'reset') response.socket?.resetAndDestroy();
  else response.end();
}

async function answerRaw(reply: RawReply, recorded: MutableRequest, exchange: Exchange): Promise<void> {
  const { socket } = exchange.response;
  if (socket === null) return;
  for (const [index, chunk] of reply.chunks.entries()) {
    if (index > 0) await pause(reply.delayMs, exchange.closed);
    socket.write(chunk);
    recorded.sentAt.push(now());
  }
  if (reply.after === 'hang') return;
  if (reply.after === 'reset') await pause(10, exchange.closed);
  recorded.answeredAt = now();
  if (reply.after === 'reset') socket.resetAndDestroy();
  else socket.end();
}

async function pause(milliseconds: number | undefined, closed: AbortSignal): Promise<void> {
  if (milliseconds !== undefined && milliseconds > 0)
    await sleep(milliseconds, undefined, { signal: closed });
  closed.throwIfAborted();
}

async function drained(response: ServerResponse, closed: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    closed.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Steering from another process: `PUT /scripted/replies|always|models`, `GET` and `DELETE /scripted/requests`. */
function control(
  state: State,
  request: { readonly method: string; readonly path: string; readonly body: string },
  response: ServerResponse,
): void {
  const action = `${request.method} ${request.path}`;
  if (action === 'PUT /scripted/replies') state.queue.push(...(JSON.parse(request.body) as Reply[]));
  else if (action === 'PUT /scripted/always') state.fallback = JSON.parse(request.body) as Reply;
  else if (action === 'PUT /scripted/models') state.models = JSON.parse(request.body) as Reply;
  else if (action === 'DELETE /scripted/requests') state.requests = [];
  else if (action !== 'GET /scripted/requests') response.statusCode = 404;
  response.setHeader('content-type', 'application/json').end(JSON.stringify(state.requests));
}

/** Run as a program: prints one JSON line `{url, port}` and ends with its standard input. */
async function runAsProgram(): Promise<void> {
  const server = await startScriptedServer({ port: Number(process.argv[2] ?? 0) });
  process.stdout.write(`${JSON.stringify({ url: server.url, port: server.port })}\n`);
  process.stdin.on('end', () => process.exit(0)).resume();
}

if (import.meta.main) void runAsProgram();
