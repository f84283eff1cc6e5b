import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocRecord } from '../../../src/docs/docRecord.ts';
import { documentFile } from '../../../src/docs/insertDocs.ts';
import { syntax } from '../../support/syntax.ts';
import { symbolsOf } from './documentText.ts';
import { askPython } from './pythonAst.ts';

const files: Readonly<Record<string, string>> = {
  typescript:
    '@dec()\nexport class A<T> {\n  // @ts-ignore\n  m(a: string, { b }: P, ...c: T[]): T {\n    throw new E();\n  }\n}\nexport const f = (a: number) => a;\n',
  javascript:
    'export function f(a, b = "*/", { c } = {}) {\n\treturn `${a}`;\n}\nconst o = {\n  *m(x) { yield x; throw new E(); },\n};\n',
  python:
    '@dec\ndef f(\n    a,\n    *b,\n) -> int:  # c\n    # d\n    raise E("""x""")\n\n\nclass A:\n\n    def m(self, a):\n\n        yield """\n"""\n',
  rust: '#[derive(X)]\npub struct S;\nimpl S {\n    #[inline]\n    pub fn m(&self, a: &str) -> Result<u8, E> {\n        Ok(a[0])\n    }\n}\nmod t {}\n',
};

const fragments = [
  '*/',
  '/*',
  '/**',
  '*',
  '/',
  '"""',
  "'''",
  '"',
  "'",
  '\\',
  '\\"',
  '\\N{x}',
  '\\u12',
  '```',
  '```rust\n',
  '~~~',
  '`',
  '@',
  '@param x',
  '\n@returns',
  '{',
  '}',
  '{@link',
  '<script>',
  '[x]',
  '(',
  '#',
  '# Errors',
  '///',
  '//!',
  '//',
  '>>>',
  '...',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '- ',
  '1. ',
  '\u2028',
  '\u202E',
  '\u200B',
  '\u0000',
  '\u{E0041}',
  '\uD83D',
  '😀',
  'word',
  'f(',
  'return 1',
  '${x}',
  '</script>',
  '"""\nimport os\n"""',
  '*/ evil(); /*',
  '\n#!/bin/sh',
  ':',
  '.',
  '|',
  '\v',
  '\f',
  '\u0085',
  '\uFEFF',
  '#[doc = "x"]',
  'coding: utf-7',
];
const words = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...fragments) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));
const record = fc
  .record({
    summary: words,
    details: words,
    a: words,
    b: words,
    type: words,
    returns: words,
    error: words,
    name: words,
    panics: words,
    example: words,
  })
  .map((each): DocRecord => ({
    summary: `x${each.summary}`,
    details: each.details,
    parameters: [
      { name: 'a', description: each.a, type: each.type },
      { name: 'b', description: each.b, type: each.type },
      { name: 'options', description: each.b },
      { name: 'T', description: each.a },
      { name: each.name, description: each.a },
    ],
    returns: { description: each.returns, type: each.type },
    errors: [
      { name: 'E', description: each.error },
      { name: each.name, description: each.error },
    ],
    panics: each.panics,
    example: `${each.example}\nf("${each.type}")`,
  }));

function inserted(before: string, after: string): readonly string[] {
  const old = before.split('\n');
  const added: string[] = [];
  let next = 0;
  for (const line of after.split('\n')) {
    if (line === old[next]) next += 1;
    else added.push(line);
  }
  assert.equal(next, old.length, 'a line of the file is missing');
  return added;
}

/** Documents every symbol with the words and holds the result against the text before. */
async function check(languageId: string, file: string, hostile: DocRecord): Promise<string> {
  const entries = (await symbolsOf(languageId, file)).map((symbol) => ({ symbol, record: hostile }));
  const outcome = await documentFile({ syntax, languageId, file, entries });
  assert.equal(outcome.kind, 'proposal', JSON.stringify(outcome));
  if (outcome.kind !== 'proposal') return '';
  assert.deepEqual(outcome.skipped, []);
  using before = await syntax.parse(languageId, file);
  using after = await syntax.parse(languageId, outcome.text);
  assert.deepEqual(after?.codeTokens(), before?.codeTokens());
  assert.deepEqual(await after?.codeStructure(), await before?.codeStructure());
  assert.equal(after?.errorCount, 0);
  for (const line of inserted(file, outcome.text))
    assert.doesNotMatch(line, /[\r\v\f\0\u202E\u200B\u2028\uFEFF]|\s$/);
  return outcome.text;
}

describe('Hostile words', () => {
  for (const [languageId, file] of Object.entries(files)) {
    it(`never change the code of ${languageId}, and only add lines`, async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(record, async (each) => void (await check(languageId, file, each))),
        { numRuns: 120 },
      );
    });
  }

  it('never change what Python itself reads', async function () {
    this.timeout(60_000);
    const file = files['python'] ?? '';
    const texts: string[] = [];
    await fc.assert(
      fc.asyncProperty(record, async (each) => void texts.push(await check('python', file, each))),
      { numRuns: 60 },
    );
    const verdicts = await askPython(texts.map((text) => [file, text]));
    assert.ok(verdicts.every((each) => each.treeEqual));
    assert.ok(verdicts.every((each) => Object.keys(each.docs).join(' ') === 'f A m'));
  });
});
