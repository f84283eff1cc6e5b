import assert from 'node:assert/strict';
import { documented } from './documentText.ts';

describe('JSDoc', () => {
  it('has types from default values, else from the model, else none', async () => {
    const file = 'export function f(a, b = 3, c = g(1, 2), { d } = {}, e, ...r) {\n\treturn a;\n}\n';
    const parameters = [
      { name: 'a', description: 'A.', type: 'Map<string, {a: number}>' },
      { name: 'b', description: 'B.', type: 'string' },
      { name: 'c', description: 'C.', type: 'bad */ type' },
      { name: 'options', description: 'D.' },
      { name: 'e', description: 'E.', type: '}{' },
      { name: '...r', description: 'R.', type: 'number' },
    ];
    assert.equal(
      await documented('javascript', file, {
        parameters,
        returns: { description: 'It.', type: 'string | (null' },
        example: 'f(1)\n\nf(2)',
      }),
      [
        '/**',
        ' * Does it.',
        ' *',
        ' * @param {Map<string, {a: number}>} a - A.',
        ' * @param {number} [b=3] - B.',
        ' * @param [c] - C.',
        ' * @param {Object} [options] - D.',
        ' * @param e - E.',
        ' * @param {...number} r - R.',
        ' * @returns It.',
        ' * @example',
        ' * f(1)',
        ' *',
        ' * f(2)',
        ' */',
        file,
      ].join('\n'),
    );
  });

  it('has yields for generators, braces around thrown types and no tags in words', async () => {
    const file = 'class A {\n\t*g() {\n\t\tthrow new TypeError();\n\t\tyield 1;\n\t}\n}\n';
    const text = await documented('javascript', file, {
      summary: '@deprecated see {@link b} a@b.c `@x`',
      returns: { description: 'each', type: 'number' },
      errors: [{ name: 'TypeError', description: 'always' }],
    });
    assert.equal(
      text,
      [
        '/** `@deprecated` see {`@link` b} a@b.c `@x`. */',
        'class A {',
        '\t/**',
        '\t * `@deprecated` see {`@link` b} a@b.c `@x`.',
        '\t *',
        '\t * @yields {number} each',
        '\t * @throws {TypeError} always',
        '\t */',
        '\t*g() {\n\t\tthrow new TypeError();\n\t\tyield 1;\n\t}\n}\n',
      ].join('\n'),
    );
  });

  it('is not written without words', async () => {
    const { documentAll } = await import('./documentText.ts');
    const outcome = await documentAll('javascriptreact', 'const f = () => 1;\n', { summary: '```\u200B' });
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'noWords');
  });
});
