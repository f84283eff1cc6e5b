import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CachedAnswer } from '../../../src/cache/cachedAnswer.ts';
import { DiskStore, type DiskStoreDeps } from '../../../src/cache/diskStore.ts';
import type { StoreTrouble } from '../../../src/cache/storeTrouble.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { createManualClock, type ManualClock } from '../../support/manualClock.ts';

/** Each story flushes to a real disk, which others may keep busy. */
export const diskTimeoutMs = 30_000;

/** A day, in milliseconds. */
export const day = 86_400_000;

/** When the stories begin: 2026-11-25. */
export const start = 1_795_564_800_000;

/** An answer as it is kept. */
export function answer(text: string, more: Partial<CachedAnswer> = {}): CachedAnswer {
  return {
    text,
    reasoning: '',
    model: 'm',
    usage: usageOf(10, 5),
    usageEstimated: false,
    storedAt: start,
    ...more,
  };
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'oc-cache-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A store on disk with a clock and a date that the test sets. */
export interface TestedStore extends Disposable {
  readonly store: DiskStore;
  readonly clock: ManualClock;
  readonly troubles: readonly StoreTrouble[];
  date: number;
  lifetimeMs: number;
  bytes: number;
  /** Writes what waits. */
  flush(): void;
}

/** Opens the store of a folder. */
export async function storeAt(folder: string, more: Partial<DiskStoreDeps> = {}): Promise<TestedStore> {
  const clock = createManualClock();
  const troubles: StoreTrouble[] = [];
  const tested: TestedStore = {
    store: new DiskStore({
      path: join(folder, 'answers.db'),
      bounds: () => ({ lifetimeMs: tested.lifetimeMs, bytes: tested.bytes }),
      clock,
      date: () => tested.date,
      onTrouble: (trouble) => void troubles.push(trouble),
      loadSqlite: () => import('node:sqlite'),
      // The folder for tests may be anywhere; what is asked of it has tests of its own.
      fileSystemOf: async () => ({ type: 0 }),
      ...more,
    }),
    clock,
    troubles,
    date: start,
    lifetimeMs: 30 * day,
    bytes: 10_000_000,
    flush: () => clock.pass(50),
    [Symbol.dispose]: () => tested.store.close(),
  };
  await tested.store.ready();
  return tested;
}
