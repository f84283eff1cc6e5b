import assert from 'node:assert/strict';
import { syntax } from '../../support/syntax.ts';

async function names(languageId: string, text: string, startLine = 0, endLine = 999): Promise<string> {
  using tree = await syntax.parse(languageId, text);
  return ((await tree?.identifiers({ startLine, endLine })) ?? []).map((each) => each.name).join(' ');
}

describe('Identifiers', () => {
  it('are the names a range uses without those it declares', async () => {
    const text =
      'function f(a: Input, { b, c: d }: P = base, ...rest: Item[]): Out {\n  const e = help(a.size);\n  for (const x of e) other(x, d, b, rest, f);\n  return { key: e, e };\n}';
    assert.equal(await names('typescript', text), 'Input P base Item Out help size other');
    const python =
      'def f(a: In, *b, c=base) -> Out:\n    x = help(a, named=c)\n    for y in x:\n        y.go()\n';
    assert.equal(await names('python', python), 'In base Out help go');
    const rust = 'fn f(a: &In) -> Out {\n    let x = help(a);\n    x.map(|y| other(y))\n}';
    assert.equal(await names('rust', rust), 'In Out help map other');
    const go = 'package p\nfunc (s *S) F(a In) (n Out) {\n\tx := help(a)\n\treturn x\n}';
    assert.equal(await names('go', go), 'p S In Out x help');
    const ruby = 'def f(a)\n  Other.new(a)\nend';
    assert.equal(await names('ruby', ruby), 'Other new');
  });

  it('include imported names when the imports are in the range', async () => {
    assert.equal(await names('typescript', "import { a } from 'b';\na(c);"), 'a c');
  });

  it('are only those on the lines asked for, at their first use', async () => {
    using tree = await syntax.parse('javascript', 'one();\ntwo(); two(/* three */);\nthree();\n');
    assert.deepEqual(await tree?.identifiers({ startLine: 1, endLine: 1 }), [
      { name: 'two', line: 1, character: 0 },
    ]);
    assert.equal(await names('javascript', 'a(\n b,\n c);', 1, 1), 'b');
  });
});
