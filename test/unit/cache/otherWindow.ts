import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../src/provider/clock.ts';
import { DiskStore } from '../../../src/cache/diskStore.ts';
import { answer } from './storeAt.ts';

// What another process does to the file of the cache: `node otherWindow.ts write|hold PATH NAME`.
// It says `ready`, and ends when its input does.

const [, , verb = '', path = '', name = ''] = process.argv;

if (verb === 'hold') {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  say('ready');
  process.stdin.on('end', () => database.close()).resume();
} else {
  const store = new DiskStore({
    path,
    bounds: () => ({ lifetimeMs: 1e12, bytes: 1e8 }),
    clock: systemClock,
    date: Date.now,
    onTrouble: (trouble) => say(trouble),
    loadSqlite: () => import('node:sqlite'),
  });
  await store.ready();
  say('ready');
  for (let index = 0; index < 100; index += 1) {
    store.put(`${name}-${index}`, answer(`${name} ${index} ${'x'.repeat(2000)}`, { storedAt: Date.now() }));
    // One at a time, so that every answer is a write of its own.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  // A file that was busy is left alone for a second: windows are open for longer than this one.
  for (let tries = 0; tries < 40 && written() < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await store.ready();
  }
  store.close();
  process.stdin.destroy();
}

function written(): number {
  using database = new DatabaseSync(path, { timeout: 1000 });
  const count = database.prepare('SELECT count(*) AS n FROM answers WHERE key LIKE ?');
  return Number(count.get(`${name}-%`)?.['n']);
}

function say(word: string): void {
  process.stdout.write(`${word}\n`);
}
