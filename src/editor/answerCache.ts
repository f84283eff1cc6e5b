import { join } from 'node:path';
import type * as vscode from 'vscode';
import { DiskStore } from '../cache/diskStore.ts';
import { createExactCache, type ExactCache } from '../cache/exactCache.ts';
import { withExactCache } from '../cache/withExactCache.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SentTemperature } from '../openai/askedTemperature.ts';
import type { CapabilityBook } from '../openai/capabilityBook.ts';
import { systemClock } from '../provider/clock.ts';
import type { GenerationRequest, LLMProvider } from '../provider/provider.ts';
import { requestKey } from '../provider/requestKey.ts';
import { tellCacheTrouble } from './cacheTrouble.ts';
import { sentTemperature } from './sentTemperature.ts';
import type { Settings } from './settings.ts';
import { isSimulated } from './simulated.ts';
import type { StatusBar } from './statusBar.ts';

/** What the cache of answers is made of. */
export interface AnswerCacheDeps {
  /** Of the extension's own data on the computer where it runs. */
  readonly folder: vscode.Uri;
  /** Where it is kept what was told already. */
  readonly state: vscode.Memento;
  readonly settings: Settings;
  readonly book: CapabilityBook;
  readonly ledger: Ledger;
  readonly statusBar: StatusBar;
  readonly log: vscode.LogOutputChannel;
}

/** A request that the cache served, and the model whose answer it was. */
export interface CacheHit {
  readonly task: GenerationRequest['task'];
  readonly model: string;
}

/** The cache as the editor runs it. */
export interface AnswerCache extends vscode.Disposable {
  /** `onHit` is told of each answer that is given again. */
  readonly around: (provider: LLMProvider, onHit: (hit: CacheHit) => void) => LLMProvider;
  readonly clear: ExactCache['clear'];
}

const memory = { entries: 200, bytes: 8_000_000 } as const;
const dayMs = 86_400_000;

/** Answers in this window's memory and in one file that all windows of this computer share. */
export function createAnswerCache({
  settings,
  book,
  ledger,
  statusBar,
  ...deps
}: AnswerCacheDeps): AnswerCache {
  const config = (): ReturnType<Settings['current']>['config'] => settings.current().config;
  const lifetimeMs = (): number => config().cache.days * dayMs;
  const disk = new DiskStore({
    path: join(deps.folder.fsPath, 'answers.db'),
    bounds: () => ({ lifetimeMs: lifetimeMs(), bytes: config().cache.megabytes * 1_000_000 }),
    clock: systemClock,
    date: Date.now,
    onTrouble: (trouble) => tellCacheTrouble(trouble, deps),
    loadSqlite: () => import('node:sqlite'),
  });
  const cache = createExactCache({ disk, memory, lifetimeMs, clock: systemClock, date: Date.now });
  // Best while the first request is still being prepared.
  if (config().cache.enabled) void cache.ready();
  const temperatureOf = (request: GenerationRequest): SentTemperature =>
    sentTemperature(request, config(), book);
  return {
    around: (provider, onHit) =>
      withExactCache(provider, {
        cache,
        isEnabled: () => config().cache.enabled,
        temperatureOf,
        keyOf: (request) => requestKey(request, { ...config(), temperature: temperatureOf(request).value }),
        isSimulated: (request, { model }) =>
          isSimulated(model) || isSimulated(request.model ?? config().model),
        date: Date.now,
        onHit({ task }, { model }) {
          onHit({ task, model });
          ledger.recordCacheHit();
          statusBar.refresh();
        },
      }),
    clear: () => cache.clear(),
    dispose: () => cache.close(),
  };
}
