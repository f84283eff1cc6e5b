import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostileCharacters } from '../../../src/edits/hostileCharacters.ts';

/** Words and marks as each script has them. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  Armenian: ['Այս', 'ֆունկցիան', 'վերադարձնում', 'է', 'արժեքը։'],
  Turkish: ['Kapı', 'sınıfı', 'ısıyı', 'okur', 'mı', 'açıldı'],
  Cherokee: ['ᎣᏏᏲ', 'ᏣᎳᎩ', 'ᎦᏬᏂᎯᏍᏗ'],
  Chinese: ['版本：', '（已弃用）', '返回', '值，', 'ＡＰＩ', '接口！'],
  Japanese: ['値を返す。', '「名前」', 'Ｗｅｂ', 'サーバー、', '（任意）', '～まで'],
  French: ['Valeur\u00A0:', '10\u202F000\u00A0€', 'prêt\u202F!'],
  Greek: ['Ποιος', 'είναι\u037E', 'τιμή'],
  Mongolian: ['ᠮᠣᠩᠭᠣᠯ\u180B', 'ᠪᠢᠴᠢᠭ'],
  mathematics: ['∀', '𝑥', '∈', 'ℝ', 'n', '−', '1', 'a', '∗', 'b', '1⁄2'],
};

const quotes = '"""';
const frames: readonly ((words: string) => string)[] = [
  (words) => `// ${words}.`,
  (words) => `  # ${words}`,
  (words) => `run(); // ${words}.`,
  (words) => `const text = "${words}";`,
  (words) => `print('${words}.')`,
  (words) => `/**\n * ${words}\n */`,
  (words) => `def f():\n    ${quotes}\n    ${words}\n    ${quotes}`,
  (words) => `-- ${words}`,
  (words) => `<!-- ${words} -->`,
  (words) => `; ${words}`,
];

describe('hostileCharacters', () => {
  for (const [script, samples] of Object.entries(scripts))
    it(`is no nuisance to ${script} in comments and strings`, () => {
      const isWide = script === 'Chinese' || script === 'Japanese';
      const between = isWide ? fc.constantFrom('', ' ', '\u3000') : fc.constant(' ');
      const chosen = fc.array(fc.constantFrom(...samples), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(chosen, between, fc.constantFrom(...frames), (words, blank, frame) => {
          const text = frame([samples[0], ...words].join(blank));
          assert.deepEqual(hostileCharacters('', text), [], text);
        }),
      );
    });

  it('is no nuisance to text without comments that is in a wide script', () =>
    assert.deepEqual(hostileCharacters('', '# 版本（v1）\n\u3000説明：ＡＰＩの\u3000一覧！\n'), []));

  it('knows a Turkish file by its letters', () => {
    assert.deepEqual(hostileCharacters('// ağ yok', 'let kapıNo = 1;'), []);
    assert.equal(hostileCharacters('// yok', 'let kapıNo = 1;').length, 1);
  });

  it('leaves raised letters, numbers and signs', () =>
    assert.deepEqual(hostileCharacters('', '1ª vez, nº 2, x², 1ˢᵗ, Ⅳ, ½, ™, ℝ'), []));

  it('takes no apostrophe, address, private name or unclosed mark for the begin of prose', () => {
    for (const code of [
      "it's \u00A0a's",
      'http://a \u00A0b',
      'this.#a\u00A0b',
      'ls /*\u00A0b',
      'i--\u00A0b',
      'a; b\u00A0c',
    ])
      assert.equal(hostileCharacters('', code).length, 1, code);
  });

  it('sees that a string and a block end', () => {
    for (const code of ['f("a", b\u00A0c)', "f('a\\'b', b\u00A0c)", '/* a\n*/ b\u00A0c', '"""a""" b\u00A0c'])
      assert.equal(hostileCharacters('', code).length, 1, code);
  });

  it('finds blanks at the ends of strings and comments', () => {
    for (const code of ["'admin\u00A0'", "'\u00A0admin'", '// done\u00A0', '#\u3000done'])
      assert.equal(hostileCharacters('', code).length, 1, code);
  });
});
