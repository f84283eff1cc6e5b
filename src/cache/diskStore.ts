import { existsSync } from 'node:fs';
import type { Clock } from '../provider/clock.ts';
import { removeSetAside, setAside, type Sqlite } from './answerFile.ts';
import type { AnswerTable, TableBounds } from './answerTable.ts';
import { type CachedAnswer, isFresh } from './cachedAnswer.ts';
import type { FileSystemOf } from './networkFolder.ts';
import { openTable, type OpenTable } from './openTable.ts';
import { PendingChanges } from './pendingChanges.ts';
import { type StoreTrouble, troubleOf } from './storeTrouble.ts';

/** What the store on disk is given. */
export interface DiskStoreDeps {
  readonly path: string;
  /** Read anew for each write. */
  readonly bounds: () => TableBounds;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** Called once for each kind of trouble. */
  readonly onTrouble: (trouble: StoreTrouble) => void;
  readonly loadSqlite: () => Promise<Sqlite>;
  readonly fileSystemOf?: FileSystemOf;
}

type State =
  /** Not open; opening may be tried once the clock says `until`. */
  | { readonly kind: 'resting'; readonly until: number }
  | { readonly kind: 'opening'; readonly opened: Promise<void> }
  | { readonly kind: 'open'; readonly table: OpenTable }
  /** Never to be opened again in this session. */
  | { readonly kind: 'ended' };

const busyRestMs = 1000;
const diskRestMs = 60_000;

/** Milliseconds a file is left alone after trouble; trouble that is not named ends its use for this session. */
const restMs: Readonly<Partial<Record<StoreTrouble, number>>> = {
  busy: busyRestMs,
  diskFull: diskRestMs,
  diskError: diskRestMs,
  damaged: 0,
  changed: 0,
};

/** Times a file that was open is given up and opened anew before its disk is no longer trusted. */
const mostReopenings = 3;

/** A use is written down when the last one that was is older: a hit is no reason to write. */
const markEveryMs = 3_600_000;

/** Answers that come within this time are written together: a transaction costs more than all that is in it. */
const gatheringMs = 50;

/** Clearing waits its turn among other processes, since a person waits for its outcome. */
const clearing = { tries: 20, everyMs: 100 } as const;

/**
 * Answers in a file that several windows share. Nothing here throws, and nothing waits for another process longer
 * than a few milliseconds: what fails counts as not found, and the file is left alone for a while.
 */
export class DiskStore {
  readonly #deps: DiskStoreDeps;
  readonly #pending = new PendingChanges();
  readonly #told = new Set<StoreTrouble>();
  #state: State = { kind: 'resting', until: -Infinity };
  #readAt = -Infinity;
  #writeAt = -Infinity;
  #reopenings = 0;
  #takeBackFlush: (() => void) | undefined;

  constructor(deps: DiskStoreDeps) {
    this.#deps = deps;
  }

