import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countLineEnds, readBytes } from '../../../src/edits/fileBytes.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', '', 'c\f', '\0', ' d '), { minLength: 1, maxLength: 12 })
  .map((lines) => lines.join('\n'));
const raw = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', '', '\0'), fc.constantFrom('\n', '\r\n', '\r')), {
      maxLength: 12,
    }),
    fc.constantFrom('', 'end'),
  )
  .map(([mark, lines, end]) => mark + lines.map((line) => line.join('')).join('') + end);

describe('readBytes', () => {
  it('gives every character of an unchanged file back', () =>
    fc.assert(
      fc.property(raw, (file) => {
        const bytes = readBytes(file);
        assert.equal(bytes.restore(bytes.text), file);
      }),
    ));

  it('gives the text that is asked for, with endings the file has', () =>
    fc.assert(
      fc.property(raw, text, (file, after) => {
        const result = readBytes(file).restore(after);
        assert.equal(readBytes(result).text, after);
        const of = (from: string): Set<string> => new Set(from.match(/\r\n|\n|\r/gu));
        const known = of(file);
        if (known.size > 0)
          assert.deepEqual(
            [...of(result)].filter((ending) => !known.has(ending)),
            [],
          );
      }),
    ));

  it('lets new lines end as those they replace, and more of them as the line above', () => {
    const { restore } = readBytes('a\r\nb\nc\r\nd');
    assert.equal(restore('a\nB\nc\nd'), 'a\r\nB\nc\r\nd');
    assert.equal(restore('a\nx\nb\nc\nd'), 'a\r\nx\r\nb\nc\r\nd');
    assert.equal(restore('a\nb\nc\nd\ne'), 'a\r\nb\nc\r\nd\r\ne');
    assert.equal(restore('a\nc\nD'), 'a\r\nc\r\nD');
    assert.equal(restore('b'), 'b');
  });

  it('keeps the byte order mark and a missing final newline', () => {
    assert.equal(readBytes('\uFEFFa\r\nb').text, 'a\nb');
    assert.equal(readBytes('\uFEFFa\r\nb').restore('c\nb'), '\uFEFFc\r\nb');
    assert.equal(readBytes('').restore('a\nb\n'), 'a\nb\n');
  });
});

describe('countLineEnds', () => {
  it('counts each kind of line end once', () => {
    assert.deepEqual(countLineEnds('a\r\nb\nc\rd\r\n'), { lf: 1, crlf: 2, cr: 1 });
    assert.deepEqual(countLineEnds('\uFEFF'), { lf: 0, crlf: 0, cr: 0 });
  });
});
