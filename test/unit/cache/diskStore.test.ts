import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answer, day, diskTimeoutMs, start, storeAt, temporaryFolder } from './storeAt.ts';

const hour = 3_600_000;

/** Looks at, or changes, the file as another program would. */
function inFile<T>(folder: string, work: (database: DatabaseSync) => T): T {
  using database = new DatabaseSync(join(folder, 'answers.db'));
  return work(database);
}

const rowsIn = (folder: string): number =>
  inFile(folder, (database) => Number(database.prepare('SELECT count(*) AS n FROM answers').get()?.['n']));

describe('The store on disk', function () {
  this.timeout(diskTimeoutMs);

  it('gives an answer at once, before it is written, and in the next session', async () => {
    using folder = temporaryFolder();
    const kept = answer('one', { reasoning: 'because' });
    {
      using first = await storeAt(folder.path);
      first.store.put('k', kept);
      assert.deepEqual(first.store.get('k'), kept);
    }
    using second = await storeAt(folder.path);
    assert.deepEqual(second.store.get('k'), kept);
    assert.equal(second.store.get('other'), undefined);
    assert.deepEqual(second.troubles, []);
  });

  it('takes the newer of two answers under one key', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    tested.store.put('k', answer('two'));
    tested.flush();
    assert.equal(tested.store.get('k')?.text, 'two');
    assert.equal(rowsIn(folder.path), 1);
  });

  it('is for its owner alone to read, folder and files', async () => {
    using folder = temporaryFolder();
    const inner = join(folder.path, 'a', 'b');
    using tested = await storeAt(inner);
    tested.store.put('k', answer('one'));
    tested.flush();
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    assert.equal(mode(inner), '700');
    const files = readdirSync(inner).toSorted();
    assert.deepEqual(files, ['answers.db', 'answers.db-shm', 'answers.db-wal']);
    assert.deepEqual(
      files.map((file) => mode(join(inner, file))),
      ['600', '600', '600'],
    );
  });

  it('takes a file away from everybody else who could read it', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'answers.db');
    writeFileSync(path, '', { mode: 0o644 });
    using tested = await storeAt(folder.path);
    assert.equal((statSync(path).mode & 0o777).toString(8), '600');
    assert.deepEqual(tested.troubles, []);
  });

  it('forgets an answer past its lifetime, and drops it from the file', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    tested.date = start + 30 * day;
    assert.equal(tested.store.get('k')?.text, 'one');
    tested.date += 1;
    assert.equal(tested.store.get('k'), undefined);
    tested.flush();
    assert.equal(rowsIn(folder.path), 0);
  });

  it('drops everything that is too old with the next answer it keeps', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('old', answer('one'));
    tested.flush();
    tested.date = start + 31 * day;
    tested.store.put('new', answer('two', { storedAt: tested.date }));
    tested.flush();
    assert.equal(rowsIn(folder.path), 1);
  });

  it('goes by a lifetime that was made shorter', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    tested.date = start + 2 * day;
    tested.lifetimeMs = day;
    assert.equal(tested.store.get('k'), undefined);
  });

  it('survives a clock that goes back: what is from the near future is given, what is from far off is not', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    tested.date = start - 3 * hour;
    assert.equal(tested.store.get('k')?.text, 'one');
    tested.date = start - 31 * day;
    assert.equal(tested.store.get('k'), undefined);
    tested.store.put('k', answer('two', { storedAt: tested.date }));
    tested.flush();
    assert.equal(tested.store.get('k')?.text, 'two');
  });

  it('keeps to its bytes: what was used longest ago goes first, and the file does not grow on', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.bytes = 400_000;
    for (let index = 0; index < 100; index += 1) {
      tested.date += 2 * hour;
      tested.store.put(`k${index}`, answer('x'.repeat(15_000), { storedAt: tested.date }));
      tested.flush();
      // The first answer is asked for again and again.
      assert.ok(tested.store.get('k0') !== undefined, `k0 is gone after ${index}`);
      tested.flush();
    }
    assert.ok(tested.store.get('k99') !== undefined);
    assert.equal(tested.store.get('k1'), undefined);
    assert.equal(tested.store.get('k50'), undefined);
    const total = inFile(folder.path, (database) =>
      Number(database.prepare('SELECT sum(length(answer)) AS n FROM answers').get()?.['n']),
    );
    assert.ok(total <= 400_000 && total > 200_000, `${total} bytes of answers`);
    tested.store.close();
    const { size } = statSync(join(folder.path, 'answers.db'));
    assert.ok(size <= 500_000, `a file of ${size} bytes`);
  });

  it('lets go of the oldest of very many answers that wait to be written', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    for (let index = 0; index < 101; index += 1) tested.store.put(`k${index}`, answer('x'));
    tested.flush();
    assert.equal(tested.store.get('k0'), undefined);
    assert.equal(tested.store.get('k100')?.text, 'x');
  });

  it('deletes a row that is not what was written, and gives nothing for it', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    const wrongs = [
      `UPDATE answers SET answer = replace(answer, 'one', 'two')`,
      `UPDATE answers SET digest = ''`,
      `UPDATE answers SET key = 'k', answer = (SELECT '{}')`,
    ];
    for (const wrong of wrongs) {
      tested.store.put('k', answer('one'));
      tested.flush();
      inFile(folder.path, (database) => database.exec(wrong));
      assert.equal(tested.store.get('k'), undefined, wrong);
      assert.equal(tested.store.get('k'), undefined, wrong);
      tested.flush();
      assert.equal(rowsIn(folder.path), 0);
    }
    assert.deepEqual(tested.troubles, []);
  });

  it('never gives the answer of one request for another, though the row is whole', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.store.put('other', answer('two'));
    tested.flush();
    inFile(folder.path, (database) => {
      database.exec(`DELETE FROM answers WHERE key = 'k'; UPDATE answers SET key = 'k'`);
    });
    assert.equal(tested.store.get('k'), undefined);
  });

  it('gives no answer that another version of it could have written', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    // Whole, with the right digest, but not of our shape.
    tested.store.put('k', { ...answer('one'), usageEstimated: 'yes' as unknown as boolean });
    tested.flush();
    assert.equal(tested.store.get('k'), undefined);
  });

  it('empties a file of an older shape and uses it', async () => {
    using folder = temporaryFolder();
    inFile(folder.path, (database) => database.exec('CREATE TABLE answers (old TEXT)'));
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    assert.equal(rowsIn(folder.path), 1);
    assert.deepEqual(tested.troubles, []);
  });

  it('leaves a file of a newer shape alone', async () => {
    using folder = temporaryFolder();
    inFile(folder.path, (database) => database.exec('CREATE TABLE other (a); PRAGMA user_version = 99'));
    using tested = await storeAt(folder.path);
    tested.store.put('k', answer('one'));
    tested.flush();
    assert.deepEqual(tested.troubles, ['newerVersion']);
    inFile(folder.path, (database) => database.prepare('SELECT a FROM other').all());
  });

  it('gives the file up to a newer version that takes it over while it is open', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    inFile(folder.path, (database) => database.exec('DROP TABLE answers; PRAGMA user_version = 99'));
    assert.equal(tested.store.get('k'), undefined);
    await tested.store.ready();
    assert.deepEqual(tested.troubles, ['newerVersion']);
    assert.deepEqual(
      readdirSync(folder.path).filter((file) => file.includes('damaged')),
      [],
    );
  });

  it('tells by its version that another window has written', async () => {
    using folder = temporaryFolder();
    using here = await storeAt(folder.path);
    using there = await storeAt(folder.path);
    const before = here.store.version();
    here.store.put('a', answer('one'));
    here.flush();
    assert.equal(here.store.version(), before);
    there.store.put('b', answer('two'));
    there.flush();
    assert.notEqual(here.store.version(), before);
    assert.equal(here.store.get('b')?.text, 'two');
  });
});

