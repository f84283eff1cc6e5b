import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { visibleText } from '../../../src/editor/visibleText.ts';

describe('visibleText', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a character that reverses the text after it', 'admin\u202E // check', 'admin⟦U+202E⟧ // check'],
    ['a zero-width space', 'pay\u200Bload', 'pay⟦U+200B⟧load'],
    ['a joiner between Latin letters', 'a\u200Db', 'a⟦U+200D⟧b'],
    ['tag characters', 'hi\u{E0041}', 'hi⟦U+E0041⟧'],
    ['an escape character', '\u001B[31m', '⟦U+001B⟧[31m'],
    ['a variation selector after a letter', 'a\uFE01', 'a⟦U+FE01⟧'],
    ['a line separator', 'a\u2028b', 'a⟦U+2028⟧b'],
  ];
  for (const [what, text, shown] of cases) {
    it(`spells out ${what}`, () => assert.equal(visibleText(text), shown));
  }

  it('keeps what belongs to an emoji', () => {
    const text = '❤️ 1️⃣ \u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F44D}\u{1F3FD}';
    assert.equal(visibleText(text), text);
  });

  it('keeps the non-joiner that spells a Persian word', () => {
    assert.equal(visibleText('می\u200Cخواهم'), 'می\u200Cخواهم');
  });

  it('keeps tabs and line ends', () => assert.equal(visibleText('a\tb\r\nc\n'), 'a\tb\r\nc\n'));

  it('leaves no direction control in any text', () => {
    const hostile = fc.constantFrom('\u202E', '\u2066', '\u200F', '\u200B', 'a', '\u{1F468}', 'م');
    fc.assert(
      fc.property(fc.array(hostile), (parts) => {
        assert.doesNotMatch(visibleText(parts.join('')), /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u200B]/u);
      }),
    );
  });
});
