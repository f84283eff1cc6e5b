import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DiskStore } from '../../../src/cache/diskStore.ts';
import { createExactCache } from '../../../src/cache/exactCache.ts';
import type { ExactCache } from '../../../src/cache/exactCache.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import type { LLMProvider } from '../../../src/provider/provider.ts';
import { median } from '../statistics.ts';
import type { CoreFigure } from './coreFigure.ts';
import { callOptions, createCore, request } from './createCore.ts';
import type { Measured } from './exchange.ts';
import { interleave } from './rounds.ts';
import type { Upstream } from './startUpstream.ts';

const rounds = 7;
const perRound = 300;
const dayMs = 86_400_000;
/** A prompt of the length that one function with its surroundings has. */
const prompt = 'const total = items.reduce((sum, item) => sum + item.price, 0);\n'.repeat(140);
const usual = { entries: 200, bytes: 8_000_000 };

function cacheIn(path: string, memory = usual): ExactCache {
  const disk = new DiskStore({
    path,
    bounds: () => ({ lifetimeMs: dayMs, bytes: 50_000_000 }),
    clock: systemClock,
    date: Date.now,
    onTrouble: () => undefined,
    loadSqlite: () => import('node:sqlite'),
  });
  return createExactCache({ disk, memory, lifetimeMs: () => dayMs, clock: systemClock, date: Date.now });
}

interface Tally {
  errors: number;
}

/** The median of many requests, each with a prompt of its own from `prompts`. */
function timed(core: LLMProvider, source: 'cache' | 'server', tally: Tally, prompts: () => string) {
  return async (): Promise<number> => {
    const times: number[] = [];
    for (let sent = 0; sent < perRound; sent += 1) {
      const asked = { ...request, prompt: prompts() };
      const from = performance.now();
      try {
        const { text, done } = await core.generate(asked, callOptions({ cache: 'use' }));
        if (text !== 'Paris.' || done.source !== source) tally.errors += 1;
      } catch {
        tally.errors += 1;
      }
      times.push(performance.now() - from);
    }
    return median(times);
  };
}

/** A hit in memory and on disk, and what a locked or broken store costs a request that the server has to answer. */
export async function measureCache(upstream: Upstream): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'oc-bench-cache-'));
  const endpoint = upstream.endpoint('small');
  const path = (name: string): string => join(folder, name);
  await writeFile(path('broken.db'), 'This is no database. '.repeat(1000));
  const caches = {
    memory: cacheIn(path('memory.db')),
    // One entry in memory: every other prompt has to be read from the file.
    sqlite: cacheIn(path('sqlite.db'), { entries: 1, bytes: 8_000_000 }),
    locked: cacheIn(path('locked.db')),
    broken: cacheIn(path('broken.db')),
  };
  await caches.locked.ready();
  const locker = new DatabaseSync(path('locked.db'));
  locker.exec('BEGIN EXCLUSIVE');
  try {
    const tally: Tally = { errors: 0 };
    let fresh = 0;
    const next = (): string => `${prompt}// ${(fresh += 1)}`;
    const alternating = (): string => `${prompt}// ${(fresh += 1) % 2}`;
    const core = (cache?: ExactCache): LLMProvider =>
      createCore(endpoint, cache === undefined ? {} : { cache }).provider;
    const memory = core(caches.memory);
    const sqlite = core(caches.sqlite);
    for (const asked of [prompt, `${prompt}// 0`, `${prompt}// 1`])
      for (const filled of [memory, sqlite])
        await filled.generate({ ...request, prompt: asked }, callOptions({ cache: 'use' }));
    const raw = await interleave(
      {
        memory: timed(memory, 'cache', tally, () => prompt),
        sqlite: timed(sqlite, 'cache', tally, alternating),
        none: timed(core(), 'server', tally, next),
        locked: timed(core(caches.locked), 'server', tally, next),
        broken: timed(core(caches.broken), 'server', tally, next),
      },
      rounds,
    );
    return { raw: { cache: raw }, figures: figuresOf(raw, tally.errors) };
  } finally {
    locker.close();
    for (const cache of Object.values(caches)) cache.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(
  raw: Readonly<Record<'memory' | 'sqlite' | 'none' | 'locked' | 'broken', readonly number[]>>,
  errors: number,
): readonly CoreFigure[] {
  const added = (times: readonly number[]): number =>
    median(times.map((time, round) => time - (raw.none[round] ?? Number.NaN)));
  const hit = (name: string, times: readonly number[], atMost: number): CoreFigure => {
    const core = median(times);
    return { name, core, judged: 'core', goal: { atMost, of: core }, errors };
  };
  const trouble = (name: string, times: readonly number[]): CoreFigure => ({
    name,
    core: median(times),
    judged: 'added to a request without a cache',
    goal: { atMost: 1, of: added(times) },
    errors,
  });
  return [
    hit('cache hit in memory, ms', raw.memory, 0.05),
    hit('cache hit on disk, ms', raw.sqlite, 0.3),
    trouble('small answer, store locked, ms', raw.locked),
    trouble('small answer, store broken, ms', raw.broken),
  ];
}
