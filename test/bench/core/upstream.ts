import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaultPlan } from './faultPlan.ts';
import type { FaultPlan } from './faultPlan.ts';
import { deltaEvent, endingEvents, wholeAnswer } from './upstreamAnswers.ts';

/**
 * The model server of the bench, in a process of its own so that its work is not counted as ours. The first part of
 * the path says how it answers: `/small/v1`, `/chunks/v1`, `/burst/v1`, `/paced/v1`, `/endless/v1`. Prints `{port}` when it listens
 * and ends with its standard input. `PUT /plan` sets the faults, `GET /plan` tells what was injected.
 */

const small = Buffer.from(deltaEvent('Paris.') + endingEvents(1));
const chunk = Buffer.from(deltaEvent(' another word'));
const chunkCount = 500;
const chunksEnd = Buffer.from(endingEvents(chunkCount));
const endlessPiece = Buffer.from(deltaEvent('x'.repeat(16)).repeat(64));
const sse = { 'content-type': 'text/event-stream', 'x-request-id': 'req-bench' };
let plan: FaultPlan = createFaultPlan({ latencyMs: 0, everyNth: 0 });

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  return body;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const mode = request.url?.split('/')[1];
  if (mode === 'plan') return control(request, body, response);
  if (mode === 'small') return answerSmall(body, response);
  if (mode === 'chunks') return answerChunks(response, () => new Promise(setImmediate));
  if (mode === 'burst') return answerChunks(response);
  if (mode === 'paced') return plan.answer(response, small);
  if (mode === 'endless') return answerEndless(response);
  response.writeHead(404).end();
}

function control(request: IncomingMessage, body: string, response: ServerResponse): void {
  if (request.method === 'PUT') plan = createFaultPlan(JSON.parse(body));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(plan.injected()));
}

function answerSmall(body: string, response: ServerResponse): void {
  if (body.includes('"stream":true')) response.writeHead(200, sse).end(small);
  else response.writeHead(200, { 'content-type': 'application/json' }).end(wholeAnswer('Paris.'));
}

/** Chunks written in one turn of the event loop leave together; a model that writes token by token sends each by itself. */
async function answerChunks(response: ServerResponse, pause?: () => Promise<void>): Promise<void> {
  response.writeHead(200, sse);
  for (let sent = 0; sent < chunkCount; sent += 1) {
    response.write(chunk);
    await pause?.();
  }
  response.end(chunksEnd);
}

async function answerEndless(response: ServerResponse): Promise<void> {
  response.writeHead(200, sse);
  const closed = once(response, 'close');
  while (!response.destroyed) {
    if (response.write(endlessPiece)) await new Promise(setImmediate);
    else await Promise.race([once(response, 'drain'), closed]);
  }
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
