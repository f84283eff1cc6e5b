import assert from 'node:assert/strict';
import { linesInStrings } from '../../../src/edits/linesInStrings.ts';

const inside = (code: string, ...strings: readonly string[]): readonly number[] => [
  ...linesInStrings(code.split('\n'), strings),
];

describe('Lines that continue a string', () => {
  it('are all of the string but its first', () => {
    assert.deepEqual(inside('a\n`b\nc\nd`\ne', '`b\nc\nd`'), [2, 3]);
    assert.deepEqual(inside('`a\nb`\n`a\nb`\n`\n`', '`a\nb`', '`a\nb`', '`\n`'), [1, 3, 5]);
    assert.deepEqual(inside('a\nb'), []);
  });

  it('are those of the strings that are in this part of the code', () => {
    assert.deepEqual(inside('x\n`c\nd`', '`a\nb`', '`c\nd`'), [2]);
  });

  it('are found at once in a long text with many of them', () => {
    const strings = Array.from({ length: 20_000 }, (_, index) => `\`${index}\n\``);
    assert.equal(inside(strings.join('\n'), ...strings).length, strings.length);
  });
});
