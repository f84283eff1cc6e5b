/** Why the store on disk cannot be used for a while, or at all. Every request is served all the same. */
export type StoreTrouble =
  /** This build of Node has no `node:sqlite`. */
  | 'unavailable'
  /** The folder is on a network or without shared memory, where several windows would damage the file. */
  | 'networkFolder'
  /** A newer version of the extension wrote the file. */
  | 'newerVersion'
  /** The file or its folder cannot be written or made. */
  | 'notWritable'
  | 'diskFull'
  /** Another process holds the file. */
  | 'busy'
  /** The file was no database of ours any more; it was set aside. */
  | 'damaged'
  /** The tables are not as they were made; opening the file again shows why. */
  | 'changed'
  /** The disk failed in another way. */
  | 'diskError';

/** A reason of ours why a file was not opened. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble) {
    super(trouble);
    this.name = 'StoreError';
    this.trouble = trouble;
  }
}

/** SQLite's primary result codes, from https://www.sqlite.org/rescode.html. */
const troubleOfCode: Readonly<Record<number, StoreTrouble>> = {
  1: 'changed', // ERROR: a table of ours is missing or has another shape
  3: 'notWritable', // PERM
  5: 'busy', // BUSY
  6: 'busy', // LOCKED
  8: 'notWritable', // READONLY
  10: 'diskError', // IOERR
  11: 'damaged', // CORRUPT
  13: 'diskFull', // FULL
  14: 'notWritable', // CANTOPEN
  15: 'busy', // PROTOCOL: too many processes raced for the write-ahead log
  22: 'networkFolder', // NOLFS
  26: 'damaged', // NOTADB
};

const troubleOfSystemError: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
};

/** What a failure of the store means; told by codes only. */
export function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof StoreError) return error.trouble;
  if (!(error instanceof Error)) return 'diskError';
  // The low byte is the primary code; the rest says more of it than matters here.
  if ('errcode' in error && typeof error.errcode === 'number')
    return troubleOfCode[error.errcode & 0xff] ?? 'diskError';
  if ('code' in error && typeof error.code === 'string')
    return troubleOfSystemError[error.code] ?? 'notWritable';
  return 'diskError';
}
