import assert from 'node:assert/strict';
import { previewAnswer } from '../../../src/edits/preview.ts';
import type { EditTarget } from '../../../src/edits/target.ts';

const file = [
  "import { a } from './a';",
  '',
  'class Box {',
  '  one() {',
  '    return 1;',
  '  }',
  '}',
  '',
].join('\n');
const method: EditTarget = { kind: 'replace', startLine: 3, endLine: 5 };

function shown(partial: string, target: EditTarget = method, text = file): readonly string[] {
  return previewAnswer(text, target, partial).split('\n');
}

describe('previewAnswer', () => {
  it('shows the file until there is a whole line of code', () => {
    for (const partial of ['', 'Sure:\n', '```', '```ts\n', '```ts\none() {', '<think>\n```\nx\n```\n'])
      assert.equal(previewAnswer(file, method, partial), file, partial);
  });

  it('grows by whole lines, moved to the target, with the old lines not yet passed below', () => {
    assert.deepEqual(shown('```ts\none() {\n  re'), file.split('\n'));
    assert.deepEqual(shown('```ts\none() {\n  return 2;\n'), [
      ...file.split('\n').slice(0, 3),
      '  one() {',
      '    return 2;',
      '    return 1;',
      '  }',
      '}',
      '',
    ]);
  });

  it('shows only the new lines once the block is closed', () => {
    assert.deepEqual(shown('```ts\none() {\n  return 2;\n}\n```'), [
      ...file.split('\n').slice(0, 3),
      '  one() {',
      '    return 2;',
      '  }',
      '}',
      '',
    ]);
  });

  it('passes old lines that stayed further down', () => {
    const text = 'first line\nold\nshared line\nlast\n';
    const target: EditTarget = { kind: 'replace', startLine: 0, endLine: 3 };
    assert.deepEqual(shown('```\nfirst line\nnew\nshared line\n', target, text), [
      'first line',
      'new',
      'shared line',
      'last',
      '',
    ]);
    assert.deepEqual(shown('```\nshared line\nlast\nfirst line\n', target, text), [
      'shared line',
      'last',
      'first line',
      '',
    ]);
  });

  it('leaves imports out of the target', () => {
    assert.equal(previewAnswer(file, method, "```ts\nimport { b } from './b';\n\n"), file);
    assert.deepEqual(shown("```ts\nimport { b } from './b';\n\none() {\n")[3], '  one() {');
  });

  it('takes an answer that begins as the file does for the whole file', () => {
    const answer = `\`\`\`ts\n${file.replace('return 1', 'return 2')}`;
    assert.equal(
      previewAnswer(file, method, `${answer}\`\`\`\n`),
      file.replace('return 1', 'return 2').trimEnd(),
    );
    assert.equal(
      shown("```ts\nimport { a } from './a';\n\nclass Box {\n  zero() {\n")
        .join('\n')
        .includes('zero() {\n  one()'),
      true,
    );
  });

  it('inserts at the cursor and uses up a blank line', () => {
    const answer = '```ts\nnow();\nlater();\n';
    assert.deepEqual(shown(answer, { kind: 'insert', line: 1, indent: '' }).slice(0, 4), [
      "import { a } from './a';",
      'now();',
      'later();',
      'class Box {',
    ]);
    assert.deepEqual(shown(answer, { kind: 'insert', line: 4, indent: '    ' }).slice(3, 7), [
      '  one() {',
      '    now();',
      '    later();',
      '    return 1;',
    ]);
    assert.equal(previewAnswer('a', { kind: 'insert', line: 1, indent: '' }, answer), 'a\nnow();\nlater();');
    assert.equal(previewAnswer('', { kind: 'insert', line: 0, indent: '' }, answer), 'now();\nlater();\n');
  });

  it('survives a target outside of the file', () => {
    assert.equal(
      previewAnswer('a', { kind: 'replace', startLine: 5, endLine: 9 }, '```\nb\n```').includes('b'),
      true,
    );
  });
});
