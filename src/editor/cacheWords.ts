import * as vscode from 'vscode';
import type { GenerationDone } from '../provider/provider.ts';
import { clockTime } from './localFormat.ts';

/** When the answer was first given, in milliseconds since 1970; undefined unless it came from the cache. */
export function cachedSince({ source, storedAt }: GenerationDone): number | undefined {
  return source === 'cache' ? storedAt : undefined;
}

/** The same for what was made of several answers: the time of the oldest, undefined unless all came from the cache. */
export function allCachedSince(answers: readonly GenerationDone[]): number | undefined {
  const times = answers.map(cachedSince).filter((time) => time !== undefined);
  return times.length > 0 && times.length === answers.length ? Math.min(...times) : undefined;
}

/** Says of an answer that it is from the cache, and how old it is. */
export function fromCacheWords(storedAt: number): string {
  return vscode.l10n.t('from cache, answered {0}', clockTime(new Date(storedAt)));
}
