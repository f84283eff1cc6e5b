import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, partNamed } from '../../support/part.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

describe('A part of a stage', () => {
  const files = globSync('test/*/*.test.ts', { cwd: repositoryRoot }).map((file) =>
    join(repositoryRoot, file),
  );

  it('has, with the others, every file once and in its order', () => {
    for (const count of [1, 2, 3, 7]) {
      const parts = Array.from({ length: count }, (_, index) =>
        filesOf(files, { number: index + 1, of: count }),
      );
      assert.deepEqual(parts.flat().toSorted(), files.toSorted());
      for (const part of parts)
        assert.deepEqual(
          part,
          files.filter((file) => part.includes(file)),
        );
    }
    assert.deepEqual(filesOf(files, partNamed()), files);
  });

  it('is refused where its name makes no sense', () => {
    assert.deepEqual(partNamed('2/3'), { number: 2, of: 3 });
    for (const name of ['', '0/2', '3/2', 'a/b', '1', '1.5/2'])
      assert.throws(() => partNamed(name), /named 1\/2/);
  });
});
