import assert from 'node:assert/strict';
import { isElided, isLeftOutMark } from '../../../src/edits/elision.ts';

const original = ['function f() {', '  one();', '  two();', '  three();', '}'];

function withLine(line: string): readonly string[] {
  return ['function f() {', line, '}'];
}

describe('isElided', () => {
  it('finds what models write for code they left out, in any comment syntax', () => {
    for (const line of [
      '  // ... existing code ...',
      '  # ... rest of the function',
      '  /* … remaining lines … */',
      '  -- ... unchanged',
      '  <!-- ... rest of the page ... -->',
      '  ; ... same as before',
      '  {/* ... other items ... */}',
      '  // rest unchanged',
      '  // The rest of the code remains the same',
      '  // (unchanged) ...',
      '  // existing code here',
      '  // your code here',
      '  // omitted for brevity',
      '  // same as before',
      '  // ...',
      '  one(); // ... rest of it',
      '  if (a) { /* ... existing code ... */ }',
    ])
      assert.equal(isElided(withLine(line), original, ''), true, line);
  });

  it('leaves comments that are comments', () => {
    for (const line of [
      '  // the remaining tokens are kept for the next call',
      '  // waits for the others...',
      '  # counts the rest',
      '  const text = "// ...";',
      '  ...rest,',
      '  ...',
      '  // TODO',
    ])
      assert.equal(isElided(withLine(line), original, ''), false, line);
  });

  it('needs something to be missing', () => {
    assert.equal(isElided(['// ... existing code ...', ...original], original, ''), false);
    assert.equal(isElided([...original.slice(0, 4), '// ...', '}'], original, ''), false);
    assert.equal(isElided(['a();'], original, ''), false);
  });

  it('leaves marks that the file already had', () => {
    assert.equal(isElided(withLine('// ... rest'), original, 'x\n  // ... rest\n'), false);
  });

  it('counts only a certain mark in new code', () => {
    assert.equal(isElided(withLine('// ... existing code ...'), [], ''), true);
    assert.equal(isElided(withLine('// ...'), [], ''), false);
  });
});

describe('isLeftOutMark', () => {
  it('is true for a line that is nothing else', () => {
    assert.equal(isLeftOutMark('// ... rest of the file ...'), true);
    assert.equal(isLeftOutMark('a(); // ... rest of the file ...'), false);
    assert.equal(isLeftOutMark('// ...'), false);
  });
});

describe('isLeftOutMark in time', () => {
  it('reads a comment full of blanks, stars or dots at once', function () {
    this.timeout(1000);
    for (const filler of [' ', '*', '.', '/*', '#']) {
      assert.equal(isLeftOutMark(`// x${filler.repeat(20_000)}y`), false);
      assert.equal(isLeftOutMark(`// x${filler.repeat(140)}y`), false);
    }
  });
});
