import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { deltaEvent, endingEvents, finishEvent, wholeAnswer } from '../bench/core/upstreamAnswers.ts';
import { answerOf, createRandom } from './script.ts';
import type { Meeting } from './script.ts';

/**
 * The server of the chaos, in a process of its own. Each request says in its prompt what its attempts are to meet:
 * `{"id": 7, "meetings": […]}`. Prints `{port}` when it listens, ends with its standard input;
 * `GET /attempts` gives the attempts by id, `GET /sockets` the connections that are open.
 */

const attempts: Record<number, number> = {};
const sse = { 'content-type': 'text/event-stream' };
const json = { 'content-type': 'application/json' };

interface Exchange {
  readonly id: number;
  readonly response: ServerResponse;
  readonly random: () => number;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  if (request.url === '/attempts') return void response.writeHead(200, json).end(JSON.stringify(attempts));
  if (request.url === '/sockets') return countSockets(response);
  const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
  const script = JSON.parse(messages.at(-1)?.content ?? '') as {
    readonly id: number;
    readonly meetings: readonly Meeting[];
  };
  const attempt = attempts[script.id] ?? 0;
  attempts[script.id] = attempt + 1;
  const meeting = script.meetings[Math.min(attempt, script.meetings.length - 1)] ?? 'answer';
  const random = createRandom(script.id * 31 + attempt);
  await sleep(random() * 10);
  await meet[meeting]({ id: script.id, response, random });
}

function countSockets(response: ServerResponse): void {
  server.getConnections((_, count) => response.writeHead(200, json).end(JSON.stringify(count)));
}

const refuse =
  (status: number, error: object, headers: Readonly<Record<string, string>> = {}) =>
  ({ response }: Exchange): void =>
    void response.writeHead(status, { ...json, ...headers }).end(JSON.stringify({ error }));

const said = { message: 'chaos', type: '', code: null };

/** Writes the answer in pieces that split events, lines and letters anywhere; `share` of its text, or all. */
async function write(exchange: Exchange, pauseMs: number, share = 1): Promise<void> {
  const { id, response, random } = exchange;
  response.writeHead(200, sse);
  const letters = Array.from(answerOf(id));
  const sent = letters.slice(0, Math.ceil(letters.length * share));
  let events = '';
  for (let at = 0; at < sent.length;) {
    const size = 1 + Math.floor(random() * 12);
    events += deltaEvent(sent.slice(at, at + size).join(''));
    at += size;
  }
  const bytes = Buffer.from(events);
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(random() * 700);
    response.write(bytes.subarray(at, at + size));
    at += size;
    if (pauseMs > 0) await sleep(random() * pauseMs);
  }
}

const half = 0.5;
const shortly = 20;

const meet: Readonly<Record<Meeting, (exchange: Exchange) => void | Promise<void>>> = {
  resetBeforeHeaders: ({ response }) => void response.socket?.resetAndDestroy(),
  async resetAfterHeaders({ response }) {
    response.writeHead(200, sse).flushHeaders();
    await sleep(5);
    response.socket?.resetAndDestroy();
  },
  error500: refuse(500, said),
  error503: refuse(503, said),
  limited: refuse(429, { ...said, type: 'rate_limit_error' }, { 'retry-after-ms': '50' }),
  async answer(exchange) {
    await write(exchange, 0);
    exchange.response.end(endingEvents(9));
  },
  async slow(exchange) {
    await write(exchange, 30);
    exchange.response.end(endingEvents(9));
  },
  wholeJson: ({ id, response }) => void response.writeHead(200, json).end(wholeAnswer(answerOf(id))),
  async doneLineMissing(exchange) {
    await write(exchange, 0);
    exchange.response.end(finishEvent('stop'));
  },
  async resetAfterEnd(exchange) {
    await write(exchange, 0);
    exchange.response.write(finishEvent('stop'));
    await sleep(shortly);
    exchange.response.socket?.resetAndDestroy();
  },
  stallBeforeText: ({ response }) => response.writeHead(200, sse).flushHeaders(),
  async resetMidText(exchange) {
    await write(exchange, 0, half);
    await sleep(shortly);
    exchange.response.socket?.resetAndDestroy();
  },
  async closedMidText(exchange) {
    await write(exchange, 0, half);
    exchange.response.end();
  },
  stallMidText: (exchange) => write(exchange, 0, half),
  async badEvent(exchange) {
    await write(exchange, 0, half);
    exchange.response.end('data: {"choices": [\n\n');
  },
  async errorEvent(exchange) {
    await write(exchange, 0, half);
    exchange.response.end(`data: ${JSON.stringify({ error: { ...said, code: '500' } })}\n\n`);
  },
  async stoppedAtLimit(exchange) {
    await write(exchange, 0, half);
    exchange.response.end(finishEvent('length'));
  },
  async refusedByFilter(exchange) {
    await write(exchange, 0, half);
    exchange.response.end(finishEvent('content_filter'));
  },
  async textAfterEnd(exchange) {
    await write(exchange, 0, half);
    exchange.response.end(finishEvent('stop') + deltaEvent('more'));
  },
  page: ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>'),
  quota: refuse(429, { ...said, code: 'insufficient_quota' }),
  badRequest: refuse(400, said),
  unauthorized: refuse(401, said),
};

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  serve(request, response).catch(() => response.destroy());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