describe('Clearing the store', function () {
  this.timeout(diskTimeoutMs);

  it('says how many answers went, gives their room back and leaves no word of them on the disk', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    for (const key of ['a', 'b', 'c']) tested.store.put(key, answer(`canary ${'text '.repeat(8000)}`));
    tested.flush();
    assert.equal(await tested.store.clear(), 3);
    assert.equal(tested.store.get('a'), undefined);
    assert.ok(statSync(join(folder.path, 'answers.db')).size < 40_000);
    for (const file of readdirSync(folder.path))
      assert.ok(!readFileSync(join(folder.path, file)).includes('canary'), file);
  });

  it('takes what waits to be written, and a damaged file that was put aside, with it', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('a', answer('one'));
    inFile(folder.path, (database) => database.exec('DROP TABLE answers'));
    assert.equal(tested.store.get('b'), undefined);
    await tested.store.ready();
    assert.ok(readdirSync(folder.path).includes('answers.db.damaged'));
    assert.equal(await tested.store.clear(), 0);
    tested.flush();
    assert.equal(rowsIn(folder.path), 0);
    assert.ok(!readdirSync(folder.path).includes('answers.db.damaged'));
  });

  it('has nothing to do where there never was a file, and says when one could not be changed', async () => {
    using folder = temporaryFolder();
    const loadSqlite = (): Promise<never> => Promise.reject(new Error('missing'));
    {
      using tested = await storeAt(folder.path, { loadSqlite });
      assert.equal(await tested.store.clear(), 0);
    }
    {
      using tested = await storeAt(folder.path);
      tested.store.put('a', answer('one'));
    }
    using tested = await storeAt(folder.path, { loadSqlite });
    assert.equal(await tested.store.clear(), undefined);
  });
});
