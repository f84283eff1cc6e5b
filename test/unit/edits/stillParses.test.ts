import assert from 'node:assert/strict';
import { stillParses } from '../../../src/edits/stillParses.ts';
import { syntax } from '../../support/syntax.ts';

const sound = 'const one = 1;\n';
const broken = 'const one = {;\n';

describe('a new text', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  for (const [what, languageId, before, text, expected] of [
    ['parses where it has no error', 'typescript', sound, sound.replace('1', '2'), true],
    ['does not parse where the text before it did', 'typescript', sound, broken, false],
    ['counts as parsing where the text before it had the same error', 'typescript', broken, broken, true],
    ['counts as parsing where there is no grammar', 'plaintext', sound, broken, true],
  ] as const)
    it(what, async () => {
      assert.equal(await stillParses({ languageId, before, text }, syntax), expected);
    });
});
