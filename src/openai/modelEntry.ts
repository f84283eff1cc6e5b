import type { ModelFacts, ModelPrice } from '../provider/modelFacts.ts';
import { modelName } from '../provider/modelName.ts';
import { isObject } from './payload.ts';

type Json = Readonly<Record<string, unknown>>;

const day = /^\d{4}-\d{2}-\d{2}/;
const mostTokens = 100_000_000;

/** What an entry of `GET /models` says, in whatever dialect; undefined when it names no model. */
export function readModelEntry(entry: unknown): ModelFacts | undefined {
  if (!isObject(entry)) return undefined;
  const { id } = entry;
  // A name the configuration would not take is none that could be chosen.
  if (typeof id !== 'string' || modelName.safeParse(id).data !== id) return undefined;
  const contextWindow = contextOf(entry);
  const maxOutput = outputOf(entry);
  const price = priceOf(entry['pricing']);
  const shutsDownOn = lastDayOf(entry);
  return {
    id,
    ...(contextWindow !== undefined && { contextWindow }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(price !== undefined && { price }),
    ...(shutsDownOn !== undefined && { shutsDownOn }),
    ...abilitiesOf(entry),
  };
}

/** A count of tokens; undefined for nought and for what is no count. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostTokens
    ? value
    : undefined;
}

/** A price per token as a price per million; undefined for what is none, as OpenRouter's -1 for "it depends". */
export function pricePerMillion(input: unknown, output: unknown): ModelPrice | undefined {
  const [of, to] = [input, output].map((price) => (price === '' || price === null ? NaN : Number(price)));
  if (of === undefined || to === undefined || !(of >= 0) || !(to >= 0)) return undefined;
  return { input: Number((of * 1e6).toFixed(6)), output: Number((to * 1e6).toFixed(6)) };
}

function contextOf(entry: Json): number | undefined {
  const meta = isObject(entry['meta']) ? entry['meta'] : {};
  const found = [
    meta['n_ctx'], // llama.cpp
    entry['max_model_len'], // vLLM
    entry['loaded_context_length'], // LM Studio
    entry['context_length'], // OpenRouter, Together
    entry['context_window'], // Groq
    entry['max_context_length'], // Mistral, LM Studio
  ];
  return found.map(tokenCount).find((count) => count !== undefined);
}

function outputOf(entry: Json): number | undefined {
  const top = isObject(entry['top_provider']) ? entry['top_provider'] : {};
  return tokenCount(top['max_completion_tokens']) ?? tokenCount(entry['max_completion_tokens']); // OpenRouter, Groq
}

function priceOf(pricing: unknown): ModelPrice | undefined {
  if (!isObject(pricing)) return undefined;
  const { prompt, completion } = pricing; // OpenRouter: texts, dollars per token
  return typeof prompt === 'string' && typeof completion === 'string'
    ? pricePerMillion(prompt, completion)
    : undefined;
}

function lastDayOf(entry: Json): string | undefined {
  const found = [entry['shutdown_date'], entry['expiration_date']]; // OpenAI, OpenRouter
  const text = found.find((value) => typeof value === 'string');
  return text === undefined ? undefined : day.exec(text)?.[0];
}

function abilitiesOf(entry: Json): Pick<ModelFacts, 'reasoning' | 'jsonSchema' | 'writesText'> {
  const parameters = entry['supported_parameters']; // OpenRouter
  const known = Array.isArray(parameters)
    ? { reasoning: parameters.includes('reasoning'), jsonSchema: parameters.includes('structured_outputs') }
    : {};
  const architecture = isObject(entry['architecture']) ? entry['architecture'] : {};
  const outputs = architecture['output_modalities']; // OpenRouter, llama.cpp
  const writesText = (!Array.isArray(outputs) || outputs.includes('text')) && entry['type'] !== 'embeddings'; // LM Studio
  return { ...known, ...(!writesText && { writesText }) };
}
