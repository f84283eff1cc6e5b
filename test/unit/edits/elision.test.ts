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

  it('finds a comment that stands for code in words that others use for code that is there', () => {
    const long = ['function f() {', ...Array.from({ length: 9 }, (_, at) => `  step(${at});`), '}'];
    const standing = (line: string): readonly string[] => ['function f() {', '  step(0);', line, '}'];
    for (const line of [
      '  // (other steps unchanged)',
      '  // implementation omitted',
      '  // same steps',
      '  # [truncated]',
    ])
      assert.equal(isElided(standing(line), long, ''), true, line);
    for (const line of ['  // steps as they were', '  // .. existing code ..'])
      assert.equal(isElided(standing(line), long, ''), true, line);
    assert.equal(isElided([...long.slice(0, 7), '  // and so on', '}'], long, ''), false);
    assert.equal(isElided([...long.slice(0, 7), '  // same steps', '}'], long, ''), true);
    assert.equal(
      isElided(['function f() {', '  // all steps at once', '  steps(0, 9);', '}'], long, ''),
      false,
    );
    assert.equal(
      isElided(['function f() {', '  // checks the other fields', '  step(1);', '}'], long.slice(0, 3), ''),
      false,
    );
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
