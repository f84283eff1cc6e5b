import assert from 'node:assert/strict';
import fc from 'fast-check';
import { movedLine, movedTarget } from '../../../src/edits/movedTarget.ts';
import { chooseTarget, type EditTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

const one = 'function one() {\n  return 1;\n}\n';
const two = 'function two() {\n  return 2;\n}\n';
const file = `${one}\n${two}`;

async function moved(target: EditTarget, after: string): Promise<EditTarget> {
  using tree = await syntax.parse('typescript', after);
  return movedTarget(target, { before: file, after, tree });
}

async function targetAt(line: number): Promise<EditTarget> {
  using tree = await syntax.parse('typescript', file);
  const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
  return chooseTarget(file, cursor, tree);
}

const unit = { kind: 'function', name: 'two' } as const;

describe('the place of a target in a file that was edited', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('is where the unit went, as long as it has become', async () => {
    const target = await targetAt(5);
    assert.deepEqual(target, { kind: 'replace', startLine: 4, endLine: 6, unit });
    const after = `// new\n${file.replace('  return 2;', '  // why\n  return 2;')}`;
    assert.deepEqual(await moved(target, after), { kind: 'replace', startLine: 5, endLine: 8, unit });
  });

  it('is the unit’s new place where it was cut out and put elsewhere', async () => {
    const after = `${two}\n${one}`;
    assert.deepEqual(await moved(await targetAt(5), after), {
      kind: 'replace',
      startLine: 0,
      endLine: 2,
      unit,
    });
  });

  it('is the nearest of several units with the same name', async () => {
    const after = `${two}\n${one}\n${two}`;
    assert.deepEqual(await moved(await targetAt(5), after), {
      kind: 'replace',
      startLine: 8,
      endLine: 10,
      unit,
    });
  });

  it('is its lines where it is no unit, or has another name by now', async () => {
    const lines = { kind: 'replace', startLine: 4, endLine: 6 } as const;
    const after = `// new\n${file.replace('two', 'second').replace('  return 2;', '  // why\n  return 2;')}`;
    const there = { kind: 'replace', startLine: 5, endLine: 8 };
    assert.deepEqual(await moved(lines, after), there);
    assert.deepEqual(await moved(await targetAt(5), after), there);
    assert.deepEqual(movedTarget(lines, { before: file, after, tree: undefined }), there);
  });

  it('is the line that new code was to stand at', async () => {
    const target = { kind: 'insert', line: 3, indent: '  ', apart: true } as const;
    assert.deepEqual(await moved(target, `// new\n${file}`), { ...target, line: 4 });
  });

  it('is inside of the file, whatever became of it', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.nat(12), fc.nat(12), (before, after, first, length) => {
        const last = before.split('\n').length - 1;
        const startLine = Math.min(first, last);
        const target = { kind: 'replace', startLine, endLine: Math.min(startLine + length, last) } as const;
        const there = movedTarget(target, { before, after, tree: undefined });
        assert.ok(there.kind === 'replace');
        const count = after.split('\n').length;
        assert.ok(0 <= there.startLine && there.startLine <= there.endLine && there.endLine < count);
        if (before === after) assert.deepEqual(there, target);
      }),
      { numRuns: 3000 },
    );
  });

  it('moves with the lines above it alone', () => {
    assert.equal(movedLine('a\nb\nc', 'x\na\nb\nc', 1), 2);
    assert.equal(movedLine('a\nb\nc', 'b\nc', 1), 0);
    assert.equal(movedLine('a\nb\nc', 'a\nb\nx\nc', 1), 1);
  });
});
