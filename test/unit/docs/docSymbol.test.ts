import assert from 'node:assert/strict';
import type { DocSymbol } from '../../../src/docs/docSymbol.ts';
import { symbolsToDocument } from '../../../src/docs/docSymbol.ts';
import { syntax } from '../../support/syntax.ts';
import { symbolOf, symbolsOf } from './documentText.ts';

async function namesAt(
  languageId: string,
  file: string,
  startLine: number,
  endLine = startLine,
): Promise<string> {
  using tree = await syntax.parse(languageId, file);
  assert.ok(tree);
  return symbolsToDocument(tree, { startLine, endLine })
    .map((symbol) => symbol.name)
    .join(' ');
}

/** `name?: type = default` of each parameter. */
function parametersOf(symbol: DocSymbol): string {
  return symbol.parameters
    .map(({ name, rest = '', optional, type, defaultValue }) => {
      const shownType = type === undefined ? '' : `: ${type}`;
      return `${rest}${name}${optional ? '?' : ''}${shownType}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`;
    })
    .join(', ');
}

const script = [
  '/** Has one. */',
  'export class A {',
  '  m() {',
  '    const inner = () => 1;',
  '    return inner();',
  '  }',
  '',
  '  n() {}',
  '}',
  '',
  'function ov(a: string): void;',
  'function ov(a: number): void;',
  'function ov(a: any) {}',
  '',
].join('\n');

describe('Symbols to document', () => {
  it('are the innermost around the cursor, its comment included', async () => {
    assert.equal(await namesAt('typescript', script, 0), 'A');
    assert.equal(await namesAt('typescript', script, 1), 'A');
    assert.equal(await namesAt('typescript', script, 2), 'm');
    assert.equal(await namesAt('typescript', script, 3), 'inner');
    assert.equal(await namesAt('typescript', script, 4), 'm');
    assert.equal(await namesAt('typescript', script, 6), 'A');
    assert.equal(await namesAt('typescript', script, 9), '');
  });

  it('are those that begin in a selection, without functions inside functions', async () => {
    assert.equal(await namesAt('typescript', script, 0, 13), 'A m n ov');
    assert.equal(await namesAt('typescript', script, 2, 5), 'm');
    assert.equal(await namesAt('typescript', script, 3, 4), 'inner');
    assert.equal(await namesAt('typescript', script, 4, 5), 'm');
  });

  it('name overloads and Python properties once', async () => {
    const file = [
      'class A:',
      '    @property',
      '    def p(self): ...',
      '    @p.setter',
      '    def p(self, v): ...',
      '@typing.overload',
      'def f(a): ...',
      'def f(a, b): ...',
      'X = 1',
      '',
    ].join('\n');
    assert.equal(await namesAt('python', file, 0, 9), 'A p f');
  });

  it('are none in a language Document does not know', async () => {
    assert.equal(await namesAt('go', 'package a\nfunc F() {}\n', 1), '');
  });

  it('leave out impl blocks but not their methods', async () => {
    assert.equal(await namesAt('rust', 'impl A {\n    fn f() {}\n}\nmod m {}\n', 0, 4), 'f m');
  });

  it('carry their place, owner and source', async () => {
    const symbol = (await symbolsOf('typescript', script))[1];
    assert.deepEqual(
      [symbol?.name, symbol?.kind, symbol?.line, symbol?.endLine, symbol?.owner, symbol?.documented],
      ['m', 'method', 2, 5, 'A', false],
    );
    assert.match(symbol?.source ?? '', /^ {2}m\(\) \{\n[^]*\n {2}\}$/);
  });

  it('know whether they are documented', async () => {
    const flags = async (languageId: string, file: string): Promise<string> =>
      (await symbolsOf(languageId, file))
        .map((symbol) => `${symbol.name}${symbol.documented ? '+' : '-'}`)
        .join(' ');
    assert.equal(
      await flags(
        'typescript',
        '/** a */\n// b\nfunction f() {}\n/* no */\nfunction g() {}\n/** far */\n\nfunction h() {}\n/**/\nfunction i() {}\nlet x; /** trails */\nfunction j() {}\n',
      ),
      'f+ g- h- i- x- j-',
    );
    assert.equal(
      await flags(
        'python',
        'def f():\n    # c\n    "d"\ndef g():\n    f"d"\nclass A:\n    """d"""\n    def m(self): pass\n',
      ),
      'f+ g- A+ m-',
    );
    assert.equal(
      await flags(
        'rust',
        '/// a\n\n// b\n#[x]\nfn f() {}\n// no\nfn g() {}\n#[doc = "d"]\nfn h() {}\n#[doc(hidden)]\nfn i() {}\nmod j {\n    //! in\n}\nmod k {\n    #![doc = "x"]\n}\n//// no\nfn l() {}\n#[x]\n/** c */\nfn m() {}\n',
      ),
      'f+ g- h+ i- j+ k+ l- m+',
    );
  });
});

