import assert from 'node:assert/strict';
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
});
