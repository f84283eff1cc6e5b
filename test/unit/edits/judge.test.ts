import assert from 'node:assert/strict';
import { judge } from '../../../src/edits/judge.ts';
import type { Judgement } from '../../../src/edits/judge.ts';
import type { Syntax } from '../../../src/syntax/syntax.ts';
import { syntax } from '../../support/syntax.ts';

const text = 'def f(x):\n    return x\n';
const languageId = 'python';

/** How often the units of a new text are read until it is judged, and what is said of it. */
async function judged(line: string): Promise<readonly [Judgement['verdict'], number]> {
  using tree = await syntax.parse(languageId, text);
  assert.ok(tree);
  let reads = 0;
  const listening: Syntax = {
    ...syntax,
    reparse: async (before, other) => {
      const after = await syntax.reparse(before, other);
      return after && { ...after, units: () => ((reads += 1), after.units()) };
    },
  };
  const target = { kind: 'replace', startLine: 0, endLine: 1 } as const;
  const file = { lines: text.split('\n'), tree, target, unit: tree.units()[0] };
  const edits = [{ startLine: 1, deleteCount: 1, lines: [line] }];
  const question = { file, text, languageId, instruction: '', syntax: listening };
  const { verdict } = await judge(question, text.replace('    return x', line), edits);
  return [verdict, reads];
}

describe('A text that would replace the file', () => {
  it('is judged by what it declares', async () => {
    const [verdict, reads] = await judged('    return x + 1');
    assert.equal(verdict, 'proved');
    assert.ok(reads > 0);
  });

  it('is unsound when it is more broken than the file, whatever it declares', async () => {
    assert.deepEqual(await judged('    return (x'), ['unsound', 0]);
  });
});
