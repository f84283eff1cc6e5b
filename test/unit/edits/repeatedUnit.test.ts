import assert from 'node:assert/strict';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';
import { fence } from './askUnit.ts';

const script = `export function sum(values: number[]): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}

export function first(values: number[]): number {
  return values[0];
}
`;

const python = `class Report:
    def numbers(self, text, word):
        numbers = []
        for number, line in enumerate(text.splitlines()):
            if word in line:
                numbers.append(number)
        return numbers
`;

/** What an answer becomes when lines inside a function are selected; lines count from 1 here. */
async function askLines(
  file: string,
  [from, to]: readonly [number, number],
  answer: string,
): Promise<AnswerOutcome> {
  const languageId = file === python ? 'python' : 'typescript';
  using tree = await syntax.parse(languageId, file);
  const selection = { startLine: from - 1, startCharacter: 0, endLine: to, endCharacter: 0 };
  const target = chooseTarget(file, selection, tree);
  return await readAnswer({ file, languageId, target, answer, ended: 'complete', syntax });
}

const loop: readonly [number, number] = [3, 5];
const each = '  values.forEach((value) => (total += value));';
const signature = 'export function sum(values: number[]): number';
const expected = {
  kind: 'proposal',
  text: script.replace(/ {2}for [^]*?\n {2}\}/u, () => each),
};

describe('An answer that repeats the function around the selected lines', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('gives the lines in their place', async () => {
    const answer = fence('typescript', `${signature} {`, '  let total = 0;', each, '  return total;', '}');
    assert.deepEqual(await askLines(script, loop, answer), expected);
  });

  it('gives them when its braces and line breaks are set in another style', async () => {
    const style = ['export function sum(', '  values: number[]', '): number', '{'];
    const answer = fence('typescript', ...style, '    let total = 0;', `  ${each}`, '    return total;', '}');
    assert.deepEqual(await askLines(script, loop, answer), expected);
  });

  it('gives them when its signature has lost its `export` and types', async () => {
    const answer = fence(
      'typescript',
      'function sum(values) {',
      '  let total = 0;',
      each,
      '  return total;',
      '}',
    );
    assert.deepEqual(await askLines(script, loop, answer), expected);
  });

  it('gives all of the body, when that is selected', async () => {
    const answer = fence('typescript', signature, '{', '  return values.reduce((a, b) => a + b, 0);', '}');
    assert.deepEqual(await askLines(script, [2, 6], answer), {
      kind: 'proposal',
      text: script.replace(
        / {2}let total[^]*?return total;/u,
        () => '  return values.reduce((a, b) => a + b, 0);',
      ),
    });
  });

  it('gives them out of a method whose signature has types now', async () => {
    const answer = fence(
      'python',
      'def numbers(self, text: str, word: str) -> list[int]:',
      '    return [number for number, line in enumerate(text.splitlines()) if word in line]',
    );
    const line = '        return [number for number, line in enumerate(text.splitlines()) if word in line]';
    assert.deepEqual(await askLines(python, [3, 7], answer), {
      kind: 'proposal',
      text: python.replace(/ {8}numbers = [^]*return numbers/u, () => line),
    });
  });

  for (const [what, answer] of [
    [
      'renames a parameter that the lines use',
      fence(
        'typescript',
        'export function sum(all: number[]): number {',
        '  let total = 0;',
        each.replace('values', 'all'),
        '  return total;',
        '}',
      ),
    ],
    [
      'changes more of the function',
      fence('typescript', `${signature} {`, '  let total = 1;', each, '  return total;', '}'),
    ],
    ['stops before the function does', fence('typescript', `${signature} {`, '  let total = 0;', each, '}')],
  ] as const)
    it(`is not put inside the function when it ${what}`, async () => {
      const { kind } = await askLines(script, loop, answer);
      assert.equal(kind, 'broken');
    });

  it('is not taken for one that declares a function of another name', async () => {
    const answer = fence(
      'typescript',
      'const add = (a: number, b: number) => a + b;',
      'total = values.reduce(add, 0);',
    );
    assert.deepEqual(await askLines(script, loop, answer), {
      kind: 'proposal',
      text: script.replace(
        / {2}for [^]*?\n {2}\}/u,
        () => '  const add = (a: number, b: number) => a + b;\n  total = values.reduce(add, 0);',
      ),
    });
  });

  describe('when these declare something of their own', () => {
    const box = `class Box {
  grow(by: number): void {
    const double = (x: number) => x * 2;
    this.tell();
  }
}
`;
    const grow = (...lines: readonly string[]): string =>
      fence('typescript', 'grow(by: number): void {', ...lines, '  this.tell();', '}');

    it('gives other lines in their place', async () => {
      assert.deepEqual(await askLines(box, [3, 3], grow('  let size = by;', '  size += 1;')), {
        kind: 'proposal',
        text: box.replace(/ {4}const.*/u, '    let size = by;\n    size += 1;'),
      });
    });

    it('is not put there when the rest of the function says the name that would go', async () => {
      const file = box.replace('tell()', 'tell(double(by))');
      const answer = grow('  let size = by;').replace('tell()', 'tell(double(by))');
      assert.equal((await askLines(file, [3, 3], answer)).kind, 'broken');
    });

    it('is not put there when nothing would come in their place', async () => {
      assert.equal((await askLines(box, [3, 3], grow())).kind, 'broken');
    });
  });
});
