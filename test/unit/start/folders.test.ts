import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import plantedFaults from '../../fixtures/plantedFaults.json' with { type: 'json' };
import { examplesCopy } from '../../start/examplesCopy.ts';
import { fingerprintOf, sources } from '../../start/prepareExtension.ts';
import { cacheRoot, stateRoot } from '../../support/cachePaths.ts';
import { withLock } from '../../support/lock.ts';

const examples = path.resolve(import.meta.dirname, '../../../media/examples');

describe('Folders of a start', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'oc-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('follow the XDG variables when these are absolute', () => {
    assert.equal(cacheRoot({ XDG_CACHE_HOME: '/c', HOME: '/h' }), '/c/opencrates');
    assert.equal(cacheRoot({ XDG_CACHE_HOME: 'c', HOME: '/h' }), '/h/.cache/opencrates');
    assert.equal(stateRoot({ HOME: '/h' }), '/h/.local/state/opencrates');
    assert.equal(stateRoot({}), path.join(os.homedir(), '.local/state/opencrates'));
  });

  it('keep what the person changed in the examples', async () => {
    const first = await examplesCopy(folder);
    assert.equal(first.isNew, true);
    const file = path.join(first.folder, 'python/orders.py');
    assert.deepEqual(await readFile(file), await readFile(path.join(examples, 'python/orders.py')));
    await writeFile(file, 'mine');
    assert.deepEqual(await examplesCopy(folder), { folder: first.folder, isNew: false });
    assert.equal(await readFile(file, 'utf8'), 'mine');
  });

  it('hold the planted faults, each on one line', async () => {
    for (const { file, line } of plantedFaults) {
      const lines = (await readFile(path.join(examples, file), 'utf8')).split('\n');
      assert.equal(lines.filter((candidate) => candidate === line).length, 1, `${file}: ${line}`);
    }
  });

  it('are packaged again after a change of whatever the package holds, and each of these exists', async () => {
    const project = path.resolve(import.meta.dirname, '../../..');
    assert.deepEqual(
      sources.filter((name) => !existsSync(path.join(project, name))),
      [],
    );
    const packaged = (await readFile(path.join(project, '.vscodeignore'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('!') && !line.startsWith('!dist/'))
      .map((line) => line.slice(1).replace('*', ''));
    assert.ok(packaged.includes('CHANGELOG.md'));
    assert.deepEqual(
      packaged.filter((file) => !sources.some((name) => file === name || file.startsWith(`${name}/`))),
      [],
    );
  });

  it("have a fingerprint that changes with a file's size, time or name and with nothing else", async () => {
    await mkdir(path.join(folder, 'src/deep'), { recursive: true });
    await writeFile(path.join(folder, 'src/deep/a.ts'), 'a');
    await writeFile(path.join(folder, 'other'), 'x');
    const names = ['src', 'package.json'];
    const first = await fingerprintOf(folder, names);
    await writeFile(path.join(folder, 'other'), 'changed');
    assert.equal(await fingerprintOf(folder, names), first);
    await utimes(path.join(folder, 'src/deep/a.ts'), 1, 1);
    const second = await fingerprintOf(folder, names);
    await writeFile(path.join(folder, 'package.json'), '{}');
    assert.equal(new Set([first, second, await fingerprintOf(folder, names)]).size, 3);
  });

  it('are locked for one at a time, and the lock of a dead process is taken over', async () => {
    const file = path.join(folder, 'deep/x.lock');
    const order: string[] = [];
    const waited: number[] = [];
    const enter = (name: string) =>
      withLock(
        file,
        async () => {
          order.push(`${name} in`);
          await sleep(20);
          order.push(`${name} out`);
        },
        { onWait: (owner) => waited.push(owner) },
      );
    await Promise.all([enter('a'), sleep(5).then(() => enter('b'))]);
    assert.deepEqual(order, ['a in', 'a out', 'b in', 'b out']);
    assert.deepEqual(waited, [process.pid]);
    await writeFile(file, '2147483646');
    await enter('c');
    assert.equal(existsSync(file), false);
  });

  it('give up waiting for a lock when the start is stopped', async () => {
    const file = path.join(folder, 'x.lock');
    await writeFile(file, String(process.pid));
    await assert.rejects(
      withLock(file, async () => undefined, { signal: AbortSignal.timeout(50) }),
      { name: 'TimeoutError' },
    );
  });
});
