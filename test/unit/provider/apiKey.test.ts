import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { ApiKey } from '../../../src/provider/apiKey.ts';

const openAI = 'api.openai.com';
const canary = `sk-${'canary'.repeat(10)}`;

function problem(text: string, host = 'models.example'): string | undefined {
  const parsed = ApiKey.parse(text, host);
  return 'problem' in parsed ? parsed.problem : undefined;
}

describe('A key', () => {
  it('of api.openai.com begins with sk- and has at least 51 characters', () => {
    assert.equal(problem(`sk-${'a'.repeat(48)}`, openAI), undefined);
    assert.equal(problem(`sk-${'a'.repeat(47)}`, openAI), 'tooShort');
    assert.equal(problem(`pk-${'a'.repeat(60)}`, openAI), 'wrongPrefix');
  });

  it('of any other host is any printable text of at most 4096 characters', () => {
    assert.equal(problem('x'), undefined);
    assert.equal(problem('é'.repeat(4096)), undefined);
    assert.equal(problem('x'.repeat(4097)), 'tooLong');
  });

  for (const [text, expected] of [
    ['', 'empty'],
    [' \n ', 'empty'],
    ['a b', 'holdsSpace'],
    ['a\u00a0b', 'holdsSpace'],
    ['a\n', 'holdsControl'],
    ['a\r\nx-evil: 1', 'holdsControl'],
    ['a\u0000', 'holdsControl'],
    ['a\u007f', 'holdsControl'],
    ['kęy', 'notLatin1'],
    ['key😀', 'notLatin1'],
  ] as const) {
    it(`${JSON.stringify(text)} is refused because ${expected}`, () => assert.equal(problem(text), expected));
  }

  it('that is accepted can always be sent as a header', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x2ff }), { maxLength: 60 }), (codes) => {
        const text = String.fromCharCode(...codes);
        const parsed = ApiKey.parse(text, 'models.example');
        if ('problem' in parsed) return;
        assert.equal(new Headers({ authorization: parsed.reveal() }).get('authorization'), text);
      }),
    );
  });

  it('is bound to its host and shows its last four characters only', () => {
    const key = ApiKey.parse(canary, openAI);
    assert.ok(key instanceof ApiKey);
    assert.deepEqual([key.host, key.ending, key.reveal()], [openAI, 'nary', canary]);
  });

  it('that is short shows nothing of itself', () => {
    const key = ApiKey.parse('short', 'models.example');
    assert.ok(key instanceof ApiKey);
    assert.equal(key.ending, '');
  });

  it('never shows itself in a text, a JSON or an inspection', () => {
    const key = ApiKey.parse(canary, openAI);
    assert.ok(key instanceof ApiKey);
    const shown = [
      key.toString(),
      JSON.stringify({ key }),
      inspect({ key }, { showHidden: true, depth: 9 }),
    ].join();
    assert.equal(shown.includes('canary'), false);
    assert.ok(shown.includes('[key]'));
  });
});
