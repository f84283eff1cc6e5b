import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTwoFilesPatch } from 'diff';
import { filePatches, makesFile, patchText } from '../../../src/edits/patchText.ts';

const file = 'one\ntwo\nthree\nfour\nfive\n';

/** Lines that differ from each other, before and after a change. */
const pairs = fc
  .array(fc.tuple(fc.nat(3), fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 40 })
  .map((steps) => {
    const clean = steps.map(
      ([what, text], index) => [what, `${index} ${text.replaceAll(/\s/gu, '')}`] as const,
    );
    const before = clean.map(([, line]) => line);
    const after = clean.flatMap(([what, line]) =>
      what === 0 ? [] : what === 1 ? [`new ${line}`, line] : [line],
    );
    return [`${before.join('\n')}\n`, `${after.join('\n')}\n`] as const;
  });

/** Comments as SQL and Lua have them become lines with `++`, so that the diff has `--- …` above `+++ …`. */
const sqlPairs = fc
  .array(fc.tuple(fc.boolean(), fc.constantFrom('x', 'a/x', 'old.sql', '@@')), {
    minLength: 1,
    maxLength: 20,
  })
  .map((steps) => {
    const lines = steps.map(([, word], index) => `-- ${word} ${index}`);
    const after = steps.map(([changes], index) => (changes ? `++ ${index}` : lines[index]));
    return [`${lines.join('\n')}\n`, `${after.join('\n')}\n`] as const;
  });

describe('a patch for a whole file', () => {
  it('makes of the old text what it was written from', () =>
    fc.assert(
      fc.property(pairs, fc.nat(3), fc.boolean(), ([before, after], context, isFenced) => {
        fc.pre(before !== after);
        const diff = createTwoFilesPatch('a/x.txt', 'b/x.txt', before, after, '', '', { context });
        const answer = isFenced ? `Apply this:\n\n\`\`\`diff\n${diff}\`\`\`\n` : diff;
        const [patch, ...others] = filePatches(answer) ?? [];
        assert.deepEqual(others, []);
        assert.equal(patch?.path, 'x.txt');
        const patched = patchText(before, patch?.hunks ?? []);
        // Lines that are only added, without a line around them, have no place by themselves.
        if (context === 0 && patched.kind === 'unplaced') return;
        assert.deepEqual(patched, { kind: 'patched', text: after });
      }),
    ));

  it('keeps removed comments and added increments, which read like the head of a file', () =>
    fc.assert(
      fc.property(sqlPairs, fc.nat(3), ([before, after], context) => {
        fc.pre(before !== after);
        const diff = createTwoFilesPatch('a/x.sql', 'b/x.sql', before, after, '', '', { context });
        const [patch, ...others] = filePatches(diff) ?? [];
        assert.deepEqual(others, []);
        const patched = patchText(before, patch?.hunks ?? []);
        if (context === 0 && patched.kind === 'unplaced') return;
        assert.deepEqual(patched, { kind: 'patched', text: after });
      }),
    ));

  it('is all or nothing', () => {
    const [patch] = filePatches('--- a/n\n+++ b/n\n@@ -1 +1 @@\n-one\n+1\n@@ -9 +9 @@\n-nine\n+9\n') ?? [];
    assert.deepEqual(patchText(file, patch?.hunks ?? []), { kind: 'unplaced' });
  });

  it('does not change the same lines twice', () => {
    const lines = [
      { kind: 'remove', text: 'one' },
      { kind: 'add', text: '1' },
    ] as const;
    assert.deepEqual(patchText(file, [{ lines }, { lines }]), { kind: 'unplaced' });
  });

  it('is read for each file by its name, in every form', () => {
    const codex =
      '*** Begin Patch\n*** Update File: a.ts\n-one\n+1\n*** Add File: b.ts\n+new\n*** Update File: a.ts\n-two\n+2\n*** End Patch\n';
    const patches = filePatches(codex) ?? [];
    assert.deepEqual(
      patches.map(({ path, hunks }) => [path, hunks.length]),
      [
        ['a.ts', 2],
        ['b.ts', 1],
      ],
    );
    assert.deepEqual(patches.map(makesFile), [false, true]);
    assert.deepEqual(patchText('', patches[1]?.hunks ?? []), { kind: 'patched', text: 'new\n' });
  });

  it('is none in code and words', () => {
    assert.equal(filePatches('```ts\nlet a;\n```'), undefined);
    assert.equal(filePatches('I would not change it.'), undefined);
  });
});
