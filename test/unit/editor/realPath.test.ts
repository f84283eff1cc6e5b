import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { realPathOf } from '../../../src/editor/realPath.ts';

describe('the real path', () => {
  let root = '';
  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'opencrates-links-')));
    await mkdir(join(root, '.github'));
    await writeFile(join(root, '.github/ci.yml'), '');
    await symlink('.github', join(root, 'docs'));
    await symlink(join(root, 'docs/made.yml'), join(root, 'dangling'));
    await symlink('round', join(root, 'round'));
  });
  after(() => rm(root, { recursive: true }));

  for (const [path, real] of [
    ['.github/ci.yml', '.github/ci.yml'],
    ['docs/ci.yml', '.github/ci.yml'],
    ['docs/new.yml', '.github/new.yml'],
    ['docs/new/deep/a.yml', '.github/new/deep/a.yml'],
    ['dangling', '.github/made.yml'],
    ['none/a.ts', 'none/a.ts'],
  ] as const)
    it(`of ${path} is ${real}`, async () =>
      assert.equal(await realPathOf(join(root, path)), join(root, real)));

  it('of a link that leads to itself is nowhere inside', async () =>
    assert.equal(await realPathOf(join(root, 'round')), parse(root).root));
});
