import assert from 'node:assert/strict';
import { ask, fence } from './askUnit.ts';

/** What becomes of an answer to the unit of a file that has `‸` at the cursor; its text, else the kind of outcome. */
async function read(languageId: string, marked: string, instruction: string, code: string): Promise<string> {
  const line = marked.slice(0, marked.indexOf('‸')).split('\n').length - 1;
  const file = marked.replace('‸', '');
  const outcome = await ask({ file, languageId, line, instruction }, fence('', code));
  return outcome.kind === 'proposal' ? outcome.text : outcome.kind;
}

const options =
  'export interface Options {‸\n  /** Who. */\n  name: string;\n  retries: number; // At most.\n}\n';
const add = 'Add a field for the time limit.';

describe('an answer that is one new member', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  const files = [
    ['typescript', options, 'timeout?: number', '  retries: number; // At most.\n', '  timeout?: number;\n'],
    ['typescript', 'type A = {‸\n  b: 1\n}\n', 'timeout: number;', '  b: 1\n', '  timeout: number\n'],
    ['typescript', 'enum A {‸\n\tB = 1,\n\tC = 2,\n}\n', 'Timeout = 3', '\tC = 2,\n', '\tTimeout = 3,\n'],
    ['typescript', 'const a = {‸\n  b: 1,\n} as const;\n', 'timeout: 3', '  b: 1,\n', '  timeout: 3,\n'],
    ['javascript', 'class A {‸\n  b = 1;\n\n  c() {}\n}\n', 'timeout = 3;', '  b = 1;\n', '  timeout = 3;\n'],
    [
      'python',
      '@dataclass\nclass A:‸\n    b: int\n\n    def c(self): ...\n',
      'timeout: int = 3',
      '    b: int\n',
      '    timeout: int = 3\n',
    ],
    ['python', 'A = {‸\n    "b": 1,\n}\n', '"timeout": 3', '    "b": 1,\n', '    "timeout": 3,\n'],
    [
      'rust',
      'struct A {‸\n    b: u8,\n}\n',
      '/// In ms.\npub timeout: u64,',
      '    b: u8,\n',
      '    /// In ms.\n    pub timeout: u64,\n',
    ],
    [
      'rust',
      'enum A {‸\n    B(u8),\n}\n',
      'Timeout { ms: u64 }',
      '    B(u8),\n',
      '    Timeout { ms: u64 },\n',
    ],
    [
      'go',
      'package a\n\ntype A struct {‸\n\tB int\n}\n',
      'Timeout int `json:"timeout"`',
      '\tB int\n',
      '\tTimeout int `json:"timeout"`\n',
    ],
    [
      'java',
      'class A {‸\n    private int b;\n\n    int c() { return b; }\n}\n',
      'private int timeout;',
      '    private int b;\n',
      '    private int timeout;\n',
    ],
    [
      'csharp',
      'class A\n{‸\n    public int B { get; set; }\n}\n',
      'public int Timeout { get; set; }',
      'B { get; set; }\n',
      '    public int Timeout { get; set; }\n',
    ],
    ['c', 'struct a {‸\n  int *b;\n};\n', 'int timeout;', '  int *b;\n', '  int timeout;\n'],
    ['cpp', 'enum class A {‸\n  B,\n};\n', 'Timeout', '  B,\n', '  Timeout,\n'],
    ['php', '<?php\nenum A {‸\n    case B;\n}\n', 'case Timeout;', '    case B;\n', '    case Timeout;\n'],
  ] as const;
  for (const [languageId, marked, code, above, added] of files)
    it(`stands below the last of its kind: \`${code.split('\n').at(-1)}\` in ${languageId}`, async () => {
      const expected = marked.replace('‸', '').replace(above, above + added);
      assert.equal(await read(languageId, marked, add, code), expected);
    });

  it('gets the comma that the last one lacks', async () => {
    assert.equal(
      await read('typescript', 'const a = {‸\n  b: 1 // One.\n};\n', add, 'timeout: 3,'),
      'const a = {\n  b: 1, // One.\n  timeout: 3\n};\n',
    );
    assert.equal(
      await read('java', 'enum A {‸\n    B,\n    C;\n\n    int d;\n}\n', 'Add a variant', 'TIMEOUT'),
      'enum A {\n    B,\n    C,\n    TIMEOUT;\n\n    int d;\n}\n',
    );
  });

  it('stands apart as its neighbours do, and may be more than one', async () => {
    const file = 'class A:‸\n    def b(self):\n        return 1\n\n    def c(self):\n        return 2\n';
    const code = 'def d(self):\n    return 3\n\ndef e(self):\n    return 4';
    assert.equal(
      await read('python', file, 'Add d and e', code),
      `${file.replace('‸', '')}\n    def d(self):\n        return 3\n\n    def e(self):\n        return 4\n`,
    );
  });

  it('is one that was asked for, in other languages too', async () => {
    const expected = options.replace('‸', '').replace('// At most.\n', '// At most.\n  timeout: number;\n');
    for (const instruction of ['Ergänze ein Zeitlimit', 'Ajoute un délai', '添加超时'])
      assert.equal(await read('typescript', options, instruction, 'timeout: number;'), expected);
    assert.equal(await read('typescript', options, 'Use timeout', 'timeout: number;'), 'broken');
    assert.equal(await read('typescript', options, 'Use the new name', 'timeout: number;'), 'broken');
  });

  it('stands close where the only other one is one line', async () => {
    const file = 'package a\n\ntype A interface {‸\n\tB() int\n}\n';
    assert.equal(
      await read('go', file, 'Add C', 'C() string'),
      file.replace('‸', '').replace('B() int\n', 'B() int\n\tC() string\n'),
    );
    const tests = 'mod tests {‸\n    #[test]\n    fn a() {\n        b();\n    }\n}\n';
    assert.equal(
      await read('rust', tests, 'Add a test', '#[test]\nfn c() {\n    d();\n}'),
      tests.replace('‸', '').replace(/\}\n$/u, '\n    #[test]\n    fn c() {\n        d();\n    }\n}\n'),
    );
  });

  it('stands below all where none is of its kind', async () => {
    const file = 'class A {‸\n  constructor(b) {}\n\n  c() {\n    return 1;\n  }\n}\n';
    assert.equal(
      await read('javascript', file, add, '#timeout = 3;'),
      file.replace('‸', '').replace('  }\n}', '  }\n\n  #timeout = 3;\n}'),
    );
  });

  it('may come in a declaration that leaves all others out', async () => {
    const code = 'export interface Options {\n  /** How long. */\n  timeout: number;\n}';
    assert.equal(
      await read('typescript', options, add, code),
      options
        .replace('‸', '')
        .replace('// At most.\n', '// At most.\n  /** How long. */\n  timeout: number;\n'),
    );
    const python = '@dataclass\nclass A:‸\n    b: int\n    c: int\n';
    assert.equal(
      await read('python', python, add, '@dataclass\nclass A:\n    timeout: int = 3'),
      `${python.replace('‸', '')}    timeout: int = 3\n`,
    );
    assert.equal(await read('typescript', options, 'Rewrite it', code), 'needsConsent');
    const some = code.replace('timeout', 'name: string;\n  timeout');
    assert.equal(await read('typescript', options, add, some), 'needsConsent');
    assert.equal(await read('typescript', options, add, code.replace('Options', 'Other')), 'needsConsent');
  });

  it('is not put beside the one that it may be meant to replace', async () => {
    const rename = 'Rename retries to attempts, and add nothing';
    assert.equal(await read('typescript', options, rename, 'attempts: number;'), 'broken');
  });

  it('is not put into a type that it may be meant to stand beside', async () => {
    const python = 'class A:‸\n    def b(self):\n        return 1\n';
    for (const code of ['class B:\n    c = 1', 'def c(d):\n    return d'])
      assert.equal(await read('python', python, 'Add one', code), 'needsConsent');
    const java = 'class A {‸\n    int b;\n    int c;\n}\n';
    assert.equal(await read('java', java, 'Add a class', 'class D {\n    int e;\n}'), 'needsConsent');
    const other = 'export interface Other {\n  timeout: number;\n}';
    assert.equal(await read('typescript', options, add, other), 'needsConsent');
    const method = '@property\ndef c(self):\n    return 2';
    assert.match(await read('python', python, 'Add c', method), /^ {4}@property$/mu);
  });

  it('is not taken for a member when it is none, or no whole one', async () => {
    assert.equal(await read('typescript', options, add, 'console.log(1);'), 'broken');
    assert.equal(await read('python', 'class A:‸\n    b: int\n    c: int\n', add, 'print(1)'), 'broken');
    assert.equal(
      await read('python', 'class A:‸\n    b: int\n    c: int\n', add, 'timeout = A(3)'),
      'needsConsent',
    );
    assert.equal(await read('rust', 'struct A {‸\n    b: u8,\n    c: u8,\n}\n', add, 'timeout'), 'broken');
    assert.equal(await read('typescript', 'const a = [‸\n  1,\n  2,\n  3,\n];\n', add, '4'), 'broken');
    assert.equal(await read('typescript', options, add, 'timeout: number;\ntimeout: string;'), 'broken');
    assert.equal(await read('typescript', options, add, 'timeout: number;\n}\ninterface B {'), 'broken');
    assert.equal(await read('typescript', 'enum A { B, C‸, D }\n', add, 'Timeout'), 'broken');
  });
});

