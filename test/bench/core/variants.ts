import { OpenAI } from 'openai/client';
import { callOptions, createCore, request } from './createCore.ts';

/** The ways to ask that are held against each other; each gives the answer's text. */
export type Variant = 'fetch' | 'sdk' | 'core';

/** Asks once and gives the text of the answer. */
export type Ask = () => Promise<string>;

const messages = [
  { role: 'system', content: request.system },
  { role: 'user', content: request.prompt },
] as const;

/** The three variants against one endpoint, all asking for the same stream of the same answer. */
export function createVariants(endpoint: string, users = 1): Readonly<Record<Variant, Ask>> {
  const core = createCore(endpoint, { users }).provider;
  const client = new OpenAI({ baseURL: endpoint, apiKey: 'none', maxRetries: 0 });
  const body = JSON.stringify({ model: 'bench', messages, stream: true });
  return {
    async fetch() {
      const response = await fetch(`${endpoint}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      // As it arrives: whoever shows an answer cannot wait for its end.
      const decoder = new TextDecoder();
      let text = '';
      for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
      return text + decoder.decode();
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
