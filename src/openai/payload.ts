import { usageOf } from '../provider/usage.ts';
import type { Usage } from '../provider/usage.ts';

/** A JSON object as it came from a server: every field may be missing, null or of another type. */
export type Json = Readonly<Record<string, unknown>>;

/** A JSON object, or undefined for any other text. */
export function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects among the members of a list; none for anything else. */
export function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text, or the empty one for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * The error inside a payload, undefined when there is none: `{error}` everywhere, `{detail}` of FastAPI servers,
 * the bare `{object: "error"}` of vLLM, the bare `{type: "error"}` of the Responses wire.
 */
export function errorOf(payload: Json): unknown {
  const { error, detail } = payload;
  if (error !== undefined && error !== null) return error;
  if (detail !== undefined && detail !== null) return detail;
  return payload['object'] === 'error' || payload['type'] === 'error' ? payload : undefined;
}

/** Both counts of a usage, or undefined when they are not there or cannot be true. */
export function usageFrom(prompt: unknown, completion: unknown): Usage | undefined {
  return isCount(prompt) && isCount(completion) ? usageOf(prompt, completion) : undefined;
}

/** More tokens than this are no count: sums of such numbers would no longer be exact. */
const mostTokens = 1_000_000_000;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostTokens;
}
