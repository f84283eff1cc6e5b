import assert from 'node:assert/strict';
import { applyLineEdits, lineEdits } from '../../../src/edits/lineEdits.ts';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { ask, fence } from './askUnit.ts';

// Each name is a promise; test/promises holds, for each, a fault in the sources that must make it fail.

/** A TypeScript file whose function `one` is asked about; `lines` are its body. */
function fileWith(...lines: readonly string[]): string {
  return ['// above', '', 'export function one() {', ...lines, '}', '', '// below', ''].join('\n');
}

const askOne = (file: string, ...lines: readonly string[]): Promise<AnswerOutcome> =>
  ask({ file, languageId: 'typescript', line: 2 }, fence('ts', 'export function one() {', ...lines, '}'));

/** Every text of up to `most` lines that are `a`, `b` or empty. */
function textsUpTo(most: number): readonly string[] {
  let texts: readonly (readonly string[])[] = [[]];
  const all: string[] = [];
  for (let count = 0; count < most; count += 1) {
    texts = texts.flatMap((lines) => ['a', 'b', ''].map((line) => [...lines, line]));
    all.push(...texts.map((lines) => lines.join('\n')));
  }
  return all;
}

/** How many lines two texts have in common at most, in order. */
function mostInCommon(one: readonly string[], other: readonly string[]): number {
  let row = other.map(() => 0);
  for (const line of one) {
    let diagonal = 0;
    let left = 0;
    row = row.map((above, index) => {
      left = line === other[index] ? diagonal + 1 : Math.max(above, left);
      diagonal = above;
      return left;
    });
  }
  return row.at(-1) ?? 0;
}

describe('It is promised that', function () {
  // The first test of a language loads its grammar.
  this.timeout(30_000);

  it('tabs stay identical', async () => {
    const file = fileWith('\tif (ready) {', '\t\treturn\t1;', '\t}', '\treturn 0;');
    const answer = ['    if (ready) {', '        return\t1;', '    }', '    return 2;'];
    assert.deepEqual(await askOne(file, ...answer), {
      kind: 'proposal',
      text: file.replace('return 0', 'return 2'),
    });
  });

  it('trailing blanks stay identical', async () => {
    const file = fileWith('  const zero = 0;  ', '   ', '  return zero;\t');
    const answer = ['  const zero = 0;', '', '  // Nothing.', '  return zero;'];
    assert.deepEqual(await askOne(file, ...answer), {
      kind: 'proposal',
      text: file.replace('  return', '  // Nothing.\n  return'),
    });
  });

  it('nested code fences stay identical', async () => {
    const body = ['  return `', '```sh', 'npm ci', '```', 'and', '```', 'npm test', '```', '`;'];
    const file = fileWith(...body);
    assert.deepEqual(await askOne(file, '  // How to.', ...body), {
      kind: 'proposal',
      text: file.replace('  return', '  // How to.\n  return'),
    });
  });

  it('HTML entities stay identical', async () => {
    const file = fileWith("  const less = '&lt;';", '  return less;');
    const answer = ["  const less = '&lt;';", "  const more = '&gt;';", '  return less + more;'];
    assert.deepEqual(await askOne(file, ...answer), { kind: 'proposal', text: fileWith(...answer) });
    const fresh = "  return '&amp;&quot;';";
    assert.deepEqual(await askOne(file, fresh), { kind: 'proposal', text: fileWith(fresh) });
  });

  it('$ stays identical', async () => {
    const file = fileWith('  return 0;').replace('// below', "const price = '$1 $& $$ $`';");
    const answer = ["  const text = `$1 $& $$ $' ${price}`;", "  return text.replace(/$/u, '$$');"];
    assert.deepEqual(await askOne(file, ...answer), {
      kind: 'proposal',
      text: file.replace('  return 0;', () => answer.join('\n')),
    });
  });

  it('} stays identical', async () => {
    const file = fileWith("  return '}';");
    const wanted = { kind: 'proposal', text: file.replace("'}'", "'}}'") };
    for (const answer of [["  return '}}';"], ["  return '}}';", '}']])
      assert.deepEqual(await askOne(file, ...answer), wanted);
    const withoutLast = fence('ts', 'export function one() {', "  return '}}';");
    assert.deepEqual(await ask({ file, languageId: 'typescript', line: 2 }, withoutLast), wanted);
  });

  it('what the change does not concern stays identical', async () => {
    const above = ['const a = 1;  ', '\tconst\tb = "\u00A0&lt;$1";', '\f', '// \0 ```', ''];
    const below = ['', 'export function two() {', '\treturn 0; \t', '  }', '', '  // no end'];
    const one = ['export function one() {', '  return 0;', '}'];
    const file = [...above, ...one, ...below].join('\n');
    const place = { file, languageId: 'typescript', line: above.length };
    const answer = one.map((line) => line.replace('0', '2'));
    // Models tidy what they repeat.
    const tidy = (lines: readonly string[]): readonly string[] => lines.map((line) => line.trim());
    for (const said of [
      fence('ts', ...answer),
      fence('ts', ...tidy(above).slice(0, 2), '', ...answer, ...tidy(below), ''),
      fence('diff', '@@', ...one.map((line) => `-${line}`), ...answer.map((line) => `+${line}`)),
      fence(
        'diff',
        '@@',
        ' export function one() {',
        '-  return 0;',
        '+  return 2;',
        ' }',
        '@@',
        '-  }',
        '+}',
      ),
    ]) {
      const outcome = await ask(place, said);
      const text = 'text' in outcome ? outcome.text : outcome.kind;
      assert.equal(text, file.replace('return 0', 'return 2'), said);
    }
  });

  it('the edit is a minimal line diff', () => {
    const texts = textsUpTo(4);
    for (const before of texts)
      for (const after of texts) {
        const edits = lineEdits(before, after);
        assert.equal(applyLineEdits(before, edits), after);
        const [one, other] = [before.split('\n'), after.split('\n')];
        const touched = edits.reduce((sum, edit) => sum + edit.deleteCount + edit.lines.length, 0);
        assert.equal(touched, one.length + other.length - 2 * mostInCommon(one, other));
      }
  });

  it('an incomplete answer is never taken for a complete one', async () => {
    const file = fileWith('  first();', '  second();', '  third();', '  return 0;');
    const place = { file, languageId: 'typescript', line: 2 };
    const answer = `Here:\n\n${fence('ts', 'export function one() {', '  return 1;', '}')}`;
    assert.equal((await ask(place, answer)).kind, 'proposal');
    const taken: string[] = [];
    for (let length = 0; length <= answer.length; length += 1) {
      const part = answer.slice(0, length);
      const { kind } = await ask(place, part, 'truncated');
      if (kind !== 'truncated') taken.push(`cut: ${part}`);
      const isOpen = part.includes('```ts') && length < answer.length;
      if (isOpen && (await ask(place, part)).kind !== 'truncated') taken.push(`without its end: ${part}`);
    }
    assert.deepEqual(taken, []);
  });

  it('an elided rest of the code is never taken for the code', async () => {
    const body = ['  first();', '  second();', '  third();', '  return 0;'];
    const elisions = [
      '  // ... existing code ...',
      '  // rest of the code',
      '  /* unchanged */',
      '  // … same as before',
    ];
    for (const elided of elisions) {
      const { kind } = await askOne(fileWith(...body), '  zeroth();', elided, '  return 1;');
      assert.equal(kind, 'elided', elided);
    }
  });
});
