import { createHash } from 'node:crypto';
import type { CodexConfig } from './config.ts';
import type { GenerationRequest } from './provider.ts';

/** Where a request goes and what the configuration fills in where the request itself is silent. */
export type RequestTarget = Pick<CodexConfig, 'endpoint' | 'model' | 'maxTokens' | 'temperature'>;

/**
 * SHA-256 (hex) of everything that decides an answer: endpoint, model, parameters and messages. Requests that would
 * send the same words to the same model have the same key, whatever the order of a schema's properties;
 * a part's token count and how the request is served are not part of it.
 */
export function requestKey(request: GenerationRequest, target: RequestTarget): string {
  const canonical = [
    'request 1', // the version of this form: keys of different forms are never equal
    target.endpoint,
    request.model ?? target.model,
    request.maxTokens ?? target.maxTokens,
    request.temperature ?? target.temperature,
    request.reasoning ?? null,
    request.task,
    request.system,
    request.context.map(({ kind, label, text }) => [kind, label, text]),
    request.history.map(({ role, text }) => [role, text]),
    request.prompt,
    request.format.kind === 'text' ? null : [request.format.name, sorted(request.format.schema)],
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

/** The same JSON value with the properties of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const properties = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(properties.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
