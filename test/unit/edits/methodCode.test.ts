import assert from 'node:assert/strict';
import { ask, fence } from './askUnit.ts';

/** What becomes of an answer to the member at a line; its text, else the kind of outcome. */
async function read(file: string, line: number, ...answer: readonly string[]): Promise<string> {
  const outcome = await ask({ file, languageId: 'typescript', line }, fence('ts', ...answer));
  return outcome.kind === 'proposal' ? outcome.text : outcome.kind;
}

const cart = (head: string): string => `class Cart {\n  ${head} {\n    return this.n;\n  }\n}\n`;

describe('a method that is answered as a function', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  const heads = [
    ['total()', 'function total(): number', 'total(): number'],
    ['total()', 'export function total(): number', 'total(): number'],
    ['total()', 'async function total(): Promise<number>', 'async total(): Promise<number>'],
    ['async total()', 'function total()', 'total()'],
    ['total()', 'function* total<T>(a: T)', '*total<T>(a: T)'],
    ['private static async total()', 'async function total(a = 1)', 'private static async total(a = 1)'],
    ['get total()', 'function total(): number', 'get total(): number'],
  ] as const;
  for (const [own, answered, expected] of heads)
    it(`becomes \`${expected}\` from \`${answered}\` for \`${own}\``, async () => {
      const [file, text] = [cart(own), cart(expected).replace('this.n', 'this.n * 2')];
      assert.equal(await read(file, 2, `${answered} {`, '  return this.n * 2;', '}'), text);
    });

  it('keeps its decorators and takes the comment of the answer', async () => {
    const file = cart('@memo()\n  @log total()');
    assert.equal(
      await read(file, 3, '/** All of it. */', 'function total(): number {', '  return this.n;', '}'),
      file.replace('@memo', '/** All of it. */\n  @memo').replace('total()', 'total(): number'),
    );
  });

  it('stays a member of an object, as the object writes it, with the comma behind it', async () => {
    const answer = ['async function total(a: number) {', '  return a;', '}'];
    const object = (head: string): string =>
      `const cart = {\n  ${head} {\n    return 1;\n  },\n  n: 1,\n};\n`;
    const after = (head: string): string => object(head).replace('return 1', 'return a');
    assert.equal(await read(object('total()'), 2, ...answer), after('async total(a: number)'));
    assert.equal(
      await read(object('total: function ()'), 2, ...answer),
      after('total: async function (a: number)'),
    );
    assert.equal(
      await read(object('total: async function sum()'), 2, ...answer),
      after('total: async function sum(a: number)'),
    );
  });

  it('is not taken for one that is bound otherwise, nor where a function has its name, nor twice', async () => {
    const answer = ['function total() {', '  return this.n * 2;', '}'];
    assert.equal(await read(cart('total = () =>'), 2, ...answer), 'broken');
    assert.equal(await read(`${cart('total()')}\nfunction total() {}\n`, 2, ...answer), 'broken');
    assert.equal(await read(cart('total()'), 2, ...answer, '', ...answer), 'broken');
    assert.equal(
      await read(cart('total()'), 2, 'const total = function () {', '  return 2;', '};'),
      'broken',
    );
  });
});

describe('a member of an object', () => {
  const file = 'const cart = {\n  total() {\n    return 1;\n  },\n  n: 1\n};\n';

  it('keeps the comma behind it, which the answer may leave out or bring', async () => {
    const expected = file.replace('return 1', 'return 2');
    assert.equal(await read(file, 2, 'total() {', '  return 2;', '}'), expected);
    assert.equal(await read(file, 2, 'total() {', '  return 2;', '},'), expected);
    const last = 'class Cart {\n  total() {\n    return 1;\n  }\n}\n';
    assert.equal(await read(last, 2, 'total() {', '  return 2;', '},'), last.replace('return 1', 'return 2'));
  });
});
