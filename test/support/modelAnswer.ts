import { randomUUID } from 'node:crypto';
import { createOpenAIProvider } from '../../src/openai/openaiProvider.ts';
import { systemClock } from '../../src/provider/clock.ts';
import { isProviderError } from '../../src/provider/errors.ts';
import type { GenerationRequest, LLMProvider } from '../../src/provider/provider.ts';
import { usualTransport } from '../../src/provider/transportConfig.ts';
import type { ModelServer } from './model.ts';

/** What the real model said to one request. */
export interface ModelAnswer {
  readonly text: string;
  readonly ended: 'complete' | 'truncated';
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly seconds: number;
}

/** Tokens an answer may have. */
export const answerLimit = 700;
const minutes = 60_000;

function providerOf({ url, model }: Pick<ModelServer, 'url' | 'model'>): LLMProvider {
  return createOpenAIProvider({
    config: () => ({
      endpoint: url,
      model,
      maxTokens: answerLimit,
      temperature: 0,
      headers: {},
      capabilities: {},
      cache: { enabled: false, days: 1, megabytes: 1 },
      limits: { requestsPerMinute: null, tokensPerMinute: null, concurrency: 10 },
      timeouts: {
        headersMs: 10 * minutes,
        firstTokenMs: 10 * minutes,
        idleMs: 10 * minutes,
        totalMs: 20 * minutes,
      },
      transport: usualTransport,
    }),
    key: async () => undefined,
    fetch: globalThis.fetch,
    clock: systemClock,
  });
}

/** Asks a model at temperature 0, through the real provider. `stop` ends the answer early. */
export async function askServer(
  server: Pick<ModelServer, 'url' | 'model'>,
  request: GenerationRequest,
  stop: (text: string) => boolean = () => false,
): Promise<ModelAnswer> {
  const startedAt = performance.now();
  let answer = { text: '', ended: 'complete', promptTokens: 0, completionTokens: 0 } as Omit<
    ModelAnswer,
    'seconds'
  >;
  const options = {
    signal: new AbortController().signal,
    priority: 'interactive',
    cache: 'off',
    correlationId: randomUUID(),
  } as const;
  try {
    for await (const event of providerOf(server).stream(request, options)) {
      if (event.type === 'text') answer = { ...answer, text: answer.text + event.text };
      if (event.type === 'text' && stop(event.text)) break;
      if (event.type === 'done') answer = { ...answer, ...event.usage };
    }
  } catch (error) {
    if (!isProviderError(error) || error.kind !== 'truncated') throw error;
    answer = { ...answer, ended: 'truncated' };
  }
  return { ...answer, seconds: (performance.now() - startedAt) / 1000 };
}
