import type { ApiKey } from '../provider/apiKey.ts';
import { joinEndpoint } from '../provider/endpoint.ts';
import { ProviderError } from '../provider/errors.ts';
import { modelName } from '../provider/modelName.ts';
import { isObject, parseObject } from './payload.ts';
import { classifyThrown } from './classify.ts';
import { createScrub } from './scrub.ts';
import { createRuledFetch } from './transport/ruledFetch.ts';

/** Where to ask for models, and how. */
export interface ModelQuery {
  readonly endpoint: string;
  readonly key?: ApiKey | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  /** Milliseconds for the whole question; 10 s unless told. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;
const maxListLength = 4 * 1024 * 1024;

/**
 * The models an endpoint offers, in its order. Throws a `ProviderError`; `protocol` when the reply is not a list
 * in the shape of OpenAI's, so that another program on the same port is not taken for a model server.
 */
export async function listModels(query: ModelQuery, signal: AbortSignal): Promise<readonly string[]> {
  const scrub = createScrub([query.key?.reveal() ?? '', ...Object.values(query.headers ?? {})], []);
  const timer = AbortSignal.timeout(query.timeoutMs ?? usualTimeoutMs);
  try {
    signal.throwIfAborted();
    const response = await createRuledFetch(query.fetch)(joinEndpoint(query.endpoint, 'models'), {
      method: 'GET',
      headers: {
        accept: 'application/json',
        ...(query.key !== undefined && { authorization: `Bearer ${query.key.reveal()}` }),
        ...query.headers,
      },
      signal: AbortSignal.any([signal, timer]),
    });
    return modelsIn(await boundedText(response));
  } catch (error) {
    if (signal.aborted) throw new ProviderError({ kind: 'cancelled', detail: 'cancelled' });
    if (timer.aborted)
      throw new ProviderError({ kind: 'timeout', timer: 'total', detail: 'no list of models in time' });
    throw classifyThrown(error, scrub);
  }
}

/** A name the configuration would not take is none that could be chosen. */
function isModelName(id: unknown): id is string {
  return typeof id === 'string' && modelName.safeParse(id).data === id;
}

/** Model names of a reply; Ollama without models sends null for the list. */
function modelsIn(body: string): readonly string[] {
  const list = parseObject(body);
  const data = list?.['data'];
  if (list?.['object'] !== 'list' || !(Array.isArray(data) || data === null)) {
    throw new ProviderError({ kind: 'protocol', detail: 'the reply is not a list of models' });
  }
  return (data ?? []).filter(isObject).flatMap(({ id }) => (isModelName(id) ? [id] : []));
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > maxListLength) {
      throw new ProviderError({
        kind: 'protocol',
        detail: `the list is longer than ${maxListLength} characters`,
      });
    }
  }
  return text;
}
