import assert from 'node:assert/strict';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';
import { fence } from './askUnit.ts';

/** What an answer makes of the file when the cursor is in its second line. */
async function made(languageId: string, file: string, ...answer: readonly string[]): Promise<string> {
  using tree = await syntax.parse(languageId, file);
  assert.ok(tree);
  const cursor = { startLine: 1, startCharacter: 0, endLine: 1, endCharacter: 0 };
  const target = chooseTarget(file, cursor, tree);
  const outcome = await readAnswer({
    file,
    tree,
    languageId,
    target,
    answer: fence(languageId, ...answer),
    ended: 'complete',
    syntax,
  });
  return outcome.kind === 'proposal' ? outcome.text : outcome.kind;
}

describe('An answer that only binds names', function () {
  this.timeout(20_000);
  const script = 'export function half(value: number) {\n  return value / 2;\n}\n';
  const kotlin = 'fun half(limit: Int) {\n    run(limit)\n}\n';

  it('is the body of the function, which keeps its name', async () => {
    assert.equal(
      await made('typescript', script, 'const half2 = (x: number) => x / 2;'),
      script.replace('return value / 2;', 'const half2 = (x: number) => x / 2;'),
    );
    assert.equal(
      await made('kotlin', kotlin, 'val third = limit / 3'),
      kotlin.replace('run(limit)', 'val third = limit / 3'),
    );
  });

  it('takes the place of what binds a name itself', async () => {
    const bound = 'export const half = (value: number) => {\n  return value / 2;\n};\n';
    const answer = 'export const halved = (value: number) => value * 0.5;';
    assert.equal(await made('typescript', bound, answer), `${answer}\n`);
  });

  it('takes the place of the function where it is another function', async () => {
    const answer = 'export function halved(value: number) {\n  return value * 0.5;\n}';
    assert.equal(await made('typescript', script, answer), `${answer}\n`);
  });
});
