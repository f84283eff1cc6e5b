import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import type { EditTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

interface ModelAnswer {
  readonly languageId: string;
  readonly file: string;
  readonly target: EditTarget;
  readonly answer: string;
  readonly outcome: AnswerOutcome;
}

const folder = path.join(import.meta.dirname, '../../fixtures/answers');

describe('an answer that the small model really gave', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  for (const name of fs.readdirSync(folder))
    it(`is read as it was looked at: ${path.basename(name, '.json')}`, async () => {
      const given = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as ModelAnswer;
      const { languageId, file, target, answer, outcome } = given;
      assert.deepEqual(
        await readAnswer({ file, languageId, target, answer, ended: 'complete', syntax }),
        outcome,
      );
    });
});
