import assert from 'node:assert/strict';
import { previewAnswer } from '../../../src/edits/preview.ts';
import type { EditTarget } from '../../../src/edits/target.ts';

const file = 'one\ntwo\nthree\nfour\nfive\n';
const target: EditTarget = { kind: 'replace', startLine: 0, endLine: 4 };

const answers: Readonly<Record<string, string>> = {
  'a unified diff':
    'Sure:\n\n```diff\n--- a/n.txt\n+++ b/n.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n@@ -4,2 +4,1 @@\n-four\n five\n```\n',
  'search/replace blocks':
    '```\nsrc/n.ts\n<<<<<<< SEARCH\none\ntwo\n=======\none\n2\n>>>>>>> REPLACE\n```\n\n```\n<<<<<<< SEARCH\nfour\nfive\n=======\nfive\n>>>>>>> REPLACE\n```\n',
  'a Codex patch':
    '*** Begin Patch\n*** Update File: n.txt\n@@\n one\n-two\n+2\n@@\n-four\n five\n*** End Patch\n',
};
const steps: ReadonlySet<string> = new Set([file, 'one\n2\nthree\nfour\nfive\n', 'one\n2\nthree\nfive\n']);

describe('the preview of an answer in changes', () => {
  for (const [name, answer] of Object.entries(answers))
    it(`is the file as it will be, never the marks of ${name}, at every length`, () => {
      const seen = new Set<string>();
      for (let end = 0; end <= answer.length; end += 1)
        seen.add(previewAnswer(file, target, answer.slice(0, end)));
      assert.deepEqual(seen, steps);
    });

  it('leaves out what is not in the file, or is there twice', () => {
    const patch = (old: string): string =>
      `*** Begin Patch\n*** Update File: a\n-${old}\n+x\n*** End Patch\n`;
    assert.equal(previewAnswer(file, target, patch('six')), file);
    assert.equal(previewAnswer('a\nb\na\n', target, patch('a')), 'a\nb\na\n');
  });

  it('takes whole lines away with their ends', () => {
    const patch = '*** Begin Patch\n*** Update File: a\n-two\n-three\n*** End Patch\n';
    assert.equal(previewAnswer(file, target, patch), 'one\nfour\nfive\n');
  });

  it('is that of code for comments and names that look like marks, and where the file has marks', () => {
    const lua = '```lua\n--- Adds two numbers.\nlocal x = 1\n```';
    assert.ok(previewAnswer(file, target, lua).startsWith('--- Adds two numbers.\nlocal x = 1'));
    const ruby = '```ruby\n@@count = 1\n```';
    assert.ok(previewAnswer(file, target, ruby).startsWith('@@count = 1'));
    const diff = '@@ -1 +1 @@\n-a\n+b\n';
    const whole: EditTarget = { kind: 'replace', startLine: 0, endLine: 2 };
    assert.equal(previewAnswer(diff, whole, '```diff\n@@ -1 +1 @@\n-a\n+c\n```'), '@@ -1 +1 @@\n-a\n+c\n');
  });
});
