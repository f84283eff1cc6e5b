import assert from 'node:assert/strict';
import { syntax } from '../../support/syntax.ts';

async function tokens(languageId: string, text: string): Promise<readonly string[]> {
  using tree = await syntax.parse(languageId, text);
  return tree?.codeTokens() ?? [];
}

async function structure(languageId: string, text: string): Promise<readonly string[]> {
  using tree = await syntax.parse(languageId, text);
  return (await tree?.codeStructure()) ?? [];
}

describe('Code tokens', () => {
  it('leave comments out and keep strings whole', async () => {
    assert.deepEqual(await tokens('typescript', '/** a */ f("a  b", `c ${ d } e`, /x y/); // z'), [
      'f',
      '(',
      '"a  b"',
      ',',
      '`c ${ d } e`',
      ',',
      '/x y/',
      ')',
      ';',
    ]);
  });

  it('differ when only the blanks in a string differ', async () => {
    const pairs: readonly (readonly [string, string, string])[] = [
      ['typescript', 'a = "x y"', 'a = "x  y"'],
      ['typescript', 'a = `x\n y`', 'a = `x\n  y`'],
      ['python', 'a = "\\n \\n"', 'a = "\\n  \\n"'],
      ['python', 'a = f"{x} "', 'a = f"{x}  "'],
      ['rust', 'fn f() { "a b"; }', 'fn f() { "a  b"; }'],
      ['csharp', 'var a = $"{x} ";', 'var a = $"{x}  ";'],
      ['shellscript', 'echo "$a b"', 'echo "$a  b"'],
    ];
    for (const [languageId, one, other] of pairs) {
      assert.notDeepEqual(await tokens(languageId, one), await tokens(languageId, other), one);
    }
  });

  it('leave out Python docstrings, and nothing else that looks like one', async () => {
    const docs =
      '"""m"""\nclass A:\n    # c\n    r\'d\'\n    def f(self):\n        "a" "b"\n        return "x"\n';
    assert.deepEqual(await tokens('python', docs), [
      'class',
      'A',
      ':',
      'def',
      'f',
      '(',
      'self',
      ')',
      ':',
      'return',
      '"x"',
    ]);
    const kept = 'def f():\n    b"x"\ndef g():\n    f"x"\ndef h():\n    x = 1\n    "late"\nif a:\n    "no"\n';
    assert.deepEqual(
      (await tokens('python', kept)).filter((token) => token.includes('"')),
      ['b"x"', 'f"x"', '"late"', '"no"'],
    );
    assert.deepEqual(await tokens('javascript', '"use strict";'), ['"use strict"', ';']);
  });

  it('include text the grammar could not read', async () => {
    assert.ok((await tokens('python', 'x = 1 §§ 2\n')).join('').includes('§§'));
  });
});

describe('Code structure', () => {
  it('is equal whatever the comments', async () => {
    const one = await structure('rust', '/// a\nfn f() { /* b */ g(1) }\n');
    assert.deepEqual(one, await structure('rust', 'fn f() {\n    g(1) // c\n}\n'));
    assert.ok(one.includes('\0function_item'));
  });

  it('differs where only indentation or a line break does', async () => {
    const python = ['if a:\n    b\n    c\n', 'if a:\n    b\nc\n'] as const;
    assert.deepEqual(await tokens('python', python[0]), await tokens('python', python[1]));
    assert.notDeepEqual(await structure('python', python[0]), await structure('python', python[1]));
    assert.notDeepEqual(
      await structure('javascript', 'function f() { return a }'),
      await structure('javascript', 'function f() { return\n a }'),
    );
  });

  it('is read by turns, so that everybody else goes on meanwhile', async () => {
    using tree = await syntax.parse('javascript', 'f(a, b);\n'.repeat(20_000));
    let turns = 0;
    let isReading = true;
    const count = (): void => {
      turns += 1;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    await tree?.codeStructure();
    isReading = false;
    assert.ok(turns > 2, `${turns} turns`);
  });
});
