import assert from 'node:assert/strict';
import { languageTables } from '../../../src/syntax/languages/languageTables.ts';
import { createSyntaxTree } from '../../../src/syntax/syntaxTree.ts';
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

/** Files in which declarations are wrapped, decorated and grouped, as those of the generator are not. */
const wrapped: Readonly<Record<string, readonly string[]>> = {
  python: [
    'import os',
    '@app.get("/a")',
    'def a():',
    '    return 1',
    '',
    '# About b.',
    '@app.get("/b")',
    '@cached',
    'async def b():',
    '    return 2',
    '',
    'class P:',
    '    @property',
    '    def x(self):',
    '        return 1',
    '',
    '    @x.setter',
    '    def x(self, v):',
    '        pass',
    '',
    'def c():',
    '    return 3',
  ],
  go: [
    'package a',
    '// doc',
    'type (',
    '\tA struct {',
    '\t\tx int',
    '\t}',
    '',
    '\tB struct{}',
    ')',
    '// numbers',
    'const (',
    '\tC = 1',
    '\tD = 2',
    ')',
    'func e() {}',
    '',
    'func (a A) f() {}',
  ],
  typescript: [
    '// c',
    'export const',
    '  a = 1,',
    '  b = 2;',
    '/** About it. */',
    '@Component({ a })',
    'export class K {',
    '  // a member',
    '  @Input() x = 1;',
    '',
    '  @Once()',
    '  go() {',
    '    const f = () => 1;',
    '  }',
    '}',
    'namespace N { export function g() {} }',
    'export default function h() {}',
  ],
  rust: [
    '/// About it.',
    '#[derive(Debug)]',
    '// and',
    '#[serde(default)]',
    'pub struct A { x: i32 }',
    'impl A {',
    '    #[inline]',
    '    fn f(&self) {}',
    '',
    '    /// More.',
    '    pub fn g() {}',
    '}',
    'mod m { fn h() {} }',
  ],
  java: [
    'package a;',
    '/** About it. */',
    '@Deprecated',
    'class A {',
    '  @Override',
    '  public void f() {}',
    '  // x',
    '  int x = 1, y = 2;',
    '  enum E { A, B }',
    '}',
  ],
};

describe('The units of a text that differs in one part', function () {
  this.timeout(240_000);

  /** How many texts could be compared. */
  async function compare(
    languageId: string,
    before: string,
    texts: readonly string[],
    seed: number,
  ): Promise<number> {
    let compared = 0;
    using tree = await syntax.parse(languageId, before);
    if (tree === undefined) return 0;
    tree.units();
    for (const after of texts) {
      using taken = await syntax.reparse(tree, after);
      const table = languageTables.get(languageId);
      // A text that is broken enough is given up.
      if (taken === undefined || table === undefined) continue;
      compared += 1;
      const copy = taken.root.tree.copy();
      using whole = createSyntaxTree({ languageId, table, text: after, tree: copy });
      const words = `seed ${seed}, ${languageId}\n${before}\n=====\n${after}`;
      assert.deepEqual(described(taken), described(whole), words);
    }
    return compared;
  }

  it('are those that a reading of the whole text finds, whatever was changed', async () => {
    const count = Number(process.env['OPENCRATES_TAKE_CASES'] ?? 400);
    let compared = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const random = createRandom(seed);
      const [languageId, lines] = random.pick(Object.entries(wrapped));
      const more = Array.from({ length: random.int(0, 30) }, (_, at) => `// line ${at}`);
      const before = [...lines, '', ...(languageId === 'python' ? [] : more)].join('\n');
      const after = edited(before, random);
      compared += (await compare(languageId, before, [after, edited(after, random)], seed)) / 2;
    }
    for (let seed = 1; seed <= count; seed += 1) {
      const random = createRandom(seed);
      const given = makeCase(random);
      if (given.before.length > 800) continue;
      const before = given.before.join('\n');
      const { languageId } = given.shape;
      const texts = [intended(given).join('\n'), edited(before, random), edited(before, random)];
      compared += await compare(languageId, before, texts, seed);
    }
    assert.ok(compared > 2.5 * count, `${compared} texts`);
  });
});
