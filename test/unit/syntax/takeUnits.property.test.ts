import assert from 'node:assert/strict';
import type { SyntaxTree, Unit } from '../../../src/syntax/syntax.ts';
import { intended, makeCase } from '../../soak/cases.ts';
import { createRandom } from '../../soak/random.ts';
import type { Random } from '../../soak/random.ts';
import { syntax } from '../../support/syntax.ts';

/** All that a tree says of its units; a unit is named by its number. */
function described(tree: SyntaxTree): readonly unknown[] {
  const units = tree.units();
  const numberOf = (unit: Unit | undefined): number | undefined => unit && units.indexOf(unit);
  return units.map((unit) => [
    { ...unit, parent: numberOf(unit.parent) },
    tree.headerOf(unit),
    tree.signatureOf(unit),
    tree.columnOf(unit),
    tree.adornmentsOf(unit),
    tree.nodeOf(unit).type,
    tree.commentsAbove(unit).map((comment) => comment.text),
  ]);
}

const pieces = [
  '}',
  '{',
  '(',
  '"',
  "'''",
  '/*',
  '*/',
  '\n\n',
  ' ',
  'x',
  ';',
  'end',
  ':',
  '@a\n',
  '// b\n',
  '# c\n',
];

/** A text with something taken away, put in or doubled: whole lines mostly, as people and models do, and sometimes anything. */
function edited(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.int(0, lines.length - 1);
  const count = random.int(1, random.pick([1, 3, 12]));
  const some = lines.slice(at, at + count);
  switch (random.int(0, 5)) {
    case 0:
      return lines.toSpliced(at, count).join('\n');
    case 1:
      return lines.toSpliced(random.int(0, lines.length), 0, ...some).join('\n');
    case 2:
      return lines.toSpliced(at, count, ...some.map((line) => `  ${line}`)).join('\n');
    case 3:
      return lines.toSpliced(at, count, ...some.map((line) => line.replace(/\w+/u, 'other'))).join('\n');
    case 4:
      return lines
        .toSpliced(at, 0, random.pick(['// a', '# a', '/** a */', '-- a', '@a', '#[a]', '']))
        .join('\n');
    default: {
      const index = random.int(0, text.length);
      return text.slice(0, index) + random.pick(pieces) + text.slice(index + random.int(0, 2));
    }
  }
}

describe('The units of a text that differs in one part', function () {
  this.timeout(240_000);

  it('are those that a reading of the whole text finds, whatever was changed', async () => {
    const count = Number(process.env['OPENCRATES_TAKE_CASES'] ?? 400);
    let compared = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const random = createRandom(seed);
      const given = makeCase(random);
      if (given.before.length > 800) continue;
      const before = given.before.join('\n');
      const { languageId } = given.shape;
      using tree = await syntax.parse(languageId, before);
      if (tree === undefined) continue;
      tree.units();
      for (const after of [intended(given).join('\n'), edited(before, random), edited(before, random)]) {
        using taken = await syntax.reparse(tree, after);
        // The same parse by a tree whose units nobody has asked for.
        using fresh = await syntax.parse(languageId, before);
        using whole = fresh && (await syntax.reparse(fresh, after));
        // A text that is broken enough is given up.
        if (taken === undefined || whole === undefined) continue;
        compared += 1;
        assert.deepEqual(described(taken), described(whole), `seed ${seed}, ${languageId}`);
      }
    }
    assert.ok(compared > 2.5 * count, `${compared} texts`);
  });
});
