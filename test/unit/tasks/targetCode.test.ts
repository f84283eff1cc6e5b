import assert from 'node:assert/strict';
import { insertMark, targetCode, targetName } from '../../../src/tasks/targetCode.ts';

const file = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');

describe('targetCode', () => {
  it('is the lines that will be replaced', () => {
    assert.equal(targetCode(file, { kind: 'replace', startLine: 3, endLine: 4 }), 'line 3\nline 4');
  });

  it('is what stands around the place of new lines, which is marked', () => {
    const lines = targetCode(file, { kind: 'insert', line: 100, indent: '  ' }).split('\n');
    assert.equal(lines[0], 'line 40');
    assert.equal(lines[60], `  ${insertMark}`);
    assert.equal(lines[61], 'line 100');
    assert.equal(lines.at(-1), 'line 129');
  });

  it('is nothing in a file of blank lines', () => {
    assert.equal(targetCode('', { kind: 'insert', line: 0, indent: '' }), '');
    assert.equal(targetCode('\n  \n', { kind: 'insert', line: 1, indent: '' }), '');
  });
});

describe('targetName', () => {
  it('names the unit, the lines or the new code', () => {
    const lines = { kind: 'replace', startLine: 0, endLine: 1 } as const;
    assert.equal(targetName({ ...lines, unit: { kind: 'function', name: 'f' } }), 'the function `f`');
    assert.equal(targetName(lines), 'these lines');
    assert.equal(targetName({ kind: 'insert', line: 0, indent: '' }), 'the new code');
  });
});
