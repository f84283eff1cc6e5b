import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import fc from 'fast-check';
import { fileIdentity, setAside } from '../../../src/cache/answerFile.ts';
import { DiskStore } from '../../../src/cache/diskStore.ts';
import { systemClock } from '../../../src/provider/clock.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { answer, diskTimeoutMs, start, storeAt, temporaryFolder } from './storeAt.ts';

const textOf = (index: number): string => `${index} ${'answer '.repeat(900)}`;

/** A folder with a file of twenty answers, closed. */
async function filledFolder(): Promise<ReturnType<typeof temporaryFolder>> {
  const folder = temporaryFolder();
  using tested = await storeAt(folder.path);
  for (let index = 0; index < 20; index += 1) tested.store.put(`k${index}`, answer(textOf(index)));
  return folder;
}

/** Nothing wrong is given, and after at most one look at each answer new ones are kept again. */
async function recovers(folder: string): Promise<readonly string[]> {
  using tested = await storeAt(folder);
  for (let index = 0; index < 20; index += 1) {
    const found = tested.store.get(`k${index}`);
    assert.ok(found === undefined || found.text === textOf(index), `k${index} is not what it was`);
    await tested.store.ready();
    tested.flush();
    await tested.store.ready();
  }
  tested.store.put('new', answer('new'));
  tested.flush();
  await tested.store.ready();
  tested.flush();
  using next = await storeAt(folder);
  assert.equal(next.store.get('new')?.text, 'new');
  return tested.troubles;
}

describe('A damaged file', function () {
  this.timeout(diskTimeoutMs);

  it('that is garbage is put aside, told once, and a new one is used', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'answers.db'), 'garbage '.repeat(4096));
    assert.deepEqual(await recovers(folder.path), ['damaged']);
    assert.ok(readFileSync(join(folder.path, 'answers.db.damaged'), 'utf8').startsWith('garbage'));
  });

  it('that was cut off gives nothing wrong and is used again', async () => {
    for (const length of [1, 100, 4096, 5000, 40_000]) {
      using folder = await filledFolder();
      truncateSync(join(folder.path, 'answers.db'), length);
      await recovers(folder.path);
    }
  });

  it('with a half page of something else anywhere gives nothing wrong and is used again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.uint8Array({ minLength: 2048, maxLength: 2048 }),
        async (place, bytes) => {
          using folder = await filledFolder();
          const path = join(folder.path, 'answers.db');
          const content = readFileSync(path);
          content.set(bytes, Math.floor(place * (content.length - bytes.length)));
          writeFileSync(path, content);
          await recovers(folder.path);
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('that loses its table while it is open is put aside and rebuilt', async () => {
    using folder = await filledFolder();
    using tested = await storeAt(folder.path);
    {
      using other = new DatabaseSync(join(folder.path, 'answers.db'));
      other.exec('DROP TABLE answers');
    }
    tested.store.put('k', answer('one'));
    tested.flush();
    await tested.store.ready();
    tested.flush();
    assert.equal(tested.store.get('k')?.text, 'one');
    assert.deepEqual(tested.troubles, ['damaged']);
  });

  it('that cannot be put aside ends the use of the store, not of anything else', async () => {
    using folder = await filledFolder();
    using tested = await storeAt(folder.path);
    const path = join(folder.path, 'answers.db');
    chmodSync(folder.path, 0o555);
    writeFileSync(path, Buffer.alloc(statSync(path).size, 'x'));
    await asNobody(() => assert.equal(tested.store.get('k1'), undefined));
    chmodSync(folder.path, 0o755);
    assert.deepEqual(tested.troubles, ['damaged', 'notWritable']);
    await tested.store.ready();
    tested.store.put('k', answer('one'));
    tested.flush();
    assert.equal(tested.store.get('k'), undefined);
  });

  it('is not put aside when another window has put a new one in its place', async () => {
    using folder = await filledFolder();
    const path = join(folder.path, 'answers.db');
    setAside(path, (fileIdentity(path) ?? 0) + 1);
    setAside(path, undefined);
    setAside(join(folder.path, 'missing'), undefined);
    assert.ok(existsSync(path));
    setAside(path, fileIdentity(path));
    assert.ok(!existsSync(path));
    assert.equal(fileIdentity(path), undefined);
  });

  it('time and again is not rebuilt for ever', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    for (let round = 0; round < 5; round += 1) {
      if (existsSync(join(folder.path, 'answers.db'))) {
        using other = new DatabaseSync(join(folder.path, 'answers.db'));
        other.exec('DROP TABLE IF EXISTS answers');
      }
      assert.equal(tested.store.get('k'), undefined);
      await tested.store.ready();
    }
    tested.store.put('k', answer('one'));
    tested.flush();
    tested.clock.pass(1e9);
    await tested.store.ready();
    using next = await storeAt(folder.path);
    assert.equal(next.store.get('k'), undefined, 'written by a store that had given up');
  });
});

