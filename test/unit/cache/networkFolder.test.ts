import assert from 'node:assert/strict';
import { isNetworkFolder } from '../../../src/cache/networkFolder.ts';
import { createManualClock } from '../../support/manualClock.ts';

const clock = createManualClock();
const ofType = (type: number) => async (): Promise<{ readonly type: number }> => ({ type });

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

describe('A folder on a network', () => {
  it('is known by the type of its file system', async () => {
    assert.equal(await isNetworkFolder('/home/a', clock, ofType(0x6969)), true);
    assert.equal(await isNetworkFolder('/home/a', clock, ofType(0xfe534d42)), true);
    assert.equal(await isNetworkFolder('/home/a', clock, ofType(0xef53)), false);
  });

  it('is known by a Windows path that begins with a server, but not by a long path of this computer', async () => {
    assert.equal(await isNetworkFolder('\\\\server\\share\\a', clock, ofType(0)), true);
    assert.equal(await isNetworkFolder('\\\\?\\C:\\a', clock, ofType(0)), false);
    assert.equal(await isNetworkFolder('C:\\a', clock, ofType(0)), false);
  });

  it('is suspected when it does not answer', async () => {
    const asked = isNetworkFolder('/home/a', clock, () => new Promise(() => undefined));
    clock.pass(200);
    assert.equal(await asked, true);
  });

  it('is asked about its nearest folder that is there', async () => {
    const asked: string[] = [];
    const typeOf = async (folder: string): Promise<{ readonly type: number }> => {
      asked.push(folder);
      return folder === '/home' ? { type: 0x6969 } : failing('ENOENT')();
    };
    assert.equal(await isNetworkFolder('/home/a/b', clock, typeOf), true);
    assert.deepEqual(asked, ['/home/a/b', '/home/a', '/home']);
  });

  it('passes on any other failure and leaves no timer behind', async () => {
    await assert.rejects(isNetworkFolder('/home/a', clock, failing('EACCES')));
    await assert.rejects(isNetworkFolder('/', clock, failing('ENOENT')));
    assert.equal(clock.pending, 0);
  });

  it('is asked of the system itself', async () => {
    assert.equal(typeof (await isNetworkFolder(process.cwd(), clock)), 'boolean');
  });
});