describe('an answer that is one member of a name that there is', () => {
  it('stands in its place, whatever was asked for', async () => {
    const file = options.replace('‸', '');
    assert.equal(
      await read('typescript', options, 'Make it optional', 'retries?: number;'),
      file.replace('retries: number', 'retries?: number'),
    );
    assert.equal(
      await read('typescript', options, 'Make it optional', '/** Whom. */\nname?: string'),
      file.replace('Who.', 'Whom.').replace('name:', 'name?:'),
    );
    assert.equal(
      await read(
        'python',
        'class A:‸\n    def b(self):\n        return 1\n\n    def c(self):\n        return 2\n',
        'Fix c',
        'def c(self):\n    return 3',
      ),
      'class A:\n    def b(self):\n        return 1\n\n    def c(self):\n        return 3\n',
    );
  });

  it('loses no attribute and doubles none', async () => {
    const file = 'struct A {‸\n    #[serde(default)]\n    b: u8,\n    c: u8,\n    d: u8,\n}\n';
    const plain = file.replace('‸', '');
    assert.equal(await read('rust', file, 'Widen b', 'b: u16,'), plain.replace('b: u8', 'b: u16'));
    assert.equal(
      await read('rust', file, 'Widen b', '#[serde(default)]\nb: u16,'),
      plain.replace('b: u8', 'b: u16'),
    );
    assert.equal(await read('rust', file, 'Widen b', '#[serde(skip)]\nb: u16,'), 'broken');
  });

  it('is refused where there are more of the name, or others on its lines', async () => {
    const twice = 'interface A {‸\n  b(c: number): void;\n  b(c: string): void;\n  d: 1;\n}\n';
    assert.equal(await read('typescript', twice, 'Change b', 'b(c: boolean): void;'), 'broken');
    assert.equal(
      await read('typescript', 'enum A {‸\n  B, C,\n  D,\n}\n', 'Change C', '// Four.\nC = 4,'),
      'broken',
    );
  });
});
