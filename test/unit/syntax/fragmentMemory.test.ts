import assert from 'node:assert/strict';
import { rememberFragments } from '../../../src/syntax/fragmentMemory.ts';
import type { Syntax } from '../../../src/syntax/syntax.ts';
import { syntax } from '../../support/syntax.ts';

/** The grammars with a list of the fragments they were given; `givesUp` takes every text for one that takes too long. */
function listening(givesUp = false): { readonly grammars: Syntax; readonly asked: string[] } {
  const asked: string[] = [];
  const grammars: Syntax = {
    ...syntax,
    parseFragment: async (languageId, text) => {
      asked.push(text);
      return givesUp ? undefined : syntax.parseFragment(languageId, text);
    },
  };
  return { grammars, asked };
}

describe('Fragments that are read together', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('are parsed once each, also when the first tree was disposed', async () => {
    const { grammars, asked } = listening();
    using memory = rememberFragments(grammars);
    for (const text of ['a = 1', 'b = 2', 'a = 1']) {
      using tree = await memory.parseFragment('python', text);
      assert.deepEqual([tree?.text, tree?.codeTokens().length], [text, 3]);
    }
    assert.deepEqual(asked, ['a = 1', 'b = 2']);
  });

  it('are told apart by their language', async () => {
    using memory = rememberFragments(syntax);
    using python = await memory.parseFragment('python', 'fn f() {}');
    using rust = await memory.parseFragment('rust', 'fn f() {}');
    assert.deepEqual([python?.languageId, rust?.languageId, rust?.errorCount], ['python', 'rust', 0]);
  });

  it('are not tried any more when two of them took too long, nor one of these again', async () => {
    const { grammars, asked } = listening(true);
    using memory = rememberFragments(grammars);
    for (const text of ['a', 'a', 'b', 'c', 'd'])
      assert.equal(await memory.parseFragment('python', text), undefined);
    assert.deepEqual(asked, ['a', 'b']);
  });

  it('are none of those that took too long where there is no grammar', async () => {
    using memory = rememberFragments(syntax);
    for (const text of ['a', 'b', 'c'])
      assert.equal(await memory.parseFragment('plaintext', text), undefined);
    using tree = await memory.parseFragment('python', 'a = 1');
    assert.equal(tree?.errorCount, 0);
  });
});
