import assert from 'node:assert/strict';
import { blockAround } from '../../../src/edits/blockAround.ts';

/** The lines that are found for every line of a text: a text where `>` stands before those found from the line with `@`. */
function found(marked: string): void {
  const rows = marked.split('\n');
  const lines = rows.map((row) => row.slice(2));
  const cursor = rows.findIndex((row) => row[1] === '@');
  const marks = rows.flatMap((row, index) => (row.startsWith('>') ? [index] : []));
  const block = blockAround(lines, cursor);
  assert.deepEqual(
    block === undefined ? [] : [block.startLine, block.endLine],
    marks.length === 0 ? [] : [marks[0], marks.at(-1)],
    marked,
  );
}

describe('the function around a line where there is no grammar', () => {
  it('is found in languages with brackets', () => {
    found(
      [
        '  class Box {',
        '>   func width(of item: Item) -> Int {',
        '>     if item.isOpen {',
        '>@      return 0',
        '>     }',
        '>     return 1',
        '>   }',
        '  }',
      ].join('\n'),
    );
    found(
      ['  void', '> int Area::of(const Item& a)', '> {', '>@  return a.b(c);', '> }', '  int d;'].join('\n'),
    );
    found(
      [
        '> Future<void> load(',
        '>   String name,',
        '> ) async {',
        '>@  await open(name);',
        '> }',
        '  main() {}',
      ].join('\n'),
    );
    found(['> main() {', '>@  run();', '> }'].join('\n'));
    found(['> sub width {', '>@  my ($item) = @_;', '>   return 1;', '> }', '  1;'].join('\n'));
  });

  it('is found in languages of words and of indentation', () => {
    found(
      [
        '> function area(a)',
        '>@  if a > 1',
        '>     return 0',
        '>   end',
        '>   a',
        '> end',
        '  ',
        '  area(2)',
      ].join('\n'),
    );
    found(['> proc area(a: int): int =', '>   let b = a', '>@  b', '  ', '  echo area(2)'].join('\n'));
  });

  it('is found from its head and its last line', () => {
    found(['>@fun area(a: Int): Int {', '>   return a', '> }'].join('\n'));
    found(['> fun area(a: Int): Int {', '>   return a', '>@}'].join('\n'));
  });

  it('is no call, no statement and no text', () => {
    found(['  let a = area(', '   @  1,', '  )'].join('\n'));
    found(['  if isOpen(a) {', '   @close(a)', '  }'].join('\n'));
    found(['  return area(', '   @  1,', '  )'].join('\n'));
    found(['  One or two (or three):', '   @- a', '    - b'].join('\n'));
    found(['  a:', '   @b: c'].join('\n'));
    found(['  func area(a) {', '  }', ' @let b = 1'].join('\n'));
  });

  it('is not taken where its brackets do not come out even', () => {
    found(['  func area(a) {', '   @if a {', '      b()', '  #endif', '  }'].join('\n'));
  });
});
