import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorQuote } from '../../../src/findings/anchor.ts';
import type { Placement } from '../../../src/findings/anchor.ts';

const file = `import { read } from 'files';

export function first(rows) {
  const all = read(rows);
  if (all.length === 0) {
    return undefined;
  }
  return all[0];
}

export function last(rows) {
  const all = read(rows);
  return all[all.length];
}
const tableHeight = height(3);
`;
const first = { startLine: 2, endLine: 8 };
const last = { startLine: 10, endLine: 13 };
const absent: Placement = { kind: 'notPlaced', reason: 'absent' };
const ambiguous: Placement = { kind: 'notPlaced', reason: 'ambiguous' };

function at(startLine: number, startCharacter: number, endLine: number, endCharacter: number): Placement {
  return { kind: 'placed', startLine, startCharacter, endLine, endCharacter };
}

describe('anchorQuote', () => {
  it('places a line that stands once, without its indentation', () => {
    assert.deepEqual(anchorQuote(file, 'return all[0];'), at(7, 2, 7, 16));
    assert.deepEqual(anchorQuote(file, '    return undefined;\n'), at(5, 4, 5, 21));
    assert.deepEqual(anchorQuote(file, 'all[all.length]'), at(12, 9, 12, 24));
  });

  it('places several lines, whatever their indentation and blanks', () => {
    const quote = 'if (all.length === 0) {\n  return undefined;\n}';
    assert.deepEqual(anchorQuote(file, quote), at(4, 2, 6, 3));
    assert.deepEqual(anchorQuote(file, 'if ( all.length===0 ) {'), at(4, 2, 4, 25));
  });

  it('counts characters as the editor does', () => {
    assert.deepEqual(anchorQuote('// 😀\nsay( "😀" ) // 😀', 'say("😀") // 😀'), at(1, 0, 1, 17));
  });

  it('does not choose between equal places', () => {
    assert.deepEqual(anchorQuote(file, 'const all = read(rows);'), ambiguous);
    assert.deepEqual(anchorQuote(file, 'const all=read(rows);'), ambiguous);
  });

  it('lets the symbol settle which of several places is meant', () => {
    assert.deepEqual(anchorQuote(file, 'const all = read(rows);', first), at(3, 2, 3, 25));
    assert.deepEqual(anchorQuote(file, 'const all = read(rows);', last), at(11, 2, 11, 25));
    assert.deepEqual(anchorQuote(file, 'const all = read(rows);', { startLine: 0, endLine: 1 }), ambiguous);
  });

  it('places a quote that stands once even when the symbol is another', () => {
    assert.deepEqual(anchorQuote(file, 'return all[0];', last), at(7, 2, 7, 16));
  });

  it('takes the whole line when the quote is also a piece of others', () => {
    const text = 'total = price\ntotal = price * count\n';
    assert.deepEqual(anchorQuote(text, 'total = price'), at(0, 0, 0, 13));
    assert.deepEqual(anchorQuote(`${text}total = price`, 'total = price'), ambiguous);
  });

  it('does not find a word inside a longer one', () => {
    assert.deepEqual(anchorQuote(file, 'height'), at(14, 20, 14, 26));
    assert.deepEqual(anchorQuote(file, 'ableHeight'), absent);
  });

  it('places a piece of code that is cut inside a word when it stands once', () => {
    assert.deepEqual(anchorQuote(file, 'tableHeight = hei'), at(14, 6, 14, 23));
  });

  it('never places what says nothing', () => {
    for (const quote of ['}', '});', 'return', '} else {', 'return;', 'pass', '// ---- //']) {
      assert.deepEqual(anchorQuote(`${quote}\n`, quote), ambiguous, quote);
    }
    assert.deepEqual(anchorQuote(file, ' \n'), absent);
  });

  it('places a line with a slip in it inside the symbol, and nowhere else', () => {
    assert.deepEqual(anchorQuote(file, 'const all = reads(rows);', last), at(11, 2, 11, 25));
    assert.deepEqual(anchorQuote(file, 'const all = reads(rows);'), absent);
    assert.deepEqual(anchorQuote(file, 'const some = written(lines);', last), absent);
    assert.deepEqual(anchorQuote(file, 'const all = reads(rows);', { startLine: 0, endLine: 99 }), ambiguous);
  });

  it('compares as many lines as were quoted', () => {
    const quote = 'const all = reads(rows);\nreturn all[all.length];';
    assert.deepEqual(anchorQuote(file, quote, last), at(11, 2, 12, 25));
    assert.deepEqual(anchorQuote(file, `${quote}\n${quote}\n${quote}`, last), absent);
  });

  it('compares lines without the blank ones between them', () => {
    const text = 'function f() {\n\n  const sum = add(one, two);\n\n  return sum * factor;\n}';
    const quote = 'const sum = add(one, two);\nreturn sum * factors;';
    assert.deepEqual(anchorQuote(text, quote, { startLine: 0, endLine: 5 }), at(2, 2, 4, 22));
  });

  it('places whatever was copied from a place that is unique exactly there', () => {
    const line = fc.stringMatching(/^ {0,4}[a-z]{2,6} = [a-z]{2,6}\([a-z]{2,6}\);$/u);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        (lines, from, length) => {
          const startLine = from % lines.length;
          const endLine = Math.min(lines.length - 1, startLine + (length % 3));
          const text = lines.join('\n');
          const quote = lines.slice(startLine, endLine + 1).join('\n');
          fc.pre(text.split(quote.trim()).length === 2);
          const start = lines[startLine]?.search(/\S/u) ?? 0;
          assert.deepEqual(
            anchorQuote(text, quote),
            at(startLine, start, endLine, lines[endLine]?.length ?? 0),
          );
        },
      ),
    );
  });

  it('places only text that reads like the quote', () => {
    const word = fc.constantFrom('get', 'set', '(x)', ' = ', ';', '\n', '  ', 'return', '}');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.array(word, { maxLength: 6 }), (words, quoted) => {
        const [text, quote] = [words.join(''), quoted.join('')];
        const place = anchorQuote(text, quote);
        if (place.kind === 'notPlaced') return;
        const lines = text.split('\n').slice(place.startLine, place.endLine + 1);
        lines.push((lines.pop() ?? '').slice(0, place.endCharacter));
        const found = [(lines.shift() ?? '').slice(place.startCharacter), ...lines].join('\n');
        assert.equal(found.replaceAll(/\s/gu, ''), quote.replaceAll(/\s/gu, ''));
      }),
    );
  });
});

describe('anchorQuote in time', () => {
  /** Milliseconds that are far more than needed, and far less than what a square would take. */
  const limit = 2000;

  it('answers for a line of a megabyte that holds the quote in every word', function () {
    this.timeout(limit);
    assert.deepEqual(anchorQuote('var a=f(1);'.repeat(100_000), 'var a=f(1);'), ambiguous);
  });

  it('answers for a file that is the quote, line by line', function () {
    this.timeout(limit);
    assert.deepEqual(
      anchorQuote('same\n'.repeat(50_000), 'same', { startLine: 0, endLine: 40_000 }),
      ambiguous,
    );
  });

  it('does not compare long quotes letter by letter', function () {
    this.timeout(limit);
    const lines = Array.from({ length: 20_000 }, (_, at) => `  const value${at} = compute(${at});`);
    const quote = lines.slice(0, 50).join('\n').replaceAll('e', 'f');
    assert.deepEqual(anchorQuote(lines.join('\n'), quote, { startLine: 0, endLine: 2000 }), absent);
  });
});
