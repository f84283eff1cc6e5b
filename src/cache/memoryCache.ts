import { LRUCache } from 'lru-cache';
import { answerBytes, type CachedAnswer } from './cachedAnswer.ts';

/** Bounds of the memory layer; the answer used longest ago goes first. */
export interface MemoryBounds {
  readonly entries: number;
  readonly bytes: number;
}

/** The answers of this window, by request key. */
export type MemoryCache = Pick<LRUCache<string, CachedAnswer>, 'get' | 'set' | 'clear' | 'size'>;

/** An empty memory layer. */
export function createMemoryCache({ entries, bytes }: MemoryBounds): MemoryCache {
  return new LRUCache({ max: entries, maxSize: bytes, sizeCalculation: answerBytes });
}
