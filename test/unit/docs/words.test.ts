import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cleanCodeLine,
  outsideCode,
  toParagraphs,
  toSentence,
  withFullStop,
  wrap,
  wrapParagraphs,
} from '../../../src/docs/words.ts';

describe('Words', () => {
  it('become paragraphs and list items', () => {
    const text = 'One\r\n two\n\n* a\n  more\n2. b\n\n\n  # Three\n> four';
    assert.deepEqual(toParagraphs(text), ['One two', '- a more', '- b', 'Three > four']);
    assert.deepEqual(toParagraphs(' \n\t\n'), []);
  });

  it('lose fenced blocks, but nothing behind a fence that does not close', () => {
    assert.deepEqual(toParagraphs('a\n```js\ncode\n```\nb'), ['a', 'b']);
    assert.deepEqual(toParagraphs('a\n~~~\nb'), ['a', 'b']);
    assert.deepEqual(toParagraphs('a ```` b ~~~~ c """ d'), ["a ` b ~ c ' d"]);
  });

  it('lose what cannot be seen', () => {
    assert.deepEqual(toParagraphs('a\u202Eb\u200Bc\u0000d\u{E0041}e\uFE0Ff\uFEFFg\u0085h\uD800'), [
      'abcdefgh\uFFFD',
    ]);
    assert.equal(cleanCodeLine('\tx\u2066y\u0007  '), '\txy');
  });

  it('become one sentence, or nothing', () => {
    assert.equal(toSentence('a\n\n- b\n- c'), 'a b c');
    assert.equal(toSentence('\u200B'), undefined);
    assert.equal(toSentence(undefined), undefined);
  });

  it('get a full stop only where one is missing', () => {
    assert.deepEqual(['a', 'a.', 'a?', 'f()', '和', 'a:', 'a\\'].map(withFullStop), [
      'a.',
      'a.',
      'a?',
      'f().',
      '和',
      'a:',
      'a\\.',
    ]);
  });

  it('are changed outside of inline code only', () => {
    assert.equal(
      outsideCode('a `a` a ` a', (plain) => plain.replaceAll('a', 'b')),
      'b `a` b ` b',
    );
  });

  it('are wrapped between words, never inside inline code', () => {
    assert.deepEqual(wrap('aa bb `c d` ee', { width: 8, first: '* ', rest: '  ' }), [
      '* aa bb',
      '  `c d`',
      '  ee',
    ]);
    assert.deepEqual(wrap('aaaaaaaaaaaa b', { width: 5 }), ['aaaaaaaaaaaa', 'b']);
    assert.deepEqual(wrap('', { width: 5, first: 'x' }), ['x']);
  });

  it('never begin a line with what would mean something there', () => {
    assert.deepEqual(wrap('aaaa @bb - cc # dd 12. ee \\@ff', { width: 6 }), [
      'aaaa @bb -',
      'cc #',
      'dd 12.',
      'ee \\@ff',
    ]);
  });

  it('keep list items together and paragraphs apart', () => {
    assert.deepEqual(wrapParagraphs(['a', '- b b b', '- c', 'd'], 5), [
      'a',
      '',
      '- b b',
      '  b',
      '- c',
      '',
      'd',
    ]);
  });

  it('are all kept, in order, within the width unless one is too long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 5, max: 40 }),
        (all, width) => {
          const lines = wrap(all.join(' '), { width });
          assert.equal(lines.join(' '), all.join(' '));
          for (const line of lines) assert.ok(line.length <= width || !line.includes(' '));
        },
      ),
    );
  });
});

describe('Words of absurd size', () => {
  it('are wrapped, too', () => {
    const word = 'a'.repeat(4_000_000);
    assert.deepEqual(wrap(word, { width: 80 }), [word]);
  });
});
