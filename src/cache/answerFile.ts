import { chmodSync, closeSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './storeTrouble.ts';

/** The class that opens databases; passed in, because not every build of Node has it. */
export interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync;
}

/** Milliseconds a call may wait for another process. */
const busyLimitMs = 2;

/** Number of the tables' shape, kept in `user_version`. A file of an older one is emptied, of a newer one left alone. */
const shape = 1;

/** Bytes of a page, as SQLite makes them. */
export const pageBytes = 4096;

const tables = `
  DROP TABLE IF EXISTS answers;
  CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    stored_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX answers_by_use ON answers (used_at, bytes);
  CREATE INDEX answers_by_age ON answers (stored_at);
  PRAGMA user_version = ${shape};
`;

/**
 * Opens the file, only for its owner to read, with our tables in it; makes it and its folder where they are missing.
 * Throws what the file system or SQLite does, or a `StoreError`.
 */
export function openAnswerFile(sqlite: Sqlite, path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives its own files beside this one the same mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new sqlite.DatabaseSync(path);
  try {
    prepareFile(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareFile(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${busyLimitMs}; PRAGMA auto_vacuum = INCREMENTAL`);
  const found = numberOf(database, 'user_version');
  if (found > shape) throw new StoreError('newerVersion');
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal') throw new StoreError('networkFolder');
  database.exec(
    'PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 1048576; PRAGMA secure_delete = ON',
  );
  if (found === shape) return;
  inTransaction(database, () => {
    // Another window may have been quicker.
    if (numberOf(database, 'user_version') < shape) database.exec(tables);
  });
}

function numberOf(database: DatabaseSync, pragma: 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

/** Sets the size that the file never outgrows, in bytes; a file that is larger already stays so. */
export function boundFile(database: DatabaseSync, bytes: number): void {
  database.exec(`PRAGMA max_page_count = ${Math.ceil(bytes / pageBytes)}`);
}

/** Runs `work` as one change that is made whole or not at all. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // After some failures SQLite has done so by itself.
  }
}

/** What tells one file from the next under the same name; undefined when there is none. */
export function fileIdentity(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/**
 * Puts a damaged file out of the way under another name, so that a new one can be made and the old one looked at;
 * one that was put aside before goes. Does nothing when the file is no longer the one that was found damaged.
 */
export function setAside(path: string, identity: number | undefined): void {
  if (identity === undefined || fileIdentity(path) !== identity) return;
  // The log goes first: a new file must never meet the log of the old one.
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
  removeSetAside(path);
  renameSync(path, damagedPath(path));
}

/** Removes the file that was put aside, if there is one. */
export function removeSetAside(path: string): void {
  rmSync(damagedPath(path), { force: true, recursive: true });
}

function damagedPath(path: string): string {
  return `${path}.damaged`;
}
