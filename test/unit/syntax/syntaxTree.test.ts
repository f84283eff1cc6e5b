import assert from 'node:assert/strict';
import { syntax } from '../../support/syntax.ts';

describe('A syntax tree', () => {
  it('finds the innermost unit around a range', async () => {
    using tree = await syntax.parse(
      'typescript',
      'class A {\n  m() {\n    go();\n  }\n\n  n() {}\n}\nlet x;\n',
    );
    const at = (startLine: number, endLine = startLine): string | undefined =>
      tree?.unitAt({ startLine, endLine })?.name;
    assert.deepEqual(
      [at(0), at(2), at(1, 3), at(4), at(2, 5), at(7), at(0, 7)],
      ['A', 'm', 'm', 'A', 'A', 'x', undefined],
    );
  });

  it('finds the first of several units on one line', async () => {
    using tree = await syntax.parse(
      'javascript',
      'function a() {} function b() {}\nfunction c() { const d = () => 1; }',
    );
    assert.equal(tree?.unitAt({ startLine: 0, endLine: 0 })?.name, 'a');
    assert.equal(tree?.unitAt({ startLine: 1, endLine: 1 })?.name, 'd');
  });

  it('gives signatures: headers of functions and classes, types whole', async () => {
    const text = [
      '/** doc */',
      '@dec',
      'export class A extends B {',
      '  m(',
      '    a: string,',
      '  ): void { go(); }',
      '}',
      'const f = async (x: number): Promise<void> => { await x; };',
      'interface I {',
      '  a: 1;',
      '}',
      'declare function d(): void;',
    ].join('\n');
    using tree = await syntax.parse('typescript', text);
    assert.ok(tree);
    assert.deepEqual(
      tree.units().map((unit) => tree.signatureOf(unit)),
      [
        '@dec\nexport class A extends B',
        'm(\n    a: string,\n  ): void',
        'const f = async (x: number): Promise<void> =>',
        'interface I {\n  a: 1;\n}',
        'declare function d(): void;',
      ],
    );
  });

  it('refuses units of another tree', async () => {
    using one = await syntax.parse('python', 'def f(): ...');
    using other = await syntax.parse('python', 'def f(): ...');
    const [unit] = one?.units() ?? [];
    assert.ok(unit && other);
    assert.throws(() => other.nodeOf(unit), RangeError);
    assert.equal(one?.nodeOf(unit).type, 'function_definition');
  });
});
