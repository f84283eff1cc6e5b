import assert from 'node:assert/strict';
import { codingSystem } from '../../../src/tasks/codingSystem.ts';
import { languageGuide } from '../../../src/tasks/languageGuide.ts';

describe('languageGuide', () => {
  it('knows the languages we have grammars for', () => {
    for (const id of 'typescript typescriptreact javascript javascriptreact python rust go java csharp cpp c php ruby shellscript css powershell'.split(
      ' ',
    )) {
      const { name, fence } = languageGuide(id);
      assert.notEqual(name, id);
      assert.match(fence, /^[a-z]+$/);
    }
  });

  it('goes by the id of a language it does not know', () => {
    assert.deepEqual(languageGuide('kotlin'), { name: 'kotlin', fence: 'kotlin', rules: '' });
    assert.deepEqual(languageGuide('constructor'), { name: 'constructor', fence: 'constructor', rules: '' });
  });

  it('names no language for plain text and for an id that is no word', () => {
    for (const id of ['plaintext', '', 'x y', 'a`b']) {
      assert.deepEqual(languageGuide(id), { name: '', fence: '', rules: '' });
    }
  });
});

describe('codingSystem', () => {
  it('speaks of the language and of its rules', () => {
    assert.match(codingSystem('rust'), /^You are an expert Rust programmer\. Write safe idiomatic Rust/);
    assert.notEqual(codingSystem('rust'), codingSystem('python'));
  });

  it('leaves out what it has nothing to say about', () => {
    assert.match(codingSystem('css'), /^You are an expert CSS programmer\. Do exactly/);
    assert.match(codingSystem('plaintext'), /^You are an expert programmer\. Do exactly/);
  });
});
