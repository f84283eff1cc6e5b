import assert from 'node:assert/strict';
import {
  convertIndents,
  indentStyle,
  reindent,
  restoreTrailingBlanks,
} from '../../../src/edits/indentation.ts';

describe('indentStyle', () => {
  it('measures tabs, spaces and their step', () => {
    assert.deepEqual(indentStyle(['a', '\tb', '\t\tc']), { kind: 'tabs', size: 4 });
    assert.deepEqual(indentStyle(['a', '  b', '    c', 'd']), { kind: 'spaces', size: 2 });
    assert.deepEqual(indentStyle(['a', '    b', '', '    c', 'd']), { kind: 'spaces', size: 4 });
  });

  it('says when lines are mixed or say nothing', () => {
    assert.equal(indentStyle(['\ta', '  b']).kind, 'mixed');
    assert.deepEqual(indentStyle(['a', 'b', ' * c']), { kind: 'none', size: 4 });
  });
});

describe('convertIndents', () => {
  it('turns spaces into the tabs of the file and keeps alignment', () => {
    const block = ['f {', '  /*', '   * a', '   */', '    b', '}'];
    assert.deepEqual(convertIndents(block, { kind: 'tabs', size: 4 }), [
      'f {',
      '\t/*',
      '\t * a',
      '\t */',
      '\t\tb',
      '}',
    ]);
  });

  it('turns tabs into the spaces of the file', () => {
    assert.deepEqual(convertIndents(['a', '\tb\tc', '\t\td'], { kind: 'spaces', size: 2 }), [
      'a',
      '  b\tc',
      '    d',
    ]);
  });

  it('leaves blocks alone where the file is mixed or alike', () => {
    const block = ['a', '\tb'];
    assert.equal(convertIndents(block, { kind: 'mixed', size: 4 }), block);
    assert.equal(convertIndents(block, { kind: 'tabs', size: 4 }), block);
  });
});

describe('reindent', () => {
  it('moves a block in and out with its inner places kept', () => {
    assert.deepEqual(reindent(['a:', '    b', '', '  c'], { indent: '  ', original: [] }), [
      '  a:',
      '      b',
      '',
      '    c',
    ]);
    assert.deepEqual(reindent(['    a:', '      b'], { indent: '', original: [] }), ['a:', '  b']);
  });

  it('keeps lines less indented than the first as far out as there is room', () => {
    assert.deepEqual(reindent(['    a', '  b', 'c'], { indent: '      ', original: [] }), [
      '      a',
      '    b',
      '  c',
    ]);
    assert.deepEqual(reindent(['    a', 'b'], { indent: '  ', original: [] }), ['  a', 'b']);
  });

  it('mends a first line that alone lost its indentation', () => {
    const original = ['    def f(self):', '        return 1'];
    const block = ['def f(self):', '        return 2'];
    assert.deepEqual(reindent(block, { indent: '    ', original }), ['    def f(self):', '        return 2']);
  });

  it('keeps string lines that the original has, or that stand at the edge', () => {
    const inString = new Set([1, 2, 3]);
    const block = ['x = `', '  kept', 'edge', '  moved', '`'];
    assert.deepEqual(reindent(block, { indent: '  ', original: ['  kept'], inString }), [
      '  x = `',
      '  kept',
      'edge',
      '    moved',
      '  `',
    ]);
  });

  it('leaves a block of blank lines alone', () => {
    assert.deepEqual(reindent(['', ' '], { indent: '  ', original: [] }), ['', ' ']);
  });
});

describe('restoreTrailingBlanks', () => {
  it('gives unchanged lines their trailing blanks back and leaves the others', () => {
    assert.deepEqual(restoreTrailingBlanks(['a', 'new', 'c', ''], ['a  ', 'b ', 'c\t', '   ']), [
      'a  ',
      'new',
      'c\t',
      '   ',
    ]);
  });

  it('changes nothing where the original has none', () => {
    const block = ['a ', 'b'];
    assert.equal(restoreTrailingBlanks(block, ['a', 'b']), block);
  });
});

describe('indentStyle of files with an odd line', () => {
  it('takes the step that most lines go in by', () => {
    const file = [
      'def f():',
      '    if a:',
      '        x = """',
      '  text',
      '"""',
      '        return x',
      '    return a',
    ];
    assert.deepEqual(indentStyle(file), { kind: 'spaces', size: 4 });
    assert.deepEqual(indentStyle(['a {', '  b {', '    c', '        .d()', '}', 'e {', '  f']), {
      kind: 'spaces',
      size: 2,
    });
  });
});
