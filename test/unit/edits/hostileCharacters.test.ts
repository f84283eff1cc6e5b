import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostileCharacters } from '../../../src/edits/hostileCharacters.ts';

describe('hostileCharacters', () => {
  it('names what can hide code, with its first line', () => {
    const after = 'a\nb\u202E // \u200B\nc\u{E0041}\n\uFFFD\u202E\uFE01';
    assert.deepEqual(hostileCharacters('', after), [
      { kind: 'bidi', codePoint: 'U+202E', name: 'RIGHT-TO-LEFT OVERRIDE', line: 1 },
      { kind: 'invisible', codePoint: 'U+200B', name: 'ZERO WIDTH SPACE', line: 1 },
      { kind: 'tag', codePoint: 'U+E0041', name: 'TAG CHARACTER', line: 2 },
      { kind: 'replacement', codePoint: 'U+FFFD', name: 'REPLACEMENT CHARACTER', line: 3 },
      { kind: 'invisible', codePoint: 'U+FE01', name: 'VARIATION SELECTOR', line: 3 },
    ]);
  });

  it('finds letters that look Latin in words that are, or that are nothing else', () => {
    assert.deepEqual(hostileCharacters('', 'const p\u0430ss = \u0441\u043E;'), [
      { kind: 'homoglyph', codePoint: 'U+0430', name: 'a', line: 0 },
      { kind: 'homoglyph', codePoint: 'U+0441', name: 'c', line: 0 },
      { kind: 'homoglyph', codePoint: 'U+043E', name: 'o', line: 0 },
    ]);
  });

  it('leaves words of other scripts, emoji and what the file had', () => {
    assert.deepEqual(hostileCharacters('', '// Привет, Ελλάδα, naïve, 日本語, ❤️, \u{1F600}, “quotes”'), []);
    assert.deepEqual(hostileCharacters('x\u202E', 'y\n\u202E'), []);
  });

  it('counts control characters, but not tabs, form feeds and carriage returns', () => {
    assert.deepEqual(hostileCharacters('', '\t\f\r'), []);
    assert.deepEqual(
      hostileCharacters('', '\0\u001B[2J').map(({ codePoint }) => codePoint),
      ['U+0000', 'U+001B'],
    );
  });

  for (const [what, code, name] of [
    ['a letter of a click language as a mark', 'environmentǃ=production', '!'],
    ['a question mark of Greek', 'run()\u037E', ';'],
    ['a division sign in an address', "const page = 'https://good.example\u2215evil.example';", '/'],
    ['a fullwidth letter in a word', 'ev\uFF41l(x)', 'a'],
    ['a fullwidth word', '\uFF4F\uFF53.system(x)', 'o'],
    ['a fullwidth word that is called in a comment', '// \uFF45\uFF56\uFF41\uFF4C(x)', 'e'],
    ['a mathematical word', '\u{1D4EE}\u{1D4FF}\u{1D4EA}\u{1D4F5}(x)', 'e'],
    ['a ligature in a word', 'con\uFB01g', 'fi'],
    ['a Cherokee letter in a word', 'isᎪdmin', 'A'],
    ['an Armenian letter in a word', 'sessiոn', 'n'],
    ['a dotless i in a name', 'isAdm\u0131n()', 'i'],
    ['a fullwidth mark', 'if (a \uFF1D b)', '='],
    ['a minus of mathematics', 'rm \u2212rf', '-'],
  ] as const)
    it(`finds ${what}`, () => {
      const [first] = hostileCharacters('', code);
      assert.deepEqual([first?.kind, first?.name], ['homoglyph', name]);
    });

  for (const [code, name] of [
    ['\u00A0', 'NO-BREAK SPACE'],
    ['\u2003', 'EM SPACE'],
    ['\u3000', 'IDEOGRAPHIC SPACE'],
    ['\u2800', 'BRAILLE PATTERN BLANK'],
    ['\u206A', 'INHIBIT SYMMETRIC SWAPPING'],
    ['\u180B', 'MONGOLIAN FREE VARIATION SELECTOR ONE'],
    ['\u17B4', 'KHMER VOWEL INHERENT AQ'],
    ['\uFFF9', 'INTERLINEAR ANNOTATION ANCHOR'],
  ] as const)
    it(`finds ${name} in code`, () =>
      assert.deepEqual(
        hostileCharacters('', `let a\n= ${code}b;`).map(({ kind, name: found, line }) => [kind, found, line]),
        [['invisible', name, 1]],
      ));

  it('finds every character that is not drawn, beside any code', () => {
    const hidden = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code > 0x7f && (code < 0xd800 || code > 0xdfff) && code !== 0xfe0f)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /[\p{Default_Ignorable_Code_Point}\p{Zs}\p{Bidi_Control}]/u.test(character));
    fc.assert(
      fc.property(fc.constantFrom(...hidden), fc.constantFrom('a', 'if ', '('), (character, text) => {
        const found = hostileCharacters('', `${text}${character}b`).map(({ codePoint }) => codePoint);
        const code = character.codePointAt(0) ?? 0;
        assert.deepEqual(found, [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`]);
      }),
    );
  });

  it('finds another shape of a letter in every word that has plain ones, and nothing that the file has', () => {
    const fullwidth = fc.integer({ min: 0xff41, max: 0xff5a });
    const mathematical = fc.integer({ min: 0x1d5ba, max: 0x1d5d3 });
    const word = fc.stringMatching(/^[a-z]{1,6}$/u);
    fc.assert(
      fc.property(word, fc.oneof(fullwidth, mathematical), word, (before, code, after) => {
        const letter = String.fromCodePoint(code);
        const text = `// ${before}${letter}${after}`;
        const found = hostileCharacters('', text).map(({ name }) => name);
        assert.deepEqual(found, [letter.normalize('NFKC')]);
        assert.deepEqual(hostileCharacters(letter, text), []);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const line = `"値：１０"（ａ）'´\u00A0/* it's ＡＰＩ "`;
    const lines = hostileCharacters('', `${line}\n`.repeat(5000));
    const oneLine = hostileCharacters('', line.repeat(5000));
    assert.deepEqual([lines.length, oneLine.length], [4, 4]);
  });
});
