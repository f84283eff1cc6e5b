import assert from 'node:assert/strict';
import { documentFile } from '../../../src/docs/insertDocs.ts';
import type { DocumentOutcome } from '../../../src/docs/insertDocs.ts';
import type { Syntax } from '../../../src/syntax/syntax.ts';
import { syntax } from '../../support/syntax.ts';
import { documentAll, documented, recordOf, symbolsOf } from './documentText.ts';

/** Gives the true tree of the first text, and of every later one that of a changed text. */
function lyingSyntax(change: (text: string) => string | undefined): Syntax {
  let calls = 0;
  const parse: Syntax['parse'] = async (languageId, text) => {
    calls += 1;
    const changed = calls === 1 ? text : change(text);
    return changed === undefined ? undefined : syntax.parse(languageId, changed);
  };
  return {
    has: (languageId) => syntax.has(languageId),
    parse,
    parseFragment: parse,
    reparse: (tree, text) => parse(tree.languageId, text),
  };
}

async function documentWith(lying: Syntax, file: string): Promise<DocumentOutcome> {
  const entries = (await symbolsOf('typescript', file)).map((symbol) => ({ symbol, record: recordOf({}) }));
  return documentFile({ syntax: lying, languageId: 'typescript', file, entries });
}

const two = 'function f() {\n  return 1;\n}\nfunction g() {}\n';

function reasonOf(outcome: DocumentOutcome): string {
  return outcome.kind === 'refused' ? `${outcome.reason} ${outcome.symbol?.name}` : outcome.kind;
}

describe('Documenting a file', () => {
  it('leaves documented symbols alone and says so', async () => {
    const outcome = await documentAll('typescript', '/** Has. */\nfunction f() {}\nfunction g() {}\n', {});
    assert.ok(outcome.kind === 'proposal');
    assert.equal(outcome.text, '/** Has. */\nfunction f() {}\n/** Does it. */\nfunction g() {}\n');
    assert.deepEqual(
      outcome.skipped.map(({ symbol, reason }) => [symbol.name, reason]),
      [['f', 'documented']],
    );
    assert.equal(
      reasonOf(await documentAll('typescript', '/** Has. */\nfunction f() {}\n', {})),
      'documented f',
    );
  });

  it('refuses what stands behind other code on its line', async () => {
    assert.equal(reasonOf(await documentAll('javascript', 'f(); function g() {}\n', {})), 'sharesLine g');
    const outcome = await documentAll('rust', 'mod m { fn f() {} }\n', {});
    assert.ok(outcome.kind === 'proposal');
    assert.deepEqual(
      outcome.skipped.map((each) => each.reason),
      ['sharesLine'],
    );
  });

  it('says which symbol is gone when the file changed', async () => {
    const entries = (await symbolsOf('typescript', two)).map((symbol) => ({ symbol, record: recordOf({}) }));
    const outcome = await documentFile({ syntax, languageId: 'typescript', file: `\n${two}`, entries });
    assert.equal(reasonOf(outcome), 'symbolGone f');
  });

  it('refuses languages it does not know', async () => {
    const entries = (await symbolsOf('typescript', two)).map((symbol) => ({ symbol, record: recordOf({}) }));
    assert.equal(
      reasonOf(await documentFile({ syntax, languageId: 'go', file: two, entries })),
      'unknownLanguage f',
    );
    const none: Syntax = {
      reparse: async () => undefined,
      has: () => false,
      parse: async () => undefined,
      parseFragment: async () => undefined,
    };
    assert.equal(
      reasonOf(await documentFile({ syntax: none, languageId: 'rust', file: two, entries: [] })),
      'unknownLanguage undefined',
    );
  });

  it('proposes the same text when there is nothing to document', async () => {
    const outcome = await documentFile({ syntax, languageId: 'python', file: 'x = 1\n', entries: [] });
    assert.deepEqual(outcome, { kind: 'proposal', text: 'x = 1\n', skipped: [] });
  });

  it('puts several in one file, each at its own indentation', async () => {
    assert.equal(
      await documented('javascript', 'class A {\n\tm() {}\n\n\tn() {}\n}\nconst x = {\n  y() {},\n};\n', {}),
      '/** Does it. */\nclass A {\n\t/** Does it. */\n\tm() {}\n\n\t/** Does it. */\n\tn() {}\n}\n/** Does it. */\nconst x = {\n  /** Does it. */\n  y() {},\n};\n',
    );
  });

  it('works in a file that has errors elsewhere', async () => {
    const text = await documented('typescript', 'function f() {}\nfoo(;\n', {});
    assert.match(text, /\/\*\* Does it\. \*\/\nfunction f/);
  });

  it('refuses when the result has more parse errors', async () => {
    const lying = lyingSyntax((text) => text.replace('return 1;', 'return (;'));
    assert.equal(reasonOf(await documentWith(lying, two)), 'parseErrors f');
    assert.equal(
      reasonOf(
        await documentWith(
          lyingSyntax(() => undefined),
          two,
        ),
      ),
      'parseErrors f',
    );
  });

  it('refuses when a code token differs, and names the symbol at fault', async () => {
    const lying = lyingSyntax((text) =>
      text.includes('*/\nfunction g') ? text.replace('return 1', 'return 2') : text,
    );
    assert.equal(reasonOf(await documentWith(lying, two)), 'codeChanged g');
    let calls = 0;
    const once = lyingSyntax((text) => ((calls += 1) === 1 ? text.replace('return 1', 'return 2') : text));
    assert.equal(reasonOf(await documentWith(once, two)), 'codeChanged f');
  });

  it('refuses when the tokens are equal but the tree is not', async () => {
    const lying = lyingSyntax((text) => text.replace('return 1', 'return\n1'));
    assert.equal(reasonOf(await documentWith(lying, two)), 'codeChanged f');
  });

  it('refuses when the comment is not the symbol’s', async () => {
    const lying = lyingSyntax((text) => text.replace('*/\nfunction g', '*/\n\nfunction g'));
    assert.equal(reasonOf(await documentWith(lying, two)), 'notAttached g');
  });

  it('drops examples that are not code, are too long or do not use the symbol', async () => {
    const file = 'def f():\n    pass\n';
    const bare = await documented('python', file, {});
    for (const example of ['Call f to do it.', 'g()', '', 'f()\n'.repeat(21), '```', 'f(']) {
      assert.equal(await documented('python', file, { example }), bare, example);
    }
    assert.match(
      await documented('python', file, { example: '\n    f()\n\n      # x\n' }),
      /Example:\n {8}f\(\)\n\n {10}# x\n/,
    );
    assert.match(await documented('rust', 'fn f() {}\n', { example: 'let x = f();' }), /let x/);
  });
});

describe('Documentation of absurd size', () => {
  it('is inserted or left out, but never breaks', async function () {
    this.timeout(10_000);
    const file = 'function f() {}\n';
    const words = { details: '- a\n'.repeat(150_000), example: 'f()\n'.repeat(150_000) };
    assert.equal((await documentAll('typescript', file, words)).kind, 'proposal');
  });
});
