import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinedAnswers, wholeLines } from '../../../src/edits/continuation.ts';

const line = fc.constantFrom('}', '', '  }', 'a', 'return 1;', '```', '  // same', 'x\r');
const repetitive = fc.array(line, { minLength: 1, maxLength: 20 });
/** No two alike, and none that could be the fence of a second part. */
const distinct = repetitive.map((lines) =>
  lines.map((text, index) => `${text.replaceAll('`', '')} ${index}`),
);

interface Cut {
  readonly whole: string;
  readonly first: string;
  readonly rest: string;
}

/** An answer, broken off anywhere, and what goes on from its last whole line with some lines said again. */
function cuts(lines: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Cut> {
  return fc.tuple(lines, fc.nat(), fc.nat(), fc.constantFrom('', '\n')).map(([given, at, again, end]) => {
    const whole = given.join('\n') + end;
    const first = wholeLines(whole.slice(0, at % (whole.length + 1)));
    const said = first.split('\n').length - 1;
    const from = said - (again % (said + 1));
    return { whole, first, rest: whole.split('\n').slice(from).join('\n') };
  });
}

describe('the parts of an answer', () => {
  it('make the whole again, whatever the cut and however much is said twice', () =>
    fc.assert(
      fc.property(cuts(distinct), ({ whole, first, rest }) => {
        assert.equal(joinedAnswers(first, rest)[0], whole);
      }),
      { numRuns: 2000 },
    ));

  it('make the whole again as one of few readings where its lines repeat each other', () =>
    fc.assert(
      fc.property(cuts(repetitive.filter((lines) => lines.length < 6)), ({ whole, first, rest }) => {
        const found = joinedAnswers(first, rest);
        assert.ok(found.includes(whole), JSON.stringify(found));
        assert.ok(found.length <= 16);
      }),
      { numRuns: 2000 },
    ));

  it('make the whole again when the second has words and a fence of its own', () =>
    fc.assert(
      fc.property(
        distinct,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', 'Going on:\n\n'),
        (lines, at, again, words) => {
          const whole = ['Here it is:', '```ts', ...lines, '```', ''].join('\n');
          const cut = 2 + (at % lines.length);
          const first = `${whole.split('\n').slice(0, cut).join('\n')}\n`;
          const from = cut - (again % (cut - 1));
          const rest = `${words}\`\`\`ts\n${whole.split('\n').slice(from).join('\n')}`;
          assert.equal(joinedAnswers(first, rest)[0], whole);
        },
      ),
    ));

  it('keep the fence that ends the code, when only that was missing', () => {
    assert.equal(joinedAnswers('```ts\nlet a;\n', '```\n')[0], '```ts\nlet a;\n```\n');
    assert.equal(
      joinedAnswers('```ts\nlet a;\n', '```\nThat is all.')[0],
      '```ts\nlet a;\n```\nThat is all.',
    );
  });

  it('go on in a fence that is opened anew without a tag', () => {
    assert.equal(joinedAnswers('```ts\nlet a;\n', '```\nlet b;\n```\n')[0], '```ts\nlet a;\nlet b;\n```\n');
  });

  it('have no blank line between them that only stands before what is said again', () => {
    assert.ok(joinedAnswers('a\nb\n', '\n\nb\nc\n').includes('a\nb\nc\n'));
  });

  it('may be one that begins anew at an earlier line, in other words', () => {
    const joins = joinedAnswers('```ts\na {\n  b {\n    c;\n', '  b {\n    other;\n  }\n}\n```\n');
    assert.equal(joins.at(-1), '```ts\na {\n  b {\n    other;\n  }\n}\n```\n');
  });

  it('are gone on from the last whole line', () => {
    assert.equal(wholeLines('a\nb\nc'), 'a\nb\n');
    assert.equal(wholeLines('abc'), '');
    assert.equal(wholeLines('a\n'), 'a\n');
  });
});
