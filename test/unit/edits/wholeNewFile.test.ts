import assert from 'node:assert/strict';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { EditTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';
import { fence } from './askUnit.ts';

async function read(file: string, target: EditTarget, ...code: readonly string[]): Promise<string> {
  const answer = fence('ts', ...code);
  const outcome = await readAnswer({
    file,
    languageId: 'typescript',
    target,
    answer,
    ended: 'complete',
    syntax,
  });
  return 'text' in outcome ? outcome.text : outcome.kind;
}

describe('an answer at the end of a file', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('fills an empty one as it is, the line after the imports included', async () => {
    const code = ["import { half } from './half';", '', "test('halves', () => half(2));"];
    const target = { kind: 'insert', line: 0, indent: '' } as const;
    assert.equal((await read('', target, ...code)).trimEnd(), code.join('\n'));
  });

  it('stands apart from what is above where that was asked for', async () => {
    const file = "test('one', () => 1);\n";
    const target = { kind: 'insert', line: 1, indent: '', apart: true } as const;
    assert.equal(
      await read(file, target, "test('two', () => 2);"),
      "test('one', () => 1);\n\ntest('two', () => 2);\n",
    );
  });
});
