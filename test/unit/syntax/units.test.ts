import assert from 'node:assert/strict';
import { syntax } from '../../support/syntax.ts';

/** One line per unit: indentation shows the parent, then kind, name and comment/start/header/end lines. */
async function outline(languageId: string, text: string): Promise<readonly string[]> {
  using tree = await syntax.parse(languageId, text);
  assert.ok(tree);
  assert.equal(tree.errorCount, 0);
  return tree.units().map((unit) => {
    let depth = 0;
    for (let parent = unit.parent; parent !== undefined; parent = parent.parent) depth += 1;
    const lines = [unit.commentStartLine, unit.startLine, unit.headerEndLine, unit.endLine].join('.');
    return `${'  '.repeat(depth)}${unit.kind} ${unit.name} ${lines}`;
  });
}

describe('Units', () => {
  it('are found in TypeScript with decorators, export and comments', async () => {
    const text = [
      "import a from 'b';",
      '/** About A. */',
      '// eslint-disable-next-line',
      '@dec()',
      'export abstract class A<T> extends B {',
      '  // before',
      '  @log',
      '  // between',
      '  private m(',
      '    a: string,',
      '  ): void {',
      '    const local = 1;',
      '    const inner = () => local;',
      '  }',
      '  f = (x) => x;',
      '  plain = 3;',
      '  abstract q(): void;',
      '}',
      '',
      '/* apart */',
      '',
      'export const f = async (x: number) => {',
      '  return x;',
      '};',
      'const g = function h() {}, k = 3;',
      'export default function () {}',
      'export interface I {',
      '  m(x: number): void;',
      '}',
      'type T = { a: 1 };',
      'enum E { A }',
      'declare namespace N {',
      '  function z(): void;',
      '}',
      'foo.bar = function () {};',
      'plain = function () {};',
      'const { u } = o;',
      'const o = { a() {}, b: () => 1, c: 2 };',
      'const K = class { m() {} };',
      'let seen: number;',
    ].join('\n');
    assert.deepEqual(await outline('typescript', text), [
      'class A 1.3.4.17',
      '  method m 5.6.10.13',
      '    function inner 12.12.12.12',
      '  method f 14.14.14.14',
      '  method q 16.16.16.16',
      'function f 21.21.21.23',
      'function g 24.24.24.24',
      'variable k 24.24.24.24',
      'function default 25.25.25.25',
      'interface I 26.26.26.28',
      '  method m 27.27.27.27',
      'type T 29.29.29.29',
      'enum E 30.30.30.30',
      'module N 31.31.31.33',
      '  function z 32.32.32.32',
      'function bar 34.34.34.34',
      'function plain 35.35.35.35',
      'variable o 37.37.37.37',
      '  method a 37.37.37.37',
      '  method b 37.37.37.37',
      'class K 38.38.38.38',
      '  method m 38.38.38.38',
      'variable seen 39.39.39.39',
    ]);
  });

  it('are found in JavaScript and JSX', async () => {
    const text = [
      'class A { #f = () => 1; g = 2; static *m() {} }',
      'export default class {}',
      'function* gen() {}',
      'const View = () => <p>{x}</p>;',
    ].join('\n');
    assert.deepEqual(await outline('javascriptreact', text), [
      'class A 0.0.0.0',
      '  method #f 0.0.0.0',
      '  method m 0.0.0.0',
      'class default 1.1.1.1',
      'function gen 2.2.2.2',
      'function View 3.3.3.3',
    ]);
  });

  it('are found in Python with decorators, nesting and comments in blocks', async () => {
    const text = [
      'X: int = 3',
      'a.b = 4',
      'if X:',
      '    Y = 1',
      '@dec(1)',
      '# note',
      'async def f(',
      '    a,',
      ') -> int:  # trailing',
      '    """Doc."""',
      '    def nested(): return 1',
      '',
      'class A(B):',
      '    # about m',
      '    @staticmethod',
      '    def m(a): yield 1',
      '',
      '    z = 1  # trails',
      '    def n(self): ...',
      'type T = int',
    ].join('\n');
    assert.deepEqual(await outline('python', text), [
      'variable X 0.0.0.0',
      'function f 4.4.8.10',
      '  function nested 10.10.10.10',
      'class A 12.12.12.18',
      '  method m 13.14.15.15',
      '  method n 18.18.18.18',
      'type T 19.19.19.19',
    ]);
  });

  it('are found in Rust with attributes, impl blocks, traits and test modules', async () => {
    const text = [
      '/// doc',
      '// plain',
      '#[derive(Debug)]',
      '/// more',
      '#[cfg(x)]',
      'pub struct S<T> { a: T }',
      '',
      'impl<T> Display for S<T>',
      'where',
      '    T: X,',
      '{',
      '    #[inline]',
      '    pub fn f(&self) {}',
      '}',
      'pub trait Tr { fn a(&self); const Y: u8; }',
      'impl Tr for u8 {}',
      'mod tests {',
      '    #[test]',
      '    fn t() {}',
      '}',
      'const C: u8 = 1;',
      'macro_rules! m { () => {} }',
    ].join('\n');
    assert.deepEqual(await outline('rust', text), [
      'struct S 0.2.5.5',
      'impl S 7.7.10.13',
      '  method f 11.11.12.12',
      'trait Tr 14.14.14.14',
      '  method a 14.14.14.14',
      '  variable Y 14.14.14.14',
      'impl u8 15.15.15.15',
      'module tests 16.16.16.19',
      '  function t 17.17.18.18',
      'variable C 20.20.20.20',
      'function m 21.21.21.21',
    ]);
  });

  it('are found in Go', async () => {
    const text = [
      'package a',
      '// Doc',
      'func (s *S) F(a, b int) error {',
      '\tvar local = 1',
      '\treturn nil',
      '}',
      'func G[T any](a T) {}',
      'type S struct { a int }',
      'type (',
      '\tI interface { M() }',
      '\tT = int',
      '\tU int',
      ')',
      'const C = 1',
    ].join('\n');
    assert.deepEqual(await outline('go', text), [
      'method F 1.2.2.5',
      'function G 6.6.6.6',
      'struct S 7.7.7.7',
      'interface I 9.9.9.9',
      '  method M 9.9.9.9',
      'type T 10.10.10.10',
      'type U 11.11.11.11',
      'variable C 13.13.13.13',
    ]);
  });

  it('are found in Java, C#, PHP and Ruby', async () => {
    assert.deepEqual(
      await outline(
        'java',
        'class A {\n  /** x */\n  @Override\n  public int f(int a)\n  {\n    return 1;\n  }\n  A() {}\n}\nenum E { X }',
      ),
      ['class A 0.0.0.8', '  method f 1.2.4.6', '  method A 7.7.7.7', 'enum E 9.9.9.9'],
    );
    assert.deepEqual(
      await outline(
        'csharp',
        'namespace N {\n  [Attr]\n  class A {\n    int F(int a) => 1;\n    int P { get; }\n  }\n  struct S {}\n}',
      ),
      [
        'module N 0.0.0.7',
        '  class A 1.1.2.5',
        '    method F 3.3.3.3',
        '    variable P 4.4.4.4',
        '  struct S 6.6.6.6',
      ],
    );
    assert.deepEqual(
      await outline(
        'php',
        '<?php\n#[A]\nfunction f(int $a) {}\nclass A { function m() {} const X = 1; }\n$x = fn($a) => $a;\n$y = 2;',
      ),
      [
        'function f 1.1.2.2',
        'class A 3.3.3.3',
        '  method m 3.3.3.3',
        '  variable X 3.3.3.3',
        'function $x 4.4.4.4',
      ],
    );
    assert.deepEqual(
      await outline(
        'ruby',
        '# d\nclass A\n  X = 1\n  y = 2\n  def f(a)\n    Z = 3\n    a\n  end\n  def self.g; end\nend\nmodule M; end',
      ),
      ['class A 0.1.1.9', '  method f 4.4.4.7', '  method g 8.8.8.8', 'module M 10.10.10.10'],
    );
  });

  it('are found in C and C++', async () => {
    const text = [
      'namespace n {',
      'template <typename T>',
      'class A : public B {',
      ' public:',
      '  A();',
      '  int x;',
      '  virtual int f(int a) const { return 1; }',
      '};',
      '}',
      'int A::g(int a) { int h(); return 1; }',
      'static int *p(void) { return 0; }',
      'struct S { int a; };',
      'struct S s;',
      'enum E { X };',
      'typedef struct { int a; } T;',
      'int decl(int);',
      'auto lam = [](int a) { return a; };',
      'int &r(int (&a)) { return a; }',
    ].join('\n');
    const expected = [
      'module n 0.0.0.8',
      '  class A 1.1.2.7',
      '    method A 4.4.4.4',
      '    method f 6.6.6.6',
      'function A::g 9.9.9.9',
      '  function h 9.9.9.9',
      'function p 10.10.10.10',
      'struct S 11.11.11.11',
      'enum E 13.13.13.13',
      'type T 14.14.14.14',
      'function decl 15.15.15.15',
      'function lam 16.16.16.16',
      'function r 17.17.17.17',
    ];
    assert.deepEqual(await outline('cpp', text), expected);
    assert.deepEqual(await outline('c', 'int f(int a)\n{\n  return a;\n}\n'), ['function f 0.0.1.3']);
  });

  it('are found in shell and PowerShell, and none in CSS', async () => {
    assert.deepEqual(await outline('shellscript', '# d\nf() {\n  echo 1\n}\nfunction g { echo; }\n'), [
      'function f 0.1.1.3',
      'function g 4.4.4.4',
    ]);
    assert.deepEqual(
      await outline(
        'powershell',
        'function Get-X { 1 }\nclass C { [int] M([int]$a) { return 1 } }\nenum E { A }\n',
      ),
      ['function Get-X 0.0.0.0', 'class C 1.1.1.1', '  method M 1.1.1.1', 'enum E 2.2.2.2'],
    );
    assert.deepEqual(await outline('css', '.a { color: red }'), []);
  });
});
