import assert from 'node:assert/strict';
import type { FilePatch } from '../../../src/edits/forms/patch.ts';
import { filePatches } from '../../../src/edits/patchText.ts';
import { previewPatch } from '../../../src/edits/patchPreview.ts';
import { ask, fence, type Place } from './askUnit.ts';

const change = ['@@ -1 +1 @@', '-one', '+1'] as const;
const codex = (...lines: readonly string[]): string =>
  ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');
const text = (...lines: readonly string[]): string => [...lines, ''].join('\n');

/** Each file of a patch with what becomes of it and the number of its hunks. */
function fatesIn(patch: string): readonly (readonly [string | undefined, FilePatch['fate'], number])[] {
  return (filePatches(patch) ?? []).map(({ path, fate, hunks }) => [path, fate, hunks.length]);
}

const deleted = { kind: 'deleted' } as const;
const renamed = { kind: 'renamed', to: 'new.ts' } as const;

describe('what a patch does with a whole file', function () {
  // The first test of a language loads its grammar.
  this.timeout(30_000);

  for (const [form, patch] of [
    ['a Codex patch', codex('*** Delete File: old.ts')],
    ['a Codex patch that repeats the lines', codex('*** Delete File: old.ts', '-one', '-two')],
    ['a diff', text('--- a/old.ts', '+++ /dev/null', '@@ -1 +0,0 @@', '-one')],
    ['a diff without hunks', text('--- a/old.ts', '+++ /dev/null')],
    [
      'a diff of git',
      text(
        'diff --git a/old.ts b/old.ts',
        'deleted file mode 100644',
        'index 1234567..0000000',
        '--- a/old.ts',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-one',
      ),
    ],
    [
      'a diff of git for an empty file',
      text('diff --git a/old.ts b/old.ts', 'deleted file mode 100644', 'index e69de29..0000000'),
    ],
  ] as const)
    it(`is to delete it in ${form}`, () => assert.deepEqual(fatesIn(patch), [['old.ts', deleted, 0]]));

  for (const [form, patch, hunks] of [
    ['a Codex patch', codex('*** Update File: old.ts', '*** Move to: new.ts', '@@', '-one', '+1'), 1],
    ['a Codex patch without changes', codex('*** Update File: old.ts', '*** Move to: new.ts'), 0],
    ['a diff', text('--- a/old.ts', '+++ b/new.ts', ...change), 1],
    [
      'a diff of git',
      text(
        'diff --git a/old.ts b/new.ts',
        'similarity index 90%',
        'rename from old.ts',
        'rename to new.ts',
        'index 1234567..2345678 100644',
        '--- a/old.ts',
        '+++ b/new.ts',
        ...change,
      ),
      1,
    ],
    [
      'a diff of git without changes',
      text('diff --git a/old.ts b/new.ts', 'similarity index 100%', 'rename from old.ts', 'rename to new.ts'),
      0,
    ],
  ] as const)
    it(`is to rename it in ${form}`, () => assert.deepEqual(fatesIn(patch), [['old.ts', renamed, hunks]]));

  it('stands beside what it does in other files', () => {
    const one = text('--- a/one.ts', '+++ b/one.ts', ...change);
    const old = text('diff --git a/old.ts b/old.ts', 'deleted file mode 100644', 'index e69de29..0000000');
    const two = text('diff --git a/two.ts b/two.ts', 'index 1..2', '--- a/two.ts', '+++ b/two.ts', ...change);
    const diffs = one + old + two + text('--- /dev/null', '+++ b/made.ts', '@@ -0,0 +1 @@', '+new');
    assert.deepEqual(fatesIn(diffs), [
      ['one.ts', undefined, 1],
      ['two.ts', undefined, 1],
      ['made.ts', undefined, 1],
      ['old.ts', deleted, 0],
    ]);
  });

  it('is nothing where a plain diff has names that are no paths', () =>
    assert.deepEqual(fatesIn(text('--- original', '+++ modified', ...change)), [['modified', undefined, 1]]));

  const file = 'export function one() {\n  return 1;\n}\n';
  const place: Place = { file, languageId: 'typescript', line: 0, path: 'src/one.ts' };
  const removed = file
    .trimEnd()
    .split('\n')
    .map((line) => `-${line}`);

  for (const answer of [
    codex('*** Delete File: src/one.ts'),
    fence('diff', '--- a/src/one.ts', '+++ /dev/null', '@@ -1,3 +0,0 @@', ...removed),
    codex('*** Update File: src/one.ts', '*** Move to: src/first.ts'),
    codex('*** Delete File: src/two.ts'),
  ])
    it(`makes no proposal of ${answer.split('\n')[1]}`, async () => {
      assert.deepEqual(await ask(place, answer), { kind: 'unplaced', answer });
      assert.equal(previewPatch(file, answer), file);
    });

  it('counts as other files beside a change', async () => {
    const answer = codex(
      '*** Update File: src/one.ts',
      '*** Move to: src/first.ts',
      '-  return 1;',
      '+  return 11;',
      '*** Delete File: src/two.ts',
    );
    const outcome = await ask(place, answer);
    assert.ok(outcome.kind === 'needsConsent');
    assert.equal(outcome.text, file.replace('1;', '11;'));
    assert.deepEqual(outcome.otherFiles, ['src/two.ts', 'src/first.ts']);
  });
});

describe('the head of a file in a diff', () => {
  const paths = (...lines: readonly string[]): readonly (string | undefined)[] =>
    (filePatches(text(...lines)) ?? []).map(({ path }) => path);

  it('is found below hunks that count too many lines, or none', () => {
    const second = ['--- a/two.ts', '+++ b/two.ts', ...change];
    for (const first of ['@@ -1,9 +1,9 @@', '@@'])
      assert.deepEqual(paths('--- a/one.ts', '+++ b/one.ts', first, '-one', '+1', ...second), [
        'one.ts',
        'two.ts',
      ]);
  });

  it('is found by one name on both sides, and by a hunk below it', () => {
    const first = ['--- one.ts', '+++ one.ts', '@@', '-one', '+1'];
    const headless = fence('diff', ...first, '--- two.ts', '+++ two.ts', '-two', '+2');
    assert.deepEqual(paths(headless), ['one.ts', 'two.ts']);
    assert.deepEqual(paths(...first, '--- before', '+++ after', ...change), ['one.ts', 'after']);
  });

  it('is no change of a comment into something else', () => {
    const head = ['--- a/one.sql', '+++ b/one.sql'];
    const lines = ['--- two', '+++ 2'];
    assert.deepEqual(paths(...head, '@@ -1,2 +1,2 @@', ' one', ...lines, '@@ -9 +9 @@', '-9', '+nine'), [
      'one.sql',
    ]);
    assert.deepEqual(paths(...head, '@@', ' one', ...lines), ['one.sql']);
  });
});
