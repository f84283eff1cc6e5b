import assert from 'node:assert/strict';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { ask, fence } from './askUnit.ts';

const cart = [
  "import { round } from './round';",
  '',
  '/** What is bought. */',
  'export class Cart {',
  '  n = 1;',
  '',
  '  total() {',
  '    return this.n;',
  '  }',
  '',
  '  other() {}',
  '}',
  '',
];
const sum = ['interface Sum {', '  n: number;', '}'];
const total = ['total(): Sum {', '  return { n: this.n };', '}'];

const askTotal = (...answer: readonly string[]): Promise<AnswerOutcome> =>
  ask({ file: cart.join('\n'), languageId: 'typescript', line: 7 }, fence('ts', ...answer));

/** The file with other lines for the method, and more above and below its class. */
function cartWith(
  method: readonly string[],
  above: readonly string[],
  below: readonly string[] = [],
): AnswerOutcome {
  const lines = [
    ...cart.slice(0, 2),
    ...above,
    ...cart.slice(2, 6),
    ...method.map((line) => (line === '' ? '' : `  ${line}`)),
    ...cart.slice(9, 12),
    ...below,
    '',
  ];
  return { kind: 'proposal', text: lines.join('\n') };
}

const inClass = (...members: readonly string[]): readonly string[] => [
  'export class Cart {',
  ...members.map((line) => `  ${line}`),
  '}',
];

