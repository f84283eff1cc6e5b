import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { boundFile, inTransaction, pageBytes } from './answerFile.ts';
import { type CachedAnswer, parseAnswer } from './cachedAnswer.ts';

/** What is written in one transaction; a key that is both dropped and put is put. */
export interface TableChanges {
  readonly put: ReadonlyMap<string, CachedAnswer>;
  /** Keys whose answers were given again. */
  readonly used: ReadonlySet<string>;
  /** Keys whose rows are invalid or too old. */
  readonly dropped: ReadonlySet<string>;
}

/** How long and how much the table keeps. */
export interface TableBounds {
  readonly lifetimeMs: number;
  /** Of all rows together, as they take room in the file. */
  readonly bytes: number;
}

/** A row as it was found: `invalid` is one that is not what was written. */
export type FoundRow =
  | { readonly kind: 'answer'; readonly answer: CachedAnswer; readonly usedAt: number }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'none' };

/** The answers in an open file. Every call is synchronous and throws what SQLite throws. */
export interface AnswerTable {
  get(key: string): FoundRow;
  /** Makes the changes, then drops what is too old and what was used longest ago beyond the bytes. */
  change(changes: TableChanges, now: number, bounds: TableBounds): void;
  /** Removes all answers, from the disk too; the number of them. */
  clear(): number;
  /** A number that is another one after another process has written. */
  version(): number;
  close(): void;
}

const rowSchema = z.object({
  used_at: z.number(),
  digest: z.string(),
  answer: z.string(),
});

/** Part of the bound that stays filled when the table is made smaller, so that it is not done at each write. */
const keptShare = 0.9;

/** Prepares every statement; throws when the tables are not as they should be. */
export function createAnswerTable(database: DatabaseSync): AnswerTable {
  const sql = prepareAll(database);
  let boundedTo = 0;
  return {
    get(key) {
      const found = sql.get.get(key);
      if (found === undefined) return { kind: 'none' };
      const row = rowSchema.safeParse(found).data;
      if (row === undefined || row.digest !== digestOf(key, row.answer)) return { kind: 'invalid' };
      const answer = parseAnswer(row.answer);
      return answer === undefined ? { kind: 'invalid' } : { kind: 'answer', answer, usedAt: row.used_at };
    },
    change({ put, used, dropped }, now, bounds) {
      // Room to spare for what comes before the rest goes, and for pages that are free for a while.
      if (boundedTo !== bounds.bytes) boundFile(database, 2 * bounds.bytes);
      boundedTo = bounds.bytes;
      inTransaction(database, () => {
        for (const key of dropped) sql.drop.run(key);
        for (const [key, answer] of put) insert(sql, { key, answer, now });
        for (const key of used) sql.use.run(now, key);
        sql.dropOld.run(now - bounds.lifetimeMs, now + bounds.lifetimeMs);
        if (bytesIn(sql) <= bounds.bytes) return;
        sql.dropUnused.run(bounds.bytes * keptShare);
        sql.giveBack.all();
      });
    },
    clear() {
      const count = inTransaction(database, () => {
        const { changes } = sql.clear.run();
        sql.giveBack.all();
        return Number(changes);
      });
      sql.emptyLog.all();
      return count;
    },
    version: () => Number(sql.version.get()?.['data_version']),
    close: () => database.close(),
  };
}

type Statements = Readonly<Record<keyof typeof texts, StatementSync>>;

const texts = {
  get: 'SELECT used_at, digest, answer FROM answers WHERE key = ?',
  put: `INSERT INTO answers (key, stored_at, used_at, bytes, digest, answer) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET stored_at = excluded.stored_at, used_at = excluded.used_at,
    bytes = excluded.bytes, digest = excluded.digest, answer = excluded.answer`,
  use: 'UPDATE answers SET used_at = ? WHERE key = ?',
  drop: 'DELETE FROM answers WHERE key = ?',
  dropOld: 'DELETE FROM answers WHERE stored_at < ? OR stored_at > ?',
  bytes: 'SELECT sum(bytes) AS bytes FROM answers',
  dropUnused: `DELETE FROM answers WHERE id IN (SELECT id FROM
    (SELECT id, sum(bytes) OVER (ORDER BY used_at DESC, id DESC) AS upTo FROM answers) WHERE upTo > ?)`,
  clear: 'DELETE FROM answers',
  giveBack: 'PRAGMA incremental_vacuum',
  emptyLog: 'PRAGMA wal_checkpoint(TRUNCATE)',
  version: 'PRAGMA data_version',
} as const;

function prepareAll(database: DatabaseSync): Statements {
  const prepare = (name: keyof typeof texts): StatementSync => database.prepare(texts[name]);
  return {
    get: prepare('get'),
    put: prepare('put'),
    use: prepare('use'),
    drop: prepare('drop'),
    dropOld: prepare('dropOld'),
    bytes: prepare('bytes'),
    dropUnused: prepare('dropUnused'),
    clear: prepare('clear'),
    giveBack: prepare('giveBack'),
    emptyLog: prepare('emptyLog'),
    version: prepare('version'),
  };
}

function insert(
  sql: Statements,
  { key, answer, now }: { readonly key: string; readonly answer: CachedAnswer; readonly now: number },
): void {
  const json = JSON.stringify(answer);
  // A row takes whole pages once it is longer than one.
  const bytes = Math.ceil((Buffer.byteLength(json) + 512) / pageBytes) * pageBytes;
  sql.put.run(key, answer.storedAt, now, bytes, digestOf(key, json), json);
}

function bytesIn(sql: Statements): number {
  return Number(sql.bytes.get()?.['bytes'] ?? 0);
}

/** Ties an answer to its key, so that a page that went wrong never gives one answer for another. */
function digestOf(key: string, json: string): string {
  return createHash('sha256').update(key).update(json).digest('base64');
}