/** Looks with the eyes of nobody, where the tests run as the superuser, who may write everywhere. */
async function asNobody(look: () => void | Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await look();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('A full disk', function () {
  this.timeout(diskTimeoutMs);

  // Simulated by the bound on pages: SQLite then fails as it does when the disk is full, with SQLITE_FULL.
  it('is told once; what was kept is still given, and writing is tried again after a minute', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.bytes = 25_000;
    tested.store.put('k', answer('one'));
    tested.flush();
    for (const key of ['a', 'b']) {
      tested.store.put(key, answer('x'.repeat(100_000)));
      tested.flush();
      assert.equal(tested.store.get(key), undefined);
      assert.equal(tested.store.get('k')?.text, 'one');
    }
    assert.deepEqual(tested.troubles, ['diskFull']);
    tested.store.put('meanwhile', answer('small'));
    assert.equal(tested.store.get('meanwhile'), undefined);
    tested.clock.pass(60_000);
    tested.store.put('c', answer('small'));
    tested.flush();
    assert.equal(tested.store.get('c')?.text, 'small');
    // More room allowed is more room at once.
    tested.bytes = 10_000_000;
    tested.store.put('a', answer('x'.repeat(100_000)));
    tested.flush();
    assert.ok(tested.store.get('a') !== undefined);
    assert.deepEqual(tested.troubles, ['diskFull']);
  });
});

describe('A folder that cannot be written', function () {
  this.timeout(diskTimeoutMs);

  it('is told once and not tried again', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'file'), '');
    using tested = await storeAt(join(folder.path, 'file', 'inside'));
    await tested.store.ready();
    tested.store.put('k', answer('one'));
    tested.flush();
    assert.deepEqual(tested.troubles, ['notWritable']);
  });

  it('is survived when it is read-only', async () => {
    using folder = temporaryFolder();
    const inner = join(folder.path, 'inner');
    mkdirSync(inner);
    chmodSync(folder.path, 0o755);
    chmodSync(inner, 0o555);
    await asNobody(async () => {
      using tested = await storeAt(inner);
      assert.deepEqual(tested.troubles, ['notWritable']);
      assert.equal(tested.store.get('k'), undefined);
    });
    chmodSync(inner, 0o755);
  });
});

describe('A place without a store', () => {
  it('is told: a build of Node without node:sqlite', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path, { loadSqlite: () => Promise.reject(new Error('missing')) });
    assert.deepEqual(tested.troubles, ['unavailable']);
    assert.ok(!existsSync(join(folder.path, 'answers.db')));
  });

  it('is told: a file system without shared memory, where SQLite has no write-ahead log', async () => {
    // What SQLite does there, it does as well when it locks by files beside the database.
    class DotFileDatabase extends DatabaseSync {
      constructor(path: string) {
        super(`file:${path}?vfs=unix-dotfile`);
      }
    }
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path, {
      loadSqlite: async () => ({ DatabaseSync: DotFileDatabase }),
    });
    assert.deepEqual(tested.troubles, ['networkFolder']);
    assert.equal(tested.store.get('k'), undefined);
  });

  it('is told: a folder on a network, where no file is made', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path, { fileSystemOf: async () => ({ type: 0x6969 }) });
    assert.deepEqual(tested.troubles, ['networkFolder']);
    assert.ok(!existsSync(join(folder.path, 'answers.db')));
  });
});

describe('A file that is busy', function () {
  this.timeout(diskTimeoutMs);

  it('is left alone for a second, then read again', async () => {
    let isBusy = false;
    // Simulated: readers of a write-ahead log wait only while another process mends it after a crash.
    class BusyDatabase extends DatabaseSync {
      override prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
        const statement = super.prepare(sql);
        const get = (...values: readonly SQLInputValue[]): ReturnType<typeof statement.get> => {
          if (isBusy) throw Object.assign(new Error('database is locked'), { errcode: 5 });
          return statement.get(...values);
        };
        return new Proxy(statement, {
          get(of, name) {
            const member: unknown = Reflect.get(of, name);
            if (name === 'get') return get;
            return typeof member === 'function' ? member.bind(of) : member;
          },
        });
      }
    }
    using folder = await filledFolder();
    using tested = await storeAt(folder.path, { loadSqlite: async () => ({ DatabaseSync: BusyDatabase }) });
    isBusy = true;
    assert.equal(tested.store.get('k1'), undefined);
    isBusy = false;
    assert.equal(tested.store.get('k1'), undefined);
    tested.clock.pass(1000);
    assert.equal(tested.store.get('k1')?.text, textOf(1));
    assert.deepEqual(tested.troubles, ['busy']);
  });
});

describe('A store that does not open', () => {
  it('holds on to nothing that was to be written', async () => {
    using folder = temporaryFolder();
    const missing = Promise.withResolvers<never>();
    const store = new DiskStore({
      path: join(folder.path, 'answers.db'),
      bounds: () => ({ lifetimeMs: 1e12, bytes: 1e6 }),
      clock: createManualClock(),
      date: () => start,
      onTrouble: () => undefined,
      loadSqlite: () => missing.promise,
    });
    const opened = store.ready();
    store.put('k', answer('one'));
    assert.equal(store.get('k')?.text, 'one');
    missing.reject(new Error('missing'));
    await opened;
    assert.equal(store.get('k'), undefined);
  });
});

describe('A store that is closed', () => {
  it('while it opens stays closed', async () => {
    using folder = temporaryFolder();
    const store = new DiskStore({
      path: join(folder.path, 'answers.db'),
      bounds: () => ({ lifetimeMs: 1e12, bytes: 1e6 }),
      clock: systemClock,
      date: Date.now,
      onTrouble: (trouble) => assert.fail(trouble),
      loadSqlite: () => import('node:sqlite'),
    });
    const opened = store.ready();
    store.close();
    await opened;
    await store.ready();
    assert.equal(store.version(), undefined);
  });
});
