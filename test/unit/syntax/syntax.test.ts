import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { covers } from '../../../src/syntax/lineRange.ts';
import { createSyntax } from '../../../src/syntax/syntax.ts';
import { syntax } from '../../support/syntax.ts';

const python = fileURLToPath(import.meta.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'));
const runtime = fileURLToPath(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'));
const languages =
  'typescript typescriptreact javascript javascriptreact python rust go java csharp cpp c php ruby shellscript css powershell';

async function errorsOf(languageId: string, text: string): Promise<number | undefined> {
  using tree = await syntax.parse(languageId, text);
  return tree?.errorCount;
}

describe('Syntax', () => {
  it('knows its languages and no other', async () => {
    for (const languageId of languages.split(' ')) assert.equal(syntax.has(languageId), true, languageId);
    assert.equal(syntax.has('plaintext'), false);
    assert.equal(await syntax.parse('plaintext', 'x'), undefined);
  });

  it('parses an empty text in every language', async () => {
    for (const languageId of languages.split(' ')) {
      using tree = await syntax.parse(languageId, '');
      assert.ok(tree, languageId);
      assert.deepEqual([tree.units(), tree.imports(), tree.comments(), tree.codeTokens()], [[], [], [], []]);
    }
  });

  it('gives up on a text that takes too long, and reads the next one from its beginning', async () => {
    const hasty = createSyntax(
      (name) => readFile(name === 'web-tree-sitter.wasm' ? runtime : python),
      () => 0,
    );
    assert.equal(await hasty.parse('python', 'def f(x):\n    return x\n'.repeat(2000)), undefined);
    using tree = await hasty.parse('python', 'a = 1');
    assert.equal(tree?.errorCount, 0);
    assert.equal(await hasty.reparse(tree, 'def g(x):\n    return x\n'.repeat(2000)), undefined);
  });

  it('takes about two seconds at most for all that is much like one text, however often it is asked', async () => {
    const broken = 'def f(x):\n    return (x\n'.repeat(20_000);
    using tree = await syntax.parse('python', 'a = 1');
    assert.ok(tree);
    const before = process.threadCpuUsage();
    for (let count = 0; count < 120; count += 1) {
      using other = await syntax.reparse(tree, `a = ${count}\n${broken}`);
      assert.equal(other, undefined);
    }
    const { user } = process.threadCpuUsage(before);
    assert.ok(user < 4_000_000, `${user / 1000} ms`);
  }).timeout(20_000);

  it('reads each file once, also for calls at the same time', async () => {
    const asked: string[] = [];
    const counted = createSyntax((name) => {
      asked.push(name);
      return readFile(name === 'web-tree-sitter.wasm' ? runtime : python);
    });
    const trees = await Promise.all([counted.parse('python', 'a'), counted.parse('python', 'b')]);
    using again = await counted.parse('python', 'c');
    assert.deepEqual(asked, ['web-tree-sitter.wasm', 'tree-sitter-python.wasm']);
    assert.equal(again?.text, 'c');
    for (const tree of trees) tree?.[Symbol.dispose]();
  });

  it('rejects when a grammar cannot be read, and tries again at the next call', async () => {
    let broken = true;
    const flaky = createSyntax(async (name) => {
      if (broken && name !== 'web-tree-sitter.wasm') throw new Error('disk');
      return readFile(name === 'web-tree-sitter.wasm' ? runtime : python);
    });
    await assert.rejects(flaky.parse('python', 'a'), /disk/);
    broken = false;
    using tree = await flaky.parse('python', 'a = 1');
    assert.equal(tree?.languageId, 'python');
  });

  it('counts ERROR and MISSING nodes', async () => {
    assert.equal(await errorsOf('typescript', 'const a = 1;'), 0);
    assert.equal(await errorsOf('typescript', 'function f( {'), 1);
    assert.equal(await errorsOf('rust', 'fn f() { let a = ; }'), 1);
    assert.ok(Number(await errorsOf('python', 'def f(:\n  x = = 1\n)))')) > 0);
  });

  it('finds imports outside of functions', async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['typescript', "import a from 'b';\nconst c = require('d'), e = 1;\nconst f = g();\nlet h;", '0 1'],
      [
        'python',
        'import a\nfrom b import (\n  c,\n)\nif x:\n    import y\ndef f():\n    import z\n',
        '0 1-3 5',
      ],
      ['rust', 'use a::b;\nextern crate c;\nfn f() { use d; }', '0 1'],
      ['go', 'package a\nimport (\n"a"\n)\n', '1-3'],
      ['java', 'package a;\nimport b.C;', '1'],
      ['csharp', 'using A;\nusing static B;', '0 1'],
      ['cpp', '#include <a>\nusing namespace std;\n', '0 1'],
      ['php', "<?php\nuse A\\B;\nrequire 'x';\nf();", '1 2'],
      ['ruby', "require 'a'\nrequire_relative 'b'\nx.load 'c'\nputs 1", '0 1'],
      ['shellscript', 'source a.sh\n. b.sh\necho c', '0 1'],
      ['powershell', 'using module A\nImport-Module B\nGet-X c\n', '0 1'],
      ['css', '@import "a";\n.b {}', '0'],
    ];
    for (const [languageId, text, expected] of cases) {
      using tree = await syntax.parse(languageId, text);
      const lines = tree
        ?.imports()
        .map(({ startLine, endLine }) => (startLine === endLine ? startLine : `${startLine}-${endLine}`));
      assert.equal(lines?.join(' '), expected, languageId);
    }
  });

  it('lists comments by their lines', async () => {
    using rust = await syntax.parse('rust', '/// a\n// b\nfn f() {} /* c\nd */\n');
    assert.deepEqual(rust?.comments(), [
      { startLine: 0, endLine: 0 },
      { startLine: 1, endLine: 1 },
      { startLine: 2, endLine: 3 },
    ]);
  });

  it('counts columns in UTF-16 units', async () => {
    using tree = await syntax.parse('python', 's = "😀😀"; name = other\n');
    assert.deepEqual(await tree?.identifiers({ startLine: 0, endLine: 0 }), [
      { name: 'other', line: 0, character: 19 },
    ]);
  });

  it('places units right behind astral characters wherever they stand', async () => {
    for (const length of [4090, 5119, 5120, 10_239, 20_477]) {
      const text = `// ${'x'.repeat(length)}😀😀\nfunction f() { return "😀"; }\n`;
      using tree = await syntax.parse('javascript', text);
      const [unit] = tree?.units() ?? [];
      assert.ok(tree && unit);
      assert.deepEqual([tree.errorCount, unit.startLine, tree.signatureOf(unit)], [0, 1, 'function f()']);
    }
  });

  it('takes one huge line', async function () {
    this.timeout(20_000);
    using tree = await syntax.parse('javascript', `const a=[${'1,'.repeat(50_000)}1];function f(){}`);
    assert.equal(tree?.errorCount, 0);
    assert.deepEqual(
      tree.units().map((unit) => unit.name),
      ['a', 'f'],
    );
    assert.equal(tree.codeTokens().length, 100_001 + 12);
  });

  it('may be disposed twice', async () => {
    const tree = await syntax.parse('python', 'a');
    tree?.[Symbol.dispose]();
    tree?.[Symbol.dispose]();
  });

  it('never throws on any text, and every unit lies in its parent', async function () {
    this.timeout(30_000);
    const fragments = [
      'function f(',
      ') {',
      '}',
      'class A',
      ':\n',
      '\n',
      '  ',
      'def g',
      '"',
      '`',
      '/*',
      '*/',
      '//',
      '#',
      '😀',
      'fn h',
      '=>',
      'const x =',
      '@',
      'impl',
      '\t',
    ];
    const texts = fc.array(
      fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 4 })),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...languages.split(' ')), texts, async (languageId, parts) => {
        const text = parts.join('');
        using tree = await syntax.parse(languageId, text);
        assert.ok(tree);
        const lines = text.split('\n').length;
        tree.codeTokens();
        await tree.codeStructure();
        await tree.identifiers({ startLine: 0, endLine: lines });
        for (const unit of tree.units()) {
          assert.ok(
            unit.commentStartLine <= unit.startLine && unit.startLine <= unit.endLine && unit.endLine < lines,
          );
          assert.ok(unit.startLine <= unit.headerEndLine && unit.headerEndLine <= unit.endLine);
          if (unit.parent !== undefined) assert.ok(covers(unit.parent, unit));
          tree.signatureOf(unit);
        }
      }),
      { numRuns: 150 },
    );
  });
});
