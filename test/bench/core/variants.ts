import { OpenAI } from 'openai/client';
import { createOpenAIProvider } from '../../../src/openai/openaiProvider.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import { createPipe } from '../../../src/provider/pipe.ts';
import type { CallOptions, GenerationRequest, LLMProvider } from '../../../src/provider/provider.ts';

/** The ways to ask that are held against each other; each gives the answer's text. */
export type Variant = 'fetch' | 'sdk' | 'core';

/** Asks once and gives the text of the answer. */
export type Ask = () => Promise<string>;

const system = 'You answer with one word.';
const prompt = 'What is the capital of France?';
const messages = [
  { role: 'system', content: system },
  { role: 'user', content: prompt },
] as const;

/** What every variant asks. */
export const request: GenerationRequest = {
  task: 'generate',
  system,
  context: [],
  prompt,
  history: [],
  format: { kind: 'text' },
};

/** Options of one interactive call that reads no cache. */
export function callOptions(signal: AbortSignal = new AbortController().signal): CallOptions {
  return { signal, priority: 'interactive', cache: 'off', correlationId: 'bench' };
}

/** The core against an endpoint, put together as the editor does it. */
export function createCore(endpoint: string): LLMProvider {
  const { config } = resolveConfig({
    arguments: {},
    environment: {},
    settings: { endpoint, model: 'bench' },
  });
  const provider = createOpenAIProvider({
    config: () => config,
    key: async () => undefined,
    fetch: (input, init) => globalThis.fetch(input, init),
    clock: systemClock,
  });
  return createPipe(provider, {
    metering: {
      record: () => undefined,
      clock: Date.now,
      target: () => ({ host: '127.0.0.1', model: config.model }),
    },
  });
}

/** The three variants against one endpoint, all asking for the same stream of the same answer. */
export function createVariants(endpoint: string): Readonly<Record<Variant, Ask>> {
  const core = createCore(endpoint);
  const client = new OpenAI({ baseURL: endpoint, apiKey: 'none', maxRetries: 0 });
  const body = JSON.stringify({ model: 'bench', messages, stream: true });
  return {
    async fetch() {
      const response = await fetch(`${endpoint}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return response.text();
    },
    async sdk() {
      const stream = await client.chat.completions.create({
        model: 'bench',
        messages: [...messages],
        stream: true,
        stream_options: { include_usage: true },
      });
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      return text;
    },
    async core() {
      return (await core.generate(request, callOptions())).text;
    },
  };
}

/** The SDK asked for the same answer in one piece, which the core never does. */
export function createWholeSdk(endpoint: string): Ask {
  const client = new OpenAI({ baseURL: endpoint, apiKey: 'none', maxRetries: 0 });
  return async () => {
    const answer = await client.chat.completions.create({ model: 'bench', messages: [...messages] });
    return answer.choices[0]?.message.content ?? '';
  };
}
