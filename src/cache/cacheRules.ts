import { holdsKey } from '../provider/keyLike.ts';
import type { GenerationDone, Task } from '../provider/provider.ts';

/** The temperature a request is sent with. */
export interface AskedTemperature {
  /** 0–2; null when the server is left its own. */
  readonly value: number | null;
  /** True when the request or the configuration named it, false for an endpoint's default. */
  readonly isExplicit: boolean;
}

/** Longest answer, text and reasoning in UTF-16 units, that is kept. */
export const longestAnswer = 256 * 1024;

/**
 * Whether answers to such a request may be kept and given again. New code is wanted anew unless someone asked for
 * exactly the same each time; a reading of given code stays true while nobody asks for variety.
 */
export function isCacheable(task: Task, { value, isExplicit }: AskedTemperature): boolean {
  switch (task) {
    case 'generate':
    case 'fix':
      return isExplicit && value === 0;
    case 'analyze':
    case 'document':
    case 'explain':
      return value === null || value === 0;
    case 'health':
      return false;
  }
}

/**
 * Whether this answer may be kept: whole, with words in it, of bearable length, and without anything that looks like a
 * key, which a server or a model may have repeated.
 */
export function isWorthKeeping(
  { text, reasoning }: { readonly text: string; readonly reasoning: string },
  { finish }: GenerationDone,
): boolean {
  if (holdsKey(text) || holdsKey(reasoning)) return false;
  return finish === 'stop' && text.trim() !== '' && text.length + reasoning.length <= longestAnswer;
}
