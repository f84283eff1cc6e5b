import assert from 'node:assert/strict';
import { expandElision } from '../../../src/edits/expandElision.ts';

/** What becomes of code with marks in it; every word is a line, `…` is a mark. */
function expand(original: string, code: string): string | undefined {
  const lines = original.split(' ');
  return expandElision(code.split(' '), lines, lines.join('\n'))?.join(' ');
}

describe('A mark of left-out code', () => {
  it('stands for what is between the lines beside it', () => {
    assert.equal(expand('head a b c d end', 'head new b … d end'), 'head new b c d end');
    assert.equal(expand('head a b c d end', 'head … d new end'), 'head a b c d new end');
  });

  it('is refused where the two lines below it are there twice: what is between may be meant to go', () => {
    assert.equal(expand('head a x y b x y end', 'head new a … x y end'), undefined);
    assert.equal(expand('head a x y b x y c end', 'head a … x y c new end'), undefined);
  });

  it('is refused where the two lines above it are there twice', () => {
    assert.equal(expand('head x y a x y b c end', 'head x y … c end'), undefined);
    assert.equal(expand('head x y a x y b c end', 'head new a x y … c end'), undefined);
  });

  it('stands before lines that only close the code, whatever else the same close further above', () => {
    assert.equal(expand('head a { } } b { } } }', 'head new a … } } }'), 'head new a { } } b { } } }');
  });

  it('stands after the first two lines of the code, though they come again further below', () => {
    assert.equal(expand('head x a b head x c end', 'head x … c new'), 'head x a b head x c new');
  });
});
