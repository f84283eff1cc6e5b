import { hash } from 'node:crypto';
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
  const { context, history, format } = request;
  const head = JSON.stringify([
    'request 2', // the version of this form: keys of different forms are never equal
    target.endpoint,
    request.model ?? target.model,
    request.maxTokens ?? target.maxTokens,
    request.temperature ?? target.temperature,
    request.reasoning ?? null,
    request.task,
    format.kind === 'text' ? null : [format.name, sorted(format.schema)],
    context.map(({ kind }) => kind),
    history.map(({ role }) => role),
  ]);
  const texts = [
    head,
    request.system,
    request.prompt,
    ...context.flatMap(({ label, text }) => [label, text]),
    ...history.map(({ text }) => text),
  ];
  // Each with its length, so that no two lists read the same; as JSON, the texts would take ten times as long.
  return hash('sha256', texts.map((text) => `${text.length}:${text}`).join(''));
}

/** The same JSON value with the properties of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const properties = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(properties.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
