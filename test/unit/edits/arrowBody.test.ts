import assert from 'node:assert/strict';
import { ask, fence } from './askUnit.ts';

const above = "import { b } from './b';\n\n";
const below = '\n\nexport function last(): void {\n  b();\n}\n';

/** What an answer makes of a function between other code; the kind of the outcome where that is no proposal. */
async function made(unit: string, ...answer: readonly string[]): Promise<string> {
  const place = { file: above + unit + below, languageId: 'typescript', line: 2 };
  const outcome = await ask(place, fence('ts', ...answer));
  if (outcome.kind !== 'proposal') return outcome.kind;
  assert.ok(outcome.text.startsWith(above) && outcome.text.endsWith(below), outcome.text);
  return outcome.text.slice(above.length, -below.length);
}

describe('A body alone for a function written as an arrow', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);
  const short = 'export const f = (x: number): number => x + 1;';
  const twoLines = 'export const f = (x: number): number =>\n  x + 1;';
  const whole = 'export const f = (x: number): number => {\n  return x + 1;\n};';

  it('takes the place of the expression and nothing else', async () => {
    assert.equal(await made(short, 'x + 2'), short.replace('1', '2'));
    assert.equal(await made(twoLines, 'x + 2;'), twoLines.replace('1', '2'));
    const object = ['({', '  a: x,', '})'];
    assert.equal(await made(short, ...object), short.replace('x + 1', object.join('\n')));
  });

  it('becomes a block where it is statements that return something', async () => {
    const block = 'export const f = (x: number): number => {\n  const y = x;\n  return y + 2;\n};';
    for (const unit of [short, twoLines])
      for (const answer of [
        ['const y = x;', 'return y + 2;'],
        ['{', '  const y = x;', '  return y + 2;', '}'],
      ])
        assert.equal(await made(unit, ...answer), block);
  });

  it('is not put into the braces that there are when it brings its own', async () => {
    assert.equal(await made(whole, '{', '  return x + 2;', '}'), whole.replace('1', '2'));
  });

  it('may be the function without its name, with its types or without', async () => {
    for (const unit of [short, whole]) {
      assert.equal(await made(unit, '(x) => x + 2;'), short.replace('1', '2'));
      assert.equal(
        await made(unit, '(x: string): string => x;'),
        'export const f = (x: string): string => x;',
      );
    }
  });

  it('may be the function that the function returns', async () => {
    const curried = 'export const f = (x: number) => (y: number) => x + y;';
    assert.equal(await made(curried, '(y: number) => x - y'), curried.replace('x +', 'x -'));
  });

  it('is refused where it is another function, an example of a call, or nothing of the kind', async () => {
    for (const answer of [
      '(a, b) => a + b',
      'log(f(2), x);',
      'other()',
      'x, y',
      'if (x) return 1; else return 2;',
    ])
      assert.equal(await made(short, answer), 'broken', answer);
    assert.equal(await made(whole, '(a, b) => a + b'), 'broken');
  });
});
