import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answer, storeAt, temporaryFolder } from './storeAt.ts';

const program = join(import.meta.dirname, 'otherWindow.ts');

interface OtherWindow {
  readonly child: ChildProcess;
  readonly said: () => readonly string[];
  readonly ended: Promise<unknown>;
}

/** Starts another process on the file; resolves when it says that it is ready. */
async function otherWindow(verb: 'write' | 'hold', file: string, name = ''): Promise<OtherWindow> {
  const child = spawn(process.execPath, ['--no-warnings', program, verb, file, name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = once(child, 'exit');
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (!output.includes('ready'))
    await Promise.race([once(child.stdout, 'data'), ended.then(() => assert.fail(output))]);
  return { child, said: () => output.trim().split('\n'), ended };
}

describe('Several windows on one file', () => {
  it('write at the same time and lose nothing', async function () {
    this.timeout(60_000);
    using folder = temporaryFolder();
    const file = join(folder.path, 'answers.db');
    const names = ['red', 'green', 'blue'];
    const windows = await Promise.all(names.map((name) => otherWindow('write', file, name)));
    for (const { ended } of windows) assert.deepEqual(await ended, [0, null]);
    for (const { said } of windows)
      assert.deepEqual(
        said().filter((word) => word !== 'ready' && word !== 'busy'),
        [],
      );
    using tested = await storeAt(folder.path);
    tested.date = Date.now();
    for (const name of names)
      for (let index = 0; index < 100; index += 1)
        assert.ok(
          tested.store.get(`${name}-${index}`)?.text.startsWith(`${name} ${index} x`),
          `${name} ${index}`,
        );
    using database = new DatabaseSync(file);
    assert.deepEqual({ ...database.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  });

  it('are served without the file, and without waiting, while another process holds it', async function () {
    this.timeout(30_000);
    using folder = temporaryFolder();
    {
      using before = await storeAt(folder.path);
      before.store.put('k', answer('one'));
    }
    const holder = await otherWindow('hold', join(folder.path, 'answers.db'));
    try {
      using tested = await storeAt(folder.path);
      assert.deepEqual(tested.troubles, ['busy']);
      tested.store.put('new', answer('two'));
      const began = performance.now();
      for (let index = 0; index < 1000; index += 1) {
        await tested.store.ready();
        assert.equal(tested.store.get('k'), undefined);
        assert.equal(tested.store.get('new')?.text, 'two');
        tested.flush();
      }
      const each = (performance.now() - began) / 1000;
      assert.ok(each < 1, `${each} ms for each look`);
      tested.clock.pass(1000);
      await tested.store.ready();
      assert.deepEqual(tested.troubles, ['busy'], 'told once, though it lasts');
      holder.child.stdin?.end();
      await holder.ended;
      tested.clock.pass(1000);
      // Keeping an answer is enough to open the file again.
      tested.store.put('later', answer('three'));
      for (let tries = 0; tries < 250 && tested.store.version() === undefined; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(tested.store.get('k')?.text, 'one');
      tested.flush();
      assert.deepEqual(tested.troubles, ['busy']);
    } finally {
      holder.child.kill();
    }
    using next = await storeAt(folder.path);
    assert.equal(next.store.get('new')?.text, 'two', 'what waited is written once the file is free');
  });

  it('wait their turn to write and to clear', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    tested.store.put('a', answer('one'));
    tested.flush();
    const other = new DatabaseSync(join(folder.path, 'answers.db'));
    other.exec('BEGIN IMMEDIATE');
    tested.store.put('b', answer('two'));
    tested.flush();
    assert.deepEqual(tested.troubles, ['busy']);
    assert.equal(tested.store.get('a')?.text, 'one', 'reading goes on while another window writes');
    const cleared = tested.store.clear();
    await new Promise((resolve) => setImmediate(resolve));
    other.exec('COMMIT');
    other.close();
    tested.clock.pass(100);
    assert.equal(await cleared, 1);
    tested.store.put('c', answer('three'));
    tested.clock.pass(1000);
    using next = await storeAt(folder.path);
    assert.equal(next.store.get('c')?.text, 'three');
  });

  it('say so when the file is never free to be cleared', async () => {
    using folder = temporaryFolder();
    using tested = await storeAt(folder.path);
    using other = new DatabaseSync(join(folder.path, 'answers.db'));
    other.exec('BEGIN IMMEDIATE');
    let settled: number | string | undefined = 'waiting';
    void tested.store.clear().then((removed) => (settled = removed));
    for (let turn = 0; turn < 40; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      tested.clock.pass(100);
    }
    assert.equal(settled, undefined);
  });
});