describe('Signatures', () => {
  it('of TypeScript have every parameter, type and return', async () => {
    const symbol = await symbolOf(
      'typescript',
      'export const f = async <K, V>(this: X, a: Map<\n  K, V>, b?: number, /* c */ { d }: P = {}, [e]: Q, { g }, ...rest: K[]): Promise<V> => { throw new a.B(); throw c; };',
    );
    assert.equal(
      parametersOf(symbol),
      'a: Map< K, V>, b?: number, options?: P = {}, items: Q, options2, ...rest: K[]',
    );
    assert.deepEqual(symbol.typeParameters, ['K', 'V']);
    assert.deepEqual(symbol.returns, { type: 'Promise<V>' });
    assert.deepEqual(
      [symbol.throws, symbol.errorNames, symbol.yields, symbol.panics],
      [true, ['a.B'], false, false],
    );
  });

  it('of JavaScript take types from default values', async () => {
    const symbol = await symbolOf(
      'javascript',
      "function f(a, b = 1, c = 'x', d = true, e = g(), { h } = {}, ...i) { return a; }",
    );
    assert.equal(
      parametersOf(symbol),
      "a, b?: number = 1, c?: string = 'x', d?: boolean = true, e? = g(), options?: Object = {}, ...i",
    );
  });

  it('know what is returned without a type', async () => {
    const returns = async (file: string): Promise<unknown> => (await symbolOf('javascript', file)).returns;
    assert.deepEqual(await returns('const f = x => x;'), {});
    assert.deepEqual(await returns('const f = () => ({});'), {});
    assert.deepEqual(await returns('function f() { if (a) return 1; }'), {});
    assert.equal(await returns('function f() { return; }'), undefined);
    assert.equal(await returns('function f() { g(() => { return 1; }); }'), undefined);
    const [, constructor] = await symbolsOf('javascript', 'class A {\n  constructor() { return a; }\n}\n');
    assert.equal(constructor?.returns, undefined);
    for (const type of ['void', 'Promise<void>', 'never', 'Promise< undefined >']) {
      assert.equal((await symbolOf('typescript', `function f(): ${type} {}`)).returns, undefined);
    }
  });

  it('do not look into functions inside', async () => {
    const symbol = await symbolOf('javascript', 'const f = () => () => { throw new Error(); };');
    assert.equal(symbol.throws, false);
    assert.equal((await symbolOf('javascript', 'function* f() { yield 1; }')).yields, true);
  });

  it('of Python have stars, types and defaults, without the receiver', async () => {
    const file =
      'def f(a, /, b: int, *args: str, c=1, d: "D" = None, **kw) -> Dict[str,\n  int]:\n    raise ValueError("x")\n    raise errors.Gone from e\n    raise\n    raise make()\n';
    const symbol = await symbolOf('python', file);
    assert.equal(parametersOf(symbol), 'a, b: int, *args: str, c? = 1, d?: "D" = None, **kw');
    assert.deepEqual(symbol.returns, { type: 'Dict[str, int]' });
    assert.deepEqual(symbol.errorNames, ['ValueError', 'errors.Gone']);
    const methods = await symbolsOf(
      'python',
      'class A:\n    def m(self, a): yield a\n    @staticmethod\n    def s(a): return lambda: 1\n    def n() -> None: return 1\n',
    );
    assert.deepEqual(methods.map(parametersOf), ['', 'a', 'a', '']);
    assert.deepEqual(
      methods.map((each) => [each.yields, each.returns]),
      [
        [false, undefined],
        [true, undefined],
        [false, {}],
        [false, undefined],
      ],
    );
  });

  it('of Rust have names, types, results and panics', async () => {
    const [symbol] = await symbolsOf(
      'rust',
      "pub fn f<'a, T>(mut a: &'a str, (b, c): (u8, u8), _: u8) -> io::Result<T> { a.unwrap() }\n",
    );
    assert.ok(symbol);
    assert.equal(parametersOf(symbol), "a: &'a str");
    assert.deepEqual([symbol.typeParameters, symbol.returns?.type], [["'a", 'T'], 'io::Result<T>']);
    assert.deepEqual([symbol.throws, symbol.panics], [true, true]);
    const panics = async (body: string): Promise<boolean> =>
      (await symbolOf('rust', `fn f() { ${body} }`)).panics;
    assert.deepEqual(
      await Promise.all(
        ['panic!()', 'a[0]', 'assert_eq!(a, b)', 'println!("x")', 'a.len()', 'g()', '|| panic!()'].map(
          panics,
        ),
      ),
      [true, true, true, false, false, false, false],
    );
    const nothing = async (type: string): Promise<unknown> =>
      (await symbolOf('rust', `fn f() -> ${type} {}`)).returns;
    assert.deepEqual([await nothing('()'), await nothing('!')], [undefined, undefined]);
    const [trait] = await symbolsOf('rust', 'trait T { fn a(&self); }\n');
    assert.deepEqual([trait?.parameters, trait?.returns], [[], undefined]);
  });
});
