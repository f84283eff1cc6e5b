import assert from 'node:assert/strict';
import { isTestFile, testPlace } from '../../../src/context/testPlace.ts';

/** The path of the tests, and after a space those they are to be like. */
function placed(path: string, ...files: readonly string[]): string {
  const place = testPlace(path, [path, ...files]);
  return place.kind === 'inside' ? 'inside' : [place.path, place.like ?? ''].join(' ').trim();
}

describe('the place of tests', () => {
  for (const [what, path, files, expected] of [
    ['beside the source', 'src/b.ts', ['src/a.ts', 'src/a.test.ts'], 'src/b.test.ts src/a.test.ts'],
    [
      'in a folder beside it',
      'src/x/b.tsx',
      ['src/a.ts', 'src/__tests__/a.spec.ts'],
      'src/x/__tests__/b.spec.tsx src/__tests__/a.spec.ts',
    ],
    [
      'in a tree like that of the sources',
      'src/y/z/b.ts',
      ['src/x/a.ts', 'test/unit/x/a.test.ts'],
      'test/unit/y/z/b.test.ts test/unit/x/a.test.ts',
    ],
    [
      'in a tree of its own package',
      'packages/two/src/b.ts',
      [
        'packages/one/src/a.ts',
        'packages/one/test/a.test.ts',
        'packages/two/src/c.ts',
        'packages/two/spec/c.spec.ts',
      ],
      'packages/two/spec/b.spec.ts packages/two/spec/c.spec.ts',
    ],
    [
      'that of the nearer of two sources with one name',
      'two/src/b.ts',
      ['one/src/a.ts', 'two/src/a.ts', 'one/test/a.test.ts', 'two/checks/a.spec.ts'],
      'two/checks/b.spec.ts two/checks/a.spec.ts',
    ],
    [
      'in one folder for all',
      'pkg/deep/b.py',
      ['pkg/a.py', 'pkg/sub/c.py', 'tests/test_a.py', 'tests/test_c.py'],
      'tests/test_b.py tests/test_a.py',
    ],
    [
      'beside the source in Go',
      'calc/b.go',
      ['calc/a.go', 'calc/a_test.go'],
      'calc/b_test.go calc/a_test.go',
    ],
    [
      "in Maven's tree",
      'src/main/java/org/x/B.java',
      ['src/main/java/org/x/A.java', 'src/test/java/org/x/ATests.java'],
      'src/test/java/org/x/BTests.java src/test/java/org/x/ATests.java',
    ],
    [
      "in Elixir's scripts",
      'lib/app/b.ex',
      ['lib/app/a.ex', 'test/app/a_test.exs'],
      'test/app/b_test.exs test/app/a_test.exs',
    ],
    [
      'at the top when all is at the top',
      'b.js',
      ['a.js', 'test/a.test.js'],
      'test/b.test.js test/a.test.js',
    ],
    [
      'where the nearest tests are, when none of their sources is in such a folder',
      'tools/b.py',
      ['pkg/x/a.py', 'tests/x/test_a.py'],
      'tests/test_b.py tests/x/test_a.py',
    ],
  ] as const)
    it(`is ${what}, where the project has its own there`, () =>
      assert.equal(placed(path, ...files), expected));

  for (const [path, expected] of [
    ['src/b.ts', 'src/b.test.ts'],
    ['b.py', 'test_b.py'],
    ['calc/b.go', 'calc/b_test.go'],
    ['src/main/java/org/B.java', 'src/test/java/org/BTest.java'],
    ['app/src/main/kotlin/B.kt', 'app/src/test/kotlin/BTest.kt'],
    ['lib/x/b.rb', 'spec/x/b_spec.rb'],
    ['src/X/B.php', 'tests/X/BTest.php'],
    ['B.cs', 'BTests.cs'],
    ['src/b.rs', 'inside'],
    ['b.zig', 'b_test.zig'],
  ] as const)
    it(`is the usual one for ${path} where the project has no tests`, () =>
      assert.equal(placed(path), expected));

  it('follows no tests of another language, and none without a source', () => {
    assert.equal(placed('b.ts', 'a.py', 'tests/test_a.py', 'checks/other.spec.ts'), 'b.test.ts');
  });

  it('knows tests by their names', () => {
    for (const path of ['a.test.ts', 'x/test_a.py', 'a_test.go', 'ATest.java', 'ASpec.scala', 'a-spec.js'])
      assert.ok(isTestFile(path), path);
    for (const path of ['a.ts', 'test.ts', 'latest.py', '.test', 'testing/a.go', '_test.go'])
      assert.ok(!isTestFile(path), path);
  });
});
