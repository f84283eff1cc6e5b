import assert from 'node:assert/strict';
import { importEdit } from '../../../src/edits/importPlace.ts';
import { applyLineEdits } from '../../../src/edits/lineEdits.ts';
import { syntax } from '../../support/syntax.ts';

async function withImports(languageId: string, text: string, statements: readonly string[]): Promise<string> {
  using tree = await syntax.parse(languageId, text);
  assert.ok(tree);
  return applyLineEdits(text, [importEdit(tree, statements)]);
}

describe('importEdit', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('adds below the last import above the first declaration', async () => {
    const text = "import a from 'a';\nimport b from 'b';\n\nfunction f() {}\n\nimport late from 'late';\n";
    assert.equal(
      await withImports('javascript', text, ["import c from 'c';"]),
      text.replace("'b';\n", "'b';\nimport c from 'c';\n"),
    );
  });

  it('does not take imports inside of modules and conditions for those of the file', async () => {
    const rust = 'use a::b;\n\nmod tests {\n    use super::*;\n}\n';
    assert.equal(await withImports('rust', rust, ['use c::d;']), rust.replace('b;\n', 'b;\nuse c::d;\n'));
    const python = 'import a\n\nif x:\n    import b\n';
    assert.equal(await withImports('python', python, ['import c']), python.replace('a\n', 'a\nimport c\n'));
  });

  it('adds to the group of a Go file', async () => {
    const text = 'package a\n\nimport (\n\t"fmt"\n)\n\nfunc f() {}\n';
    assert.equal(
      await withImports('go', text, ['import "os"', 'import (\n\tx "a/b"\n)']),
      text.replace('"fmt"\n', '"fmt"\n\t"os"\n\tx "a/b"\n'),
    );
  });

  it('begins below shebang, licence, package line and module docstring when there are no imports', async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['python', '#!/usr/bin/env python3\n"""Words\n\nmore"""\n', 'def f():\n    pass\n'],
      ['python', '"""Words."""\n', 'x = 1\n'],
      ['javascript', "/* Licence */\n\n'use strict';\n", 'f();\n'],
      ['go', '// Licence\n\npackage a\n', 'func f() {}\n'],
      ['rust', '//! Words.\n#![allow(x)]\n', '/// Doc.\nfn f() {}\n'],
    ];
    for (const [languageId, header, rest] of cases) {
      const line = languageId === 'go' ? 'import "os"' : 'import a';
      const statement = languageId === 'rust' ? 'use a;' : line;
      assert.equal(
        await withImports(languageId, `${header}${rest}`, [statement]),
        `${header}\n${statement}\n\n${rest}`,
      );
      assert.equal(
        await withImports(languageId, `${header}\n${rest}`, [statement]),
        `${header}\n${statement}\n\n${rest}`,
      );
    }
  });

  it('begins at the top when a comment belongs to the code, or a docstring does not end', async () => {
    assert.equal(
      await withImports('javascript', '// Doc.\nf();\n', ["import 'a';"]),
      "import 'a';\n\n// Doc.\nf();\n",
    );
    assert.equal(await withImports('python', '"""open\n', ['import a']), 'import a\n\n"""open\n');
    assert.equal(await withImports('python', '', ['import a']), 'import a\n');
  });

  it('takes the first import when all stand below the first declaration', async () => {
    const text = 'def f():\n    pass\n\nimport a\nimport b\n';
    assert.equal(
      await withImports('python', text, ['import c']),
      text.replace('import a\n', 'import a\nimport c\n'),
    );
  });
});
