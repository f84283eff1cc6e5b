import assert from 'node:assert/strict';
import { ask, fence } from './askUnit.ts';

interface Sample {
  readonly languageId: string;
  readonly header: string;
  readonly old: readonly string[];
  readonly changed: readonly string[];
}

const samples: readonly Sample[] = [
  {
    languageId: 'go',
    header: 'package main',
    old: ['func one() int {', '\treturn 1', '}'],
    changed: ['func one() int {', '\treturn 2', '}'],
  },
  {
    languageId: 'java',
    header: 'package shop;',
    old: ['class One {', '    int one = 1;', '}'],
    changed: ['class One {', '    int one = 2;', '}'],
  },
  {
    languageId: 'kotlin',
    header: 'package shop',
    old: ['fun one(): Int {', '    return 1', '}'],
    changed: ['fun one(): Int {', '    return 2', '}'],
  },
  {
    languageId: 'csharp',
    header: 'namespace Shop;',
    old: ['class One', '{', '    int one = 1;', '}'],
    changed: ['class One', '{', '    int one = 2;', '}'],
  },
  {
    languageId: 'scala',
    header: 'package shop',
    old: ['def one(): Int = {', '  1', '}'],
    changed: ['def one(): Int = {', '  2', '}'],
  },
  {
    languageId: 'php',
    header: '<?php\nnamespace Shop;',
    old: ['function one() {', '    return 1;', '}'],
    changed: ['function one() {', '    return 2;', '}'],
  },
];

const fileOf = (...parts: readonly (readonly string[])[]): string =>
  `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;

describe('An answer that says again what its file belongs to', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  for (const { languageId, header, old, changed } of samples)
    for (const said of [header, header.replace(/\w+(?=;?$)/u, 'other')])
      it(`in ${languageId} leaves that to the file: \`${said}\``, async () => {
        const answer = fence(languageId, said, '', ...changed);
        assert.deepEqual(
          await ask({ file: fileOf([header], old), languageId, line: header.split('\n').length + 1 }, answer),
          {
            kind: 'proposal',
            text: fileOf([header], changed),
          },
        );
      });

  const [go] = samples;
  assert.ok(go);
  const { header, old, changed } = go;

  it('is unchanged when that is all it adds', async () => {
    const file = fileOf([header], ['import "fmt"'], old);
    const answer = fence('go', 'package other', '', 'import "fmt"', '', ...old);
    assert.deepEqual(await ask({ file, languageId: 'go', line: 4 }, answer), { kind: 'unchanged' });
  });

  it('keeps it where the file has none', async () => {
    const answer = fence('go', header, '', ...changed);
    const file = fileOf(old);
    assert.deepEqual(await ask({ file, languageId: 'go', line: 0 }, answer), {
      kind: 'proposal',
      text: fileOf([header], changed),
    });
  });

  it('keeps a comment with such words', async () => {
    const file = fileOf([header], old);
    const comment = ['/*', 'package main', '*/'];
    const answer = fence('go', ...comment, ...changed);
    assert.deepEqual(await ask({ file, languageId: 'go', line: 2 }, answer), {
      kind: 'proposal',
      text: fileOf([header], [...comment, ...changed]),
    });
  });
});
