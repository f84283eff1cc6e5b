import assert from 'node:assert/strict';
import { createExactCache, type ExactCache } from '../../../src/cache/exactCache.ts';
import { answer, day, diskTimeoutMs, start, storeAt, temporaryFolder, type TestedStore } from './storeAt.ts';

function over(tested: TestedStore, memory = { entries: 10, bytes: 1e6 }): ExactCache {
  const { store: disk, clock } = tested;
  return createExactCache({
    disk,
    memory,
    clock,
    lifetimeMs: () => tested.lifetimeMs,
    date: () => tested.date,
  });
}

describe('Memory over disk', function () {
  this.timeout(diskTimeoutMs);

  it('gives from memory what the disk cannot keep', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path, { loadSqlite: () => Promise.reject(new Error('missing')) });
    const cache = over(tested);
    cache.put('k', answer('one'));
    await cache.ready();
    assert.equal(cache.get('k')?.text, 'one');
    assert.equal(await cache.clear(), 1);
    assert.equal(cache.get('k'), undefined);
  });

  it('keeps to its entries and to its bytes, and finds on the disk what left it', async () => {
    using folder = temporaryFolder();
    using kept = await storeAt(folder.path);
    using none = await storeAt(folder.path, { loadSqlite: () => Promise.reject(new Error('missing')) });
    for (const bounds of [
      { entries: 2, bytes: 1e6 },
      { entries: 100, bytes: 2 * 2600 },
    ]) {
      const [backed, alone] = [over(kept, bounds), over(none, bounds)];
      for (const key of ['a', 'b', 'c']) {
        backed.put(key, answer('x'.repeat(1000)));
        alone.put(key, answer('x'.repeat(1000)));
      }
      assert.deepEqual(
        ['a', 'b', 'c'].map((key) => alone.get(key) !== undefined),
        [false, true, true],
      );
      assert.ok(backed.get('a') !== undefined);
    }
  });

  it('forgets in memory too what is past its lifetime', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    const cache = over(tested);
    cache.put('k', answer('one'));
    tested.flush();
    tested.date = start + 31 * day;
    assert.equal(cache.get('k'), undefined);
  });

  it('reads from the disk once, then from memory', async () => {
    using folder = temporaryFolder();
    {
      using before = await storeAt(folder.path);
      before.store.put('k', answer('one'));
    }
    using tested = await storeAt(folder.path);
    const cache = over(tested);
    assert.equal(cache.get('k')?.text, 'one');
    cache.close();
    assert.equal(cache.get('k')?.text, 'one');
  });

  it('gives within a second what another window refreshed, and nothing that it cleared', async () => {
    using folder = temporaryFolder();
    using here = await storeAt(folder.path);
    using there = await storeAt(folder.path);
    const [mine, theirs] = [over(here), over(there)];
    mine.put('k', answer('one'));
    here.flush();
    assert.equal(theirs.get('k')?.text, 'one');
    assert.equal(mine.get('k')?.text, 'one');
    theirs.put('k', answer('two'));
    there.flush();
    // The file is not asked each time: that would cost more than the answer.
    assert.equal(mine.get('k')?.text, 'one');
    here.clock.pass(1000);
    assert.equal(mine.get('k')?.text, 'two');
    assert.equal(await theirs.clear(), 1);
    here.clock.pass(1000);
    assert.equal(mine.get('k'), undefined);
  });

  it('says when the answers on disk could not be removed', async () => {
    using folder = temporaryFolder();
    {
      using before = await storeAt(folder.path);
      before.store.put('k', answer('one'));
    }
    using tested = await storeAt(folder.path, { loadSqlite: () => Promise.reject(new Error('missing')) });
    assert.equal(await over(tested).clear(), undefined);
  });
});
