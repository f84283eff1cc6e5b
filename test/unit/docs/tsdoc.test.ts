import assert from 'node:assert/strict';
import { documentAll, documented } from './documentText.ts';

describe('TSDoc', () => {
  it('is one line when there is only a summary', async () => {
    assert.equal(
      await documented('typescript', 'let x = 1;\n', { summary: 'Counts things' }),
      '/** Counts things. */\nlet x = 1;\n',
    );
  });

  it('has the real parameters in their order, returns, errors and an example', async () => {
    const file = [
      'class A {',
      '  @log',
      '  m<T>(a: string, b = 2, ...c: T[]): T {',
      '    throw new RangeError(a);',
      '  }',
      '}',
      '',
    ].join('\n');
    const outcome = await documentAll('typescript', file, {
      details: 'Uses {@link x} of <a@b.c> and `@c`.',
      parameters: [
        { name: 'c', description: 'The rest' },
        { name: '`a`', description: 'First.' },
        { name: 'T', description: 'Kind' },
        { name: 'zz', description: 'Invented' },
        { name: 'b', description: ' ' },
      ],
      returns: { description: 'It.' },
      errors: [{ description: 'when bad' }],
      example: '```ts\nnew A().m("*/"); // call\n```',
    });
    assert.equal(
      outcome.kind === 'proposal' && outcome.text,
      [
        '/**',
        ' * Does it.',
        ' *',
        ' * Uses \\{\\@link x\\} of \\<a\\@b.c\\> and `@c`.',
        ' *',
        ' * @example',
        ' * ```ts',
        ' * new A().m("*\\/"); // call',
        ' * ```',
        ' */',
        'class A {',
        '  /**',
        '   * Does it.',
        '   *',
        '   * Uses \\{\\@link x\\} of \\<a\\@b.c\\> and `@c`.',
        '   *',
        '   * @typeParam T - Kind',
        '   * @param a - First.',
        '   * @param c - The rest',
        '   * @returns It.',
        '   * @throws `RangeError` when bad',
        '   * @example',
        '   * ```ts',
        '   * new A().m("*\\/"); // call',
        '   * ```',
        '   */',
        '  @log',
        '  m<T>(a: string, b = 2, ...c: T[]): T {',
        '    throw new RangeError(a);',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('leaves out errors that the code does not throw and names it does not have', async () => {
    const errors = [
      { name: 'B', description: 'b' },
      { name: 'X', description: 'x' },
      { name: 'A', description: 'A when a' },
      { name: 'A', description: '' },
    ];
    assert.equal(
      await documented('typescript', 'function f() {}\n', { errors }),
      '/** Does it. */\nfunction f() {}\n',
    );
    const throwing = 'function f() {\n  if (x) throw new A();\n  throw new B();\n}\n';
    assert.equal(
      await documented('typescript', throwing, { errors }),
      `/**\n * Does it.\n *\n * @throws \`B\` b\n * @throws x\n * @throws A when a\n */\n${throwing}`,
    );
  });

  it('goes above comments that must stay on the line above the code, below others', async () => {
    const file =
      '// about\n// eslint-disable-next-line x\n// @ts-ignore\nfunction f() {}\n// @ts-ignore\n\nfunction g() {}\n';
    assert.equal(
      await documented('typescript', file, {}),
      '// about\n/** Does it. */\n// eslint-disable-next-line x\n// @ts-ignore\nfunction f() {}\n// @ts-ignore\n\n/** Does it. */\nfunction g() {}\n',
    );
  });

  it('is not written without words', async () => {
    const outcome = await documentAll('typescript', 'let x = 1;\n', { summary: '\u202E' });
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'noWords');
    const text = await documented('typescript', 'function f<T>(a: T) {}\n', {
      parameters: [{ name: 'a', description: '#' }],
    });
    assert.equal(text, '/** Does it. */\nfunction f<T>(a: T) {}\n');
  });

  it('wraps at 100 columns, tabs counted as four', async () => {
    const text = await documented('typescript', 'class A {\n\t\tm() {}\n}\n', {
      summary: 'word '.repeat(60),
    });
    for (const line of text.split('\n')) assert.ok(line.replaceAll('\t', '    ').length <= 100, line);
    assert.match(text, /^\t\t \* word/m);
  });
});