describe('a declaration that a method brings along', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('goes above the class, whether the answer has the class around the method or not', async () => {
    const expected = cartWith(total, [...sum, '']);
    assert.deepEqual(await askTotal(...sum, '', ...inClass(...total)), expected);
    assert.deepEqual(await askTotal(...sum, '', ...total), expected);
    assert.deepEqual(await askTotal(...sum, '', 'function ' + (total[0] ?? ''), ...total.slice(1)), expected);
  });

  it('goes above the class when it stands above the method, whatever stands above both', async () => {
    const type = 'interface Sum { n: number }';
    const outcome = await askTotal('size = 1;', type, ...total);
    assert.deepEqual(outcome, cartWith(['size = 1;', '', ...total], [type, '']));
  });

  it('goes below the class where the answer has it there', async () => {
    const method = ['total() {', '  return twice(this.n);', '}'];
    const twice = ['function twice(n: number) {', '  return n * 2;', '}'];
    assert.deepEqual(
      await askTotal(...inClass(...method), '', ...twice),
      cartWith(method, [], ['', ...twice]),
    );
  });

  it('comes with its comment, its imports and what it needs itself, and not with what nothing needs', async () => {
    const method = ['total() {', '  return twice(this.n);', '}'];
    const needed = [
      '/** What `twice` takes. */',
      'type Count = number;',
      '',
      'function twice(n: Count) {',
      '  return half(n) * 4;',
      '}',
      '',
    ];
    const outcome = await askTotal(
      "import { half } from './half';",
      '',
      ...needed,
      'function unused() {}',
      '',
      ...inClass(...method),
    );
    const expected = cartWith(method, needed);
    assert.ok(expected.kind === 'proposal');
    assert.deepEqual(outcome, {
      kind: 'proposal',
      text: expected.text.replace('\n', "\nimport { half } from './half';\n"),
    });
  });

  it('stays out, and is asked about, where the file has another of its name', async () => {
    const file = cart.toSpliced(2, 0, 'type Sum = string;', '').join('\n');
    const place = { file, languageId: 'typescript', line: 9 };
    const text = file.replace(
      '  total() {\n    return this.n;',
      '  total(): Sum {\n    return { n: this.n };',
    );
    for (const answer of [
      [...sum, '', ...total],
      [...sum, '', ...inClass(...total)],
    ]) {
      const outcome = await ask(place, fence('ts', ...answer));
      assert.ok(outcome.kind === 'needsConsent');
      assert.equal(outcome.text, text);
      assert.equal(outcome.changesElsewhere, 1);
    }
    const imported = file.replace('type Sum = string;', "import type { Sum } from './sum';");
    const outcome = await ask({ ...place, file: imported }, fence('ts', ...sum, '', ...total));
    assert.ok(outcome.kind === 'needsConsent' && outcome.changesElsewhere === 1);
  });

  it('is not doubled, nor asked about, where the file has it but for matters of style', async () => {
    const file = cart.toSpliced(2, 0, 'export interface Sum {', '\t// Sorted.', '\tn: number', '}', '');
    const text = file.join('\n');
    assert.deepEqual(
      await ask(
        { file: text, languageId: 'typescript', line: 12 },
        fence('ts', ...sum, '', ...inClass(...total)),
      ),
      {
        kind: 'proposal',
        text: text.replace('  total() {\n    return this.n;', '  total(): Sum {\n    return { n: this.n };'),
      },
    );
  });

  it('is a function of the file in Python unless the method calls it on itself', async () => {
    const file = ['import os', '', '', 'class A:', '    def f(self):', '        return 1', ''].join('\n');
    const asked = { file, languageId: 'python', line: 5 };
    const one = ['def two():', '    return 2', '', '', 'def one():', '    return two()'];
    const top = [
      'import os',
      '',
      '',
      ...one,
      '',
      '',
      'class A:',
      '    def f(self):',
      '        return one()',
      '',
    ];
    assert.deepEqual(await ask(asked, fence('python', ...one, '', 'def f(self):', '    return one()')), {
      kind: 'proposal',
      text: top.join('\n'),
    });
    const member = ['def one(self):', '    return 1', '', 'def f(self):', '    return self.one()'];
    assert.deepEqual(await ask(asked, fence('python', ...member)), {
      kind: 'proposal',
      text: [
        ...file.split('\n').slice(0, 4),
        ...member.map((line) => (line === '' ? '' : `    ${line}`)),
        '',
      ].join('\n'),
    });
  });

  it('goes above the impl in Rust, inside the module that holds it', async () => {
    const file =
      'mod inner {\n    struct A;\n\n    impl A {\n        fn f(&self) -> i32 {\n            1\n        }\n    }\n}\n';
    const made = ['#[derive(Debug)]', 'struct S {', '    n: i32,', '}'];
    const method = ['fn f(&self) -> S {', '    S { n: 1 }', '}'];
    assert.deepEqual(
      await ask({ file, languageId: 'rust', line: 5 }, fence('rust', ...made, '', ...method)),
      {
        kind: 'proposal',
        text: file
          .replace('    impl', [...made.map((line) => `    ${line}`), '', '    impl'].join('\n'))
          .replace('f(&self) -> i32 {\n            1', 'f(&self) -> S {\n            S { n: 1 }'),
      },
    );
  });

  it('stays beside the method where a class may hold it', async () => {
    const file = 'class A {\n    int f() {\n        return 1;\n    }\n}\n';
    const answer = ['int one() {', '    return 1;', '}', '', 'int f() {', '    return one();', '}'];
    assert.deepEqual(await ask({ file, languageId: 'java', line: 2 }, fence('java', ...answer)), {
      kind: 'proposal',
      text: ['class A {', ...answer.map((line) => (line === '' ? '' : `    ${line}`)), '}', ''].join('\n'),
    });
  });

  it('goes above the object without a name that holds the method', async () => {
    const file =
      '// Cart.\nexport default {\n  methods: {\n    total() {\n      return 1;\n    },\n  },\n};\n';
    const answer = ['function one() {', '  return 1;', '}', '', 'total() {', '  return one();', '}'];
    assert.deepEqual(await ask({ file, languageId: 'javascript', line: 4 }, fence('js', ...answer)), {
      kind: 'proposal',
      text: `${answer.slice(0, 3).join('\n')}\n\n${file.replace('return 1', 'return one()')}`,
    });
  });

  it('leaves at the top what speaks of the whole file', async () => {
    const one = ['function one() {', '    return 1;', '}'];
    const member = (body: string): string =>
      `class A {\n    function f() {\n        return ${body};\n    }\n}\n`;
    const php = `<?php\n${member('1')}`;
    const answer = [...one, '', 'function f() {', '    return one();', '}'];
    assert.deepEqual(await ask({ file: php, languageId: 'php', line: 3 }, fence('php', ...answer)), {
      kind: 'proposal',
      text: `<?php\n\n${one.join('\n')}\n\n${member('one()')}`,
    });
    const licence = '// Copyright: nobody.\nclass A {\n  f() {\n    return 1;\n  }\n}\n';
    const said = ['const one = 1;', '', 'f() {', '  return one;', '}'];
    assert.deepEqual(await ask({ file: licence, languageId: 'typescript', line: 3 }, fence('ts', ...said)), {
      kind: 'proposal',
      text: licence.replace('class', '\nconst one = 1;\n\nclass').replace('return 1', 'return one'),
    });
  });

  it('is not taken out of the body of a method that no grammar can read alone', async () => {
    const file = 'class A {\n  f() {\n    return 1;\n  }\n}\n';
    const answer = ['f() {', '  const one = () => 1;', '  return one();', '}'];
    assert.deepEqual(await ask({ file, languageId: 'javascript', line: 2 }, fence('js', ...answer)), {
      kind: 'proposal',
      text: file.replace('    return 1', '    const one = () => 1;\n    return one()'),
    });
  });

  it('is refused with the rest where a method would be called that no class has', async () => {
    const file = 'class A {\n  f() {\n    return 1;\n  }\n}\n';
    const answer = ['function g() {', '  return 1;', '}', '', 'f() {', '  return this.g();', '}'];
    const outcome = await ask({ file, languageId: 'javascript', line: 2 }, fence('js', ...answer));
    assert.equal(outcome.kind, 'broken');
  });

  it('is not asked about for what only another that stays as it is would need', async () => {
    const one = (more: string): string => `def one():\n    return two(${more})\n`;
    const two = (more: string): string => `def two(${more}):\n    return 2\n`;
    const method = (body: string): string => `class A:\n    def f(self):\n        return ${body}\n`;
    const file = [one(''), two(''), method('1')].join('\n\n');
    const place = { file, languageId: 'python', line: 10 };
    const text = file.replace('return 1', 'return one()');
    const same = await ask(place, fence('', one(''), two('a'), method('one()')));
    assert.deepEqual(same, { kind: 'proposal', text });
    const other = await ask(place, fence('', one('1'), two('a'), method('one()')));
    assert.ok(other.kind === 'needsConsent' && other.text === text);
    assert.equal(other.changesElsewhere, 1);
  });
});
