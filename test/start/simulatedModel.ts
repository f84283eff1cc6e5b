import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { simulatedAnswer } from './simulatedAnswer.ts';

/** A running simulated model: the base URL of its API and its name, which tells the extension what it is. */
export interface SimulatedModel {
  readonly url: string;
  readonly model: 'simulated';
  stop(): Promise<void>;
}

const requestBody = z.object({
  stream: z.optional(z.boolean()),
  stream_options: z.optional(z.nullable(z.object({ include_usage: z.optional(z.boolean()) }))),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.union([z.string(), z.array(z.object({ text: z.optional(z.string()) }))]),
    }),
  ),
});

/** Serves chat completions with fixed answers on loopback, a few characters at a time every `pauseMs` milliseconds. */
export async function startSimulatedModel(pauseMs = 15): Promise<SimulatedModel> {
  const server = createServer((request, response) => {
    answer(request, response, pauseMs).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'simulated', stop };
}

async function answer(request: IncomingMessage, response: ServerResponse, pauseMs: number): Promise<void> {
  if (request.method === 'GET' && request.url === '/v1/models') {
    sendJson(response, 200, {
      object: 'list',
      data: [{ id: 'simulated', object: 'model', created: 0, owned_by: 'opencrates' }],
    });
    return;
  }
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
    sendJson(response, 404, failure('There is no such address here.', 'not_found_error'));
    return;
  }
  const parsed = requestBody.safeParse(await readJson(request));
  if (!parsed.success) {
    sendJson(response, 400, failure('The request has no messages.', 'invalid_request_error'));
    return;
  }
  const messages = parsed.data.messages.map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? content : content.map((part) => part.text ?? '').join(''),
  }));
  const text = simulatedAnswer(messages);
  const usage = usageOf(messages.map((message) => message.content).join(''), text);
  if (parsed.data.stream !== true) {
    const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' };
    sendJson(response, 200, { ...envelope('chat.completion'), choices: [choice], usage });
    return;
  }
  const withUsage = parsed.data.stream_options?.include_usage === true ? usage : undefined;
  await stream(response, text, { pauseMs, usage: withUsage });
}

interface StreamOptions {
  readonly pauseMs: number;
  readonly usage: ReturnType<typeof usageOf> | undefined;
}

async function stream(response: ServerResponse, text: string, options: StreamOptions): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (fields: object): void => {
    response.write(`data: ${JSON.stringify({ ...envelope('chat.completion.chunk'), ...fields })}\n\n`);
  };
  const choice = (delta: object, finish: string | null): object => ({
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  send(choice({ role: 'assistant', content: '' }, null));
  for (const piece of text.match(/[\s\S]{1,8}/gu) ?? []) {
    if (response.destroyed) return;
    send(choice({ content: piece }, null));
    await sleep(options.pauseMs);
  }
  send(choice({}, 'stop'));
  if (options.usage !== undefined) send({ choices: [], usage: options.usage });
  response.end('data: [DONE]\n\n');
}

function envelope(object: string): object {
  return { id: 'chatcmpl-simulated', object, created: 0, model: 'simulated' };
}

function failure(message: string, type: string): object {
  return { error: { message, type, param: null, code: null } };
}

/** Four characters a token, the usual rule of thumb. */
function usageOf(prompt: string, completion: string): object {
  const [prompt_tokens, completion_tokens] = [Math.ceil(prompt.length / 4), Math.ceil(completion.length / 4)];
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
