import assert from 'node:assert/strict';
import { fenceTag, isFileNameLine, isForeignTag, languageFamily } from '../../../src/edits/fenceLanguage.ts';

describe('fenceTag', () => {
  it('reads the forms models write', () => {
    const infos = [
      'ts',
      'TS src/a.ts',
      'ts:src/a.ts',
      '{.python}',
      'language-rust',
      'title="a.py"',
      'src/a.go',
      '12:20:src/a.java',
      '',
    ];
    assert.deepEqual(infos.map(fenceTag), [
      'ts',
      'ts',
      'ts',
      'python',
      'rust',
      'title="a.py"',
      'go',
      'java',
      '',
    ]);
  });
});

describe('isForeignTag', () => {
  it('is true only for known tags of another family', () => {
    assert.equal(isForeignTag('python', 'typescript'), true);
    assert.equal(isForeignTag('js', 'typescript'), false);
    assert.equal(isForeignTag('c', 'cpp'), false);
    assert.equal(isForeignTag('text', 'typescript'), false);
    assert.equal(isForeignTag('python', 'plaintext'), false);
    assert.equal(isForeignTag('js', 'html'), false);
    assert.equal(languageFamily('nothing'), undefined);
  });
});

describe('isFileNameLine', () => {
  it('knows lines that only name a file of the language', () => {
    for (const line of ['// src/median.ts', 'median.ts', '/* file: a/b.tsx */', '// File: @scope/x.ts'])
      assert.equal(isFileNameLine(line, 'typescript'), true, line);
    assert.equal(isFileNameLine('# tools/a.py:', 'python'), true);
  });

  it('leaves code and other comments', () => {
    for (const line of ['// see median.ts for more', 'a.value;', '// median.py', 'x = 1', '// e.g.', ''])
      assert.equal(isFileNameLine(line, 'typescript'), false, line);
  });
});