  /** Opens the file when it is time to; settles when it is open or is known not to open. */
  async ready(): Promise<void> {
    if (this.#state.kind === 'resting' && this.#deps.clock.now() >= this.#state.until)
      this.#state = { kind: 'opening', opened: this.#open() };
    if (this.#state.kind === 'opening') await this.#state.opened;
  }

  /** The answer under a key, while it is fresh; undefined as well while the file cannot be read. */
  get(key: string): CachedAnswer | undefined {
    const waiting = this.#pending.put.get(key);
    if (waiting !== undefined || this.#pending.dropped.has(key)) return waiting;
    const row = this.#read((table) => table.get(key));
    if (row === undefined || row.kind === 'none') return undefined;
    const now = this.#deps.date();
    if (row.kind === 'invalid' || !isFresh(row.answer.storedAt, now, this.#deps.bounds().lifetimeMs)) {
      this.#pending.drop(key);
      this.#flushIn(0);
      return undefined;
    }
    if (Math.abs(now - row.usedAt) > markEveryMs) {
      this.#pending.use(key);
      this.#flushIn(0);
    }
    return row.answer;
  }

  /** Keeps an answer soon: nobody waits for the disk. */
  put(key: string, answer: CachedAnswer): void {
    if (this.#state.kind === 'ended' || this.#deps.clock.now() < this.#writeAt) return;
    this.#pending.keep(key, answer);
    void this.ready();
    this.#flushIn(gatheringMs);
  }

  /** A number that is another one after another process has written; undefined while it is not known. */
  version(): number | undefined {
    return this.#read((table) => table.version());
  }

  /** Removes every answer, from the disk too; their number, or undefined when the file could not be changed. */
  async clear(): Promise<number | undefined> {
    this.#pending.clear();
    for (let tries = 0; tries < clearing.tries; tries += 1) {
      await this.ready();
      const state = this.#state;
      if (state.kind === 'ended') break;
      if (state.kind === 'open') {
        try {
          removeSetAside(this.#deps.path);
          return state.table.clear();
        } catch (error) {
          this.#fail(error, state.table);
        }
      }
      const wait = Promise.withResolvers<void>();
      this.#deps.clock.setTimeout(wait.resolve, clearing.everyMs);
      await wait.promise;
    }
    return existsSync(this.#deps.path) ? undefined : 0;
  }

  /** Writes what waits and closes the file for good. */
  close(): void {
    this.#flush();
    this.#takeBackFlush?.();
    this.#leave({ kind: 'ended' });
  }

  async #open(): Promise<void> {
    const onTrouble = (trouble: StoreTrouble): void => this.#tell(trouble);
    let next: State;
    try {
      next = { kind: 'open', table: await openTable({ ...this.#deps, onTrouble }) };
    } catch (error) {
      const trouble = troubleOf(error);
      this.#tell(trouble);
      next = this.#afterTrouble(trouble);
    }
    if (this.#state.kind === 'ended') {
      if (next.kind === 'open') next.table.close();
      return;
    }
    this.#leave(next);
    if (!this.#pending.isEmpty) this.#flushIn(0);
  }

  #read<T>(from: (table: AnswerTable) => T): T | undefined {
    if (this.#state.kind !== 'open' || this.#deps.clock.now() < this.#readAt) return undefined;
    const { table } = this.#state;
    try {
      return from(table);
    } catch (error) {
      if (this.#fail(error, table) === 'busy') this.#readAt = this.#deps.clock.now() + busyRestMs;
      return undefined;
    }
  }

  #flushIn(milliseconds: number): void {
    this.#takeBackFlush ??= this.#deps.clock.setTimeout(() => {
      this.#takeBackFlush = undefined;
      this.#flush();
    }, milliseconds);
  }

  #flush(): void {
    if (this.#state.kind !== 'open' || this.#pending.isEmpty) return;
    const { table } = this.#state;
    try {
      table.change(this.#pending, this.#deps.date(), this.#deps.bounds());
      this.#pending.clear();
    } catch (error) {
      const trouble = this.#fail(error, table);
      if (trouble === 'busy') this.#flushIn(busyRestMs);
      else if (trouble === 'diskFull') {
        this.#pending.clear();
        this.#writeAt = this.#deps.clock.now() + diskRestMs;
      }
    }
  }

  /** Draws the consequences of a failure of the open file: only after being busy or full it stays open. */
  #fail(error: unknown, { identity }: OpenTable): StoreTrouble {
    const trouble = troubleOf(error);
    if (trouble === 'busy' || trouble === 'diskFull') {
      this.#tell(trouble);
      return trouble;
    }
    this.#reopenings += 1;
    this.#leave(this.#reopenings > mostReopenings ? { kind: 'ended' } : this.#afterTrouble(trouble));
    if (trouble !== 'changed') this.#tell(trouble);
    if (trouble === 'damaged') this.#setAside(identity);
    void this.ready();
    return trouble;
  }

  #setAside(identity: number | undefined): void {
    try {
      setAside(this.#deps.path, identity);
    } catch (error) {
      this.#tell(troubleOf(error));
      this.#leave({ kind: 'ended' });
    }
  }

  #afterTrouble(trouble: StoreTrouble): State {
    const rest = restMs[trouble];
    return rest === undefined ? { kind: 'ended' } : { kind: 'resting', until: this.#deps.clock.now() + rest };
  }

  /** Goes on to another state, closing the file that was open. */
  #leave(next: State): void {
    const state = this.#state;
    this.#state = next;
    if (next.kind === 'ended') this.#pending.clear();
    if (state.kind === 'open') state.table.close();
  }

  #tell(trouble: StoreTrouble): void {
    if (this.#told.has(trouble)) return;
    this.#told.add(trouble);
    this.#deps.onTrouble(trouble);
  }
}
