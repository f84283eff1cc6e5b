import { isThisComputer, joinEndpoint } from '../provider/endpoint.ts';
import { isProviderError } from '../provider/errors.ts';
import type { ModelFacts } from '../provider/modelFacts.ts';
import { askServer } from './askServer.ts';
import type { ServerQuery } from './askServer.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { LearnedCapabilities } from './capabilityBook.ts';
import { isObject } from './payload.ts';
import { listModelFacts } from './listModels.ts';
import { pricePerMillion, readModelEntry, tokenCount } from './modelEntry.ts';

type Json = Readonly<Record<string, unknown>>;
type Ask = (url: string, body?: Json) => Promise<Json>;

/** What Ollama takes where nothing else is set; longer prompts are cut without a word. */
const ollamaDefaultContext = 4096;

/**
 * What an endpoint says of its models: its list, and where that leaves the context window open, what the program behind
 * it tells elsewhere on the same origin. Nothing of it is billed. `model` is the one whose details matter most. Throws
 * a `ProviderError` when there is no list; what else is asked may fail in silence.
 */
export async function probeEndpoint(
  query: ServerQuery,
  model: string,
  signal: AbortSignal,
): Promise<readonly ModelFacts[]> {
  const { models, owner } = await listModelFacts(query, signal);
  const ask: Ask = async (url, body) => {
    try {
      return (await askServer(query, { url, ...(body !== undefined && { body }) }, signal)) ?? {};
    } catch (error) {
      if (isProviderError(error) && error.kind !== 'cancelled') return {};
      throw error;
    }
  };
  const more = await moreAbout(owner, { ask, query, model, models });
  return models.map((facts) => ({ ...facts, ...more.get(facts.id) }));
}

/** What a listed model teaches about how to ask it. */
export function learnedFromFacts({ contextWindow, jsonSchema }: ModelFacts): LearnedCapabilities {
  return {
    ...(contextWindow !== undefined && { contextWindow }),
    ...(jsonSchema !== undefined && { hasJsonSchema: jsonSchema }),
  };
}

interface Probe {
  readonly ask: Ask;
  readonly query: ServerQuery;
  readonly model: string;
  readonly models: readonly ModelFacts[];
}

type More = ReadonlyMap<string, Partial<ModelFacts>>;

function moreAbout(owner: string, probe: Probe): Promise<More> {
  if (owner === 'llamacpp') return ofLlamaCpp(probe);
  if (owner === 'organization_owner') return ofLMStudio(probe);
  const { endpoint } = probe.query;
  if (owner === 'library' || endpoint.endsWith(':11434/v1')) return ofOllama(probe);
  const { family } = capabilitiesOf(endpoint);
  const isKnown = probe.models.some(({ contextWindow }) => contextWindow !== undefined);
  const isGateway = !isKnown && (family === 'other' || isThisComputer(endpoint));
  return isGateway ? ofLiteLLM(probe) : Promise.resolve(new Map());
}

/** `/props`: the context of one slot, for the one model that it serves. */
async function ofLlamaCpp({ ask, query, models }: Probe): Promise<More> {
  if (models.every(({ contextWindow }) => contextWindow !== undefined)) return new Map();
  const settings = (await ask(atOrigin(query, '/props')))['default_generation_settings'];
  const contextWindow = isObject(settings) ? tokenCount(settings['n_ctx']) : undefined;
  return new Map(models.map(({ id }) => [id, contextWindow === undefined ? {} : { contextWindow }]));
}

/** `/api/v0/models`: context, loaded or at most, and which models only embed. */
async function ofLMStudio({ ask, query }: Probe): Promise<More> {
  const { data } = await ask(atOrigin(query, '/api/v0/models'));
  const facts = (Array.isArray(data) ? data : []).map(readModelEntry).filter((entry) => entry !== undefined);
  return new Map(facts.map((entry) => [entry.id, entry]));
}

/** `/api/ps` for what is loaded, `/api/show` for the model in question: its own `num_ctx`, else Ollama's default. */
async function ofOllama({ ask, query, model }: Probe): Promise<More> {
  const [loaded, shown] = await Promise.all([
    ask(atOrigin(query, '/api/ps')),
    ask(atOrigin(query, '/api/show'), { model }),
  ]);
  const more = new Map<string, Partial<ModelFacts>>();
  const contextWindow = ollamaContext(shown);
  const { capabilities } = shown;
  if (contextWindow !== undefined) {
    const reasoning = Array.isArray(capabilities) && capabilities.includes('thinking');
    more.set(model, { contextWindow, ...(Array.isArray(capabilities) && { reasoning }) });
  }
  for (const entry of Array.isArray(loaded['models']) ? loaded['models'].filter(isObject) : []) {
    const name = entry['name'];
    const count = tokenCount(entry['context_length']);
    if (typeof name === 'string' && count !== undefined)
      more.set(name, { ...more.get(name), contextWindow: count });
  }
  return more;
}

function ollamaContext({ model_info: info, parameters }: Json): number | undefined {
  const trained = Object.entries(isObject(info) ? info : {}).find(([key]) => key.endsWith('.context_length'));
  const most = tokenCount(trained?.[1]);
  if (most === undefined) return undefined;
  const set = /^num_ctx\s+(\d+)$/m.exec(typeof parameters === 'string' ? parameters : '')?.[1];
  return Math.min(most, set === undefined ? ollamaDefaultContext : Number(set));
}

/** `/model/info`: limits, prices and abilities of what a LiteLLM proxy passes on. */
async function ofLiteLLM({ ask, query }: Probe): Promise<More> {
  const { data } = await ask(joinEndpoint(query.endpoint, 'model/info'));
  const entries = Array.isArray(data) ? data.filter(isObject) : [];
  return new Map(entries.flatMap((entry) => litellmFacts(entry)));
}

function litellmFacts(entry: Json): readonly (readonly [string, Partial<ModelFacts>])[] {
  const { model_name: name, model_info: info } = entry;
  if (typeof name !== 'string' || !isObject(info)) return [];
  const contextWindow = tokenCount(info['max_input_tokens']);
  const maxOutput = tokenCount(info['max_output_tokens']);
  const { input_cost_per_token: input, output_cost_per_token: output } = info;
  // Nought stands for "not known" as well as for "free".
  const price =
    typeof input === 'number' && typeof output === 'number' && input + output > 0
      ? pricePerMillion(input, output)
      : undefined;
  const { supports_response_schema: jsonSchema, supports_reasoning: reasoning } = info;
  const facts = {
    ...(contextWindow !== undefined && { contextWindow }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(price !== undefined && { price }),
    ...(typeof jsonSchema === 'boolean' && { jsonSchema }),
    ...(typeof reasoning === 'boolean' && { reasoning }),
  };
  return [[name, facts]];
}

function atOrigin({ endpoint }: ServerQuery, path: string): string {
  return new URL(path, endpoint).href;
}
