import assert from 'node:assert/strict';
import { syntax } from '../../support/syntax.ts';

/** The names of what each unit of a text is made of; `-` for one without a name of its own. */
async function members(languageId: string, text: string): Promise<Readonly<Record<string, string>>> {
  using tree = await syntax.parse(languageId, text);
  assert.ok(tree);
  return Object.fromEntries(
    tree.units().map((unit) => [
      unit.name,
      tree
        .membersOf(unit)
        .map(({ name = '-' }) => name)
        .join(' '),
    ]),
  );
}

describe('The members of a unit', function () {
  // The first test of a language loads its grammar.
  this.timeout(30_000);

  const texts = [
    [
      'typescript',
      'const a = { b: 1, c() {}, d, "e-f": 3, ...g, [h]: 2 } as const;',
      { a: 'b c d "e-f" - -', c: '' },
    ],
    ['typescript', 'type A = { b: 1; c(): void };', { A: 'b c', c: '' }],
    ['typescript', 'enum A { B, C = 2 }', { A: 'B C' }],
    ['typescript', 'class A { private b?: number = 1; @D() c = 2; static d; #e; }', { A: 'b c d #e' }],
    [
      'python',
      'class A:\n    """Words."""\n    b: int\n    c = 1\n    d.e = 2\n    print(1)\n\n    @f\n    def g(self): ...\n',
      { A: '- b c - - g', g: '-' },
    ],
    ['python', 'A = {"b": 1}\n', { A: '"b"' }],
    ['rust', 'struct A { #[x] b: u8, pub(crate) c: u8 }\nstruct D(u8);', { A: 'b c', D: '' }],
    ['rust', 'enum A { B, C(u8), D { e: u8 } }', { A: 'B C D' }],
    ['go', 'package a\n\ntype A struct {\n\tB, C int\n\tD\n\tE *int `x`\n}\n', { A: '- D E' }],
    ['java', 'enum A { B, C(2); int d; }', { A: 'B C -' }],
    ['java', 'class A { private final List<B> c; int d, e; }', { A: 'c -' }],
    ['csharp', 'class A { public int B { get; set; } private int c; }', { A: 'B c', B: '' }],
    ['c', 'struct a { int *b; char c[3]; };\ntypedef struct { int e; } d;', { a: 'b c', d: 'e' }],
    ['php', '<?php\nclass A { private int $b = 1; }\nenum C { case D; }', { A: '$b', C: 'D' }],
    ['kotlin', 'class A { val b = 1 }\nenum class C { D, E }', { A: 'b', C: 'D E' }],
    ['ruby', 'class A\n  attr_reader :b\nend\n', { A: '' }],
  ] as const;
  for (const [languageId, text, expected] of texts)
    it(`are read in ${languageId}: ${text.split('\n')[0]}`, async () => {
      assert.deepEqual(await members(languageId, text), expected);
    });
});
