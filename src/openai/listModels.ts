import { joinEndpoint } from '../provider/endpoint.ts';
import { ProviderError } from '../provider/errors.ts';
import type { ModelFacts } from '../provider/modelFacts.ts';
import { askServer } from './askServer.ts';
import type { ServerQuery } from './askServer.ts';
import { isObject } from './payload.ts';
import { readModelEntry } from './modelEntry.ts';

/** Where to ask for models, and how. */
export type ModelQuery = ServerQuery;

/** The list of `GET /models`: what each entry says, and who made the entries. */
export interface ModelListing {
  readonly models: readonly ModelFacts[];
  /** `owned_by` of the first entry, by which some servers can be told: `llamacpp`, `vllm`, `library` for Ollama. */
  readonly owner: string;
}

/** The names of the models an endpoint offers, in its order; see `listModelFacts`. */
export async function listModels(query: ModelQuery, signal: AbortSignal): Promise<readonly string[]> {
  const { models } = await listModelFacts(query, signal);
  return models.map(({ id }) => id);
}

/**
 * The models an endpoint offers, in its order. Throws a `ProviderError`; `protocol` when the reply is not a list
 * in the shape of OpenAI's, so that another program on the same port is not taken for a model server.
 */
export async function listModelFacts(query: ModelQuery, signal: AbortSignal): Promise<ModelListing> {
  const reply = await askServer(query, { url: joinEndpoint(query.endpoint, 'models') }, signal);
  const entries = entriesOf(reply);
  if (entries === undefined)
    throw new ProviderError({ kind: 'protocol', detail: 'the reply is not a list of models' });
  const owner = entries.find(isObject)?.['owned_by'];
  return {
    models: entries.map(readModelEntry).filter((facts) => facts !== undefined),
    owner: typeof owner === 'string' ? owner : '',
  };
}

/** Ollama without models sends null for the list; OpenRouter leaves `object` out, but has prices. */
function entriesOf(reply: Readonly<Record<string, unknown>> | undefined): readonly unknown[] | undefined {
  const data = reply?.['data'];
  if (reply?.['object'] === 'list' && data === null) return [];
  if (!Array.isArray(data)) return undefined;
  const isList = reply?.['object'] === 'list' || data.some((entry) => isObject(entry) && 'pricing' in entry);
  return isList ? data : undefined;
}
