import assert from 'node:assert/strict';
import { placeHunk } from '../../../src/edits/placeHunk.ts';
import { placeLines } from '../../../src/edits/placeLines.ts';
import type { PlaceHints, PlaceOutcome } from '../../../src/edits/placeLines.ts';

const file = [
  'class A:',
  '    def one(self):',
  '        go()',
  '        return "it"  ',
  '',
  'class B:',
  '    def one(self):',
  '        go()',
  '        return "it is a rather long line"',
];

function place(wanted: readonly string[], hints: Partial<PlaceHints> = {}): PlaceOutcome {
  return placeLines(file, wanted, { ranges: [], ...hints });
}

describe('placeLines', () => {
  it('finds lines that are there once, on the first rung that knows them', () => {
    assert.deepEqual(place(['class B:']), { kind: 'placed', line: 5, rung: 0 });
    assert.deepEqual(place(['        return "it"']), { kind: 'placed', line: 3, rung: 1 });
    assert.deepEqual(place(['go()', 'return "it"']), { kind: 'placed', line: 2, rung: 2 });
    assert.deepEqual(place(['return “it”']), { kind: 'placed', line: 3, rung: 3 });
    assert.deepEqual(place(['return "it is a rather long lime"']), { kind: 'placed', line: 8, rung: 4 });
  });

  it('guesses neither where nothing is alike nor where more than one place is', () => {
    assert.deepEqual(place(['stop()']), { kind: 'absent' });
    assert.deepEqual(place(['return "is"']), { kind: 'absent' });
    assert.deepEqual(place(['']), { kind: 'absent' });
    assert.deepEqual(place(['        go()']), { kind: 'ambiguous' });
  });

  it('takes lines for moved only when all are moved alike', () => {
    assert.deepEqual(place(['def one(self):', 'go()', 'return "it"']), { kind: 'absent' });
  });

  it('chooses by the line that is said, by the range around, and by what stands above', () => {
    assert.deepEqual(place(['        go()'], { line: 7 }), { kind: 'placed', line: 7, rung: 0 });
    assert.deepEqual(place(['        go()'], { line: 4 }), { kind: 'ambiguous' });
    const ranges = [{ startLine: 5, endLine: 8 }];
    assert.deepEqual(place(['        go()'], { ranges }), { kind: 'placed', line: 7, rung: 0 });
    const scopes = ['class B:', '    def one(self):'];
    assert.deepEqual(place(['        go()'], { scopes }), { kind: 'placed', line: 7, rung: 0 });
  });

  it('chooses the one place inside what is said to stand above', () => {
    assert.deepEqual(place(['        go()'], { scopes: ['class A:'] }), { kind: 'placed', line: 2, rung: 0 });
  });

  it('does not choose by what stands above when that is unclear or not there', () => {
    for (const scopes of [['    def one(self):'], ['class C:'], []])
      assert.deepEqual(place(['        go()'], { scopes }), { kind: 'ambiguous' });
    const twice = ['f(): {', '  go()', '  go()', '}', '  go()'];
    assert.deepEqual(placeLines(twice, ['  go()'], { ranges: [], scopes: ['f(): {'] }), {
      kind: 'ambiguous',
    });
  });
});

describe('placeHunk', () => {
  it('gives added lines the indentation of the old ones, deeper and less deep too', () => {
    const tabs = ['class A {', '\tgo() {', '\t\tone();', '\t}', '}'];
    const hunk = {
      lines: [
        { kind: 'keep', text: '    go() {' },
        { kind: 'remove', text: '        one();' },
        { kind: 'add', text: '        if (a) {' },
        { kind: 'add', text: '            two();' },
        { kind: 'add', text: '  less();' },
      ],
    } as const;
    assert.deepEqual(placeHunk(tabs, hunk, { ranges: [] }), {
      kind: 'placed',
      edits: [{ startLine: 2, deleteCount: 1, lines: ['\t\tif (a) {', '\t\t\ttwo();', 'less();'] }],
    });
  });
});
