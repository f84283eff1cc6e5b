import type { Clock } from '../provider/clock.ts';
import { type CachedAnswer, isFresh } from './cachedAnswer.ts';
import type { DiskStore } from './diskStore.ts';
import { createMemoryCache, type MemoryBounds } from './memoryCache.ts';

/** Answers by request key, in memory and behind it on disk. Nothing here throws. */
export interface ExactCache {
  /** Settles when the disk can be asked, or is known not to help. */
  ready(): Promise<void>;
  get(key: string): CachedAnswer | undefined;
  put(key: string, answer: CachedAnswer): void;
  /** Forgets every answer; their number, or undefined when those on disk could not be removed. */
  clear(): Promise<number | undefined>;
  close(): void;
}

/** What the two layers share. */
export interface ExactCacheDeps {
  readonly disk: DiskStore;
  readonly memory: MemoryBounds;
  readonly lifetimeMs: () => number;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly date: () => number;
}

/** How often it is asked whether another window has written: what that one refreshed or cleared is not given here. */
const lookEveryMs = 1000;

/** Memory over disk; memory is trusted only while no other window has written to the disk. */
export function createExactCache({ disk, memory, lifetimeMs, clock, date }: ExactCacheDeps): ExactCache {
  const near = createMemoryCache(memory);
  let lookAt = -Infinity;
  let version: number | undefined;

  function forgetWhatOthersChanged(): void {
    const now = clock.now();
    if (now < lookAt) return;
    lookAt = now + lookEveryMs;
    const current = disk.version();
    if (current === undefined) return;
    if (version !== undefined && version !== current) near.clear();
    version = current;
  }

  return {
    ready: () => disk.ready(),
    get(key) {
      forgetWhatOthersChanged();
      const kept = near.get(key);
      if (kept !== undefined && isFresh(kept.storedAt, date(), lifetimeMs())) return kept;
      const found = disk.get(key);
      if (found !== undefined) near.set(key, found);
      return found;
    },
    put(key, answer) {
      near.set(key, answer);
      disk.put(key, answer);
    },
    async clear() {
      const inMemory = near.size;
      near.clear();
      const onDisk = await disk.clear();
      return onDisk === undefined ? undefined : Math.max(inMemory, onDisk);
    },
    close: () => disk.close(),
  };
}
