import assert from 'node:assert/strict';
import { joinedAnswers } from '../../../src/edits/continuation.ts';
import { readJoined } from '../../../src/edits/readJoined.ts';
import { syntax } from '../../support/syntax.ts';

const file = 'export function f(): number {\n  return 1;\n}\n';
const target = { kind: 'replace', startLine: 0, endLine: 2 } as const;
const input = { file, languageId: 'typescript', target, ended: 'complete', syntax } as const;
const first = '```ts\nexport function f(): number {\n  if (x) {\n    g();\n  }\n';

describe('an answer in parts', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('is read as the first of its joins that proves sound', async () => {
    // Here the brace is the next line; taken for a repetition, the code would not close.
    const rest = '  }\n  return 2;\n}\n```\n';
    const begun = first.replace('  if (x) {\n', '  if (x) {\n  if (y) {\n');
    const joins = joinedAnswers(begun, rest);
    assert.ok(joins.length > 1);
    const { outcome, answer } = await readJoined(input, joins);
    assert.equal(outcome.kind, 'proposal');
    assert.ok(joins.indexOf(answer) > 0);
  });

  it('is what the most likely join makes of it when none is sound', async () => {
    const joins = joinedAnswers(first, '  return 2;\n');
    assert.deepEqual((await readJoined(input, joins)).answer, joins[0]);
    assert.equal((await readJoined(input, joins)).outcome.kind, 'truncated');
    assert.equal((await readJoined(input, [])).outcome.kind, 'empty');
  });
});
