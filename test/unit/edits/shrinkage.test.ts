import assert from 'node:assert/strict';
import { shrinkage } from '../../../src/edits/shrinkage.ts';

const steps = Array.from({ length: 18 }, (_, at) => `  step(${at});`);
const lines = ['const a = 1;', '', 'function f() {', ...steps, '}', '', 'const b = 2;'];
const target = { kind: 'replace', startLine: 2, endLine: 21 } as const;

function shrunk(body: readonly string[], instruction = 'log the value'): unknown {
  const after = ['const a = 1;', '', 'function f() {', ...body, '}', '', 'const b = 2;'];
  return shrinkage(lines.join('\n'), after.join('\n'), target, instruction);
}

describe('What an answer leaves of the code it was asked to change', () => {
  it('is told when most of it goes and little comes', () => {
    assert.deepEqual(shrunk(['  log(value);', '  step(0);']), { lost: 17, lines: 20 });
    assert.deepEqual(shrunk([]), { lost: 18, lines: 20 });
  });

  it('is as it should be when enough stays, or other code came', () => {
    assert.equal(shrunk(steps.slice(8)), undefined);
    assert.equal(shrunk(Array.from({ length: 6 }, (_, at) => `  other(${at});`)), undefined);
    assert.equal(shrunk([...steps, '  log(value);']), undefined);
    assert.equal(shrunk(steps.toReversed()), undefined);
  });

  it('is as it should be when the instruction asks for less', () => {
    for (const words of ['Simplify this', 'remove the steps', 'Rewrite it with a loop', 'make it shorter'])
      assert.equal(shrunk([], words), undefined, words);
  });

  it('is not asked about in few lines, nor where something is put in', () => {
    const short = { kind: 'replace', startLine: 2, endLine: 10 } as const;
    assert.equal(shrinkage(lines.join('\n'), 'const a = 1;', short, 'log'), undefined);
    const insert = { kind: 'insert', line: 3, indent: '' } as const;
    assert.equal(shrinkage(lines.join('\n'), '', insert, 'log'), undefined);
  });
});
