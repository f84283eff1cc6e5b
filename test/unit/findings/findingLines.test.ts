import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFindingReader } from '../../../src/findings/findingLines.ts';

interface Read {
  readonly quotes: readonly string[];
  readonly malformed: number;
}

function object(quote: string): string {
  return JSON.stringify({ rule: 'rule', quote, message: `About {${quote}} "here"`, category: 'bug' });
}

function read(pieces: readonly string[]): Read {
  const reader = createFindingReader();
  const streamed = pieces.flatMap((piece) => reader.push(piece));
  const { findings, malformed } = reader.end();
  return { quotes: [...streamed, ...findings].map(({ quote }) => quote), malformed };
}

const broken = `{"rule":"r","quote":"run("a {" + b)","message":"m"}`;
const answers: Readonly<Record<string, readonly [answer: string, expected: Read]>> = {
  'one object per line': [`${object('one')}\n${object('two')}\n`, { quotes: ['one', 'two'], malformed: 0 }],
  'a last line without its end': [object('one'), { quotes: ['one'], malformed: 0 }],
  'a fence, prose and blank lines': [
    `Here "they" are {so}:\n\n\`\`\`json\n${object('one')}\n\n${object('two')}\n\`\`\`\nThat's all. {`,
    { quotes: ['one', 'two'], malformed: 0 },
  ],
  'an array': [`[\n  ${object('one')},\n  ${object('two')}\n]`, { quotes: ['one', 'two'], malformed: 0 }],
  'an array in an object on one line': [
    `{"findings": [${object('one')}, ${object('two')}]}`,
    { quotes: ['one', 'two'], malformed: 0 },
  ],
  'an array in an object over several lines': [
    JSON.stringify({ findings: [JSON.parse(object('one')), JSON.parse(object('two'))] }, null, 2),
    { quotes: ['one', 'two'], malformed: 0 },
  ],
  'an array in an object with a trailing comma': [
    `{"findings": [\n${object('one')},\n]}`,
    { quotes: ['one'], malformed: 0 },
  ],
  'no findings in the shape asked for': ['{"findings": []}\n', { quotes: [], malformed: 0 }],
  'the line for no fault': ['{"none": true}\n', { quotes: [], malformed: 0 }],
  'an object that is no finding': ['{"status": "fine"}\n', { quotes: [], malformed: 0 }],
  'prose only': ['There is nothing wrong with `f() { return "x" }`.', { quotes: [], malformed: 0 }],
  'CRLF lines': [`${object('one')}\r\n${object('two')}\r\n`, { quotes: ['one', 'two'], malformed: 0 }],
  'a finding said twice': [`${object('one')}\n${object('one')}\n`, { quotes: ['one'], malformed: 0 }],
  'a member that is an object': [
    '{"place": {"line": 3}, "quote": "one", "message": "m"}\n',
    { quotes: ['one'], malformed: 0 },
  ],
  'quotes that are not escaped': [
    `${broken}\n${object('two')}`,
    { quotes: ['run("a {" + b)', 'two'], malformed: 0 },
  ],
  'quotes that are not escaped, in an array on one line': [
    `{"findings": [${object('one')}, ${broken}, ${object('two')}]}`,
    { quotes: ['one', 'two', 'run("a {" + b)'], malformed: 0 },
  ],
  'quotes that are not escaped, over several lines': [
    `{\n"quote": "run("a")",\n"message": "m"\n}\n${object('two')}`,
    { quotes: ['run("a")', 'two'], malformed: 0 },
  ],
  'a trailing comma over several lines': [
    `{\n"quote": "one",\n"message": "m",\n}\n`,
    { quotes: ['one'], malformed: 0 },
  ],
  'a finding without a quote': [`{"message": "m"}\n${object('two')}`, { quotes: ['two'], malformed: 1 }],
  'findings without a quote in an array': [
    `{"findings": [{"message": "m"}, ${object('two')}]}`,
    { quotes: ['two'], malformed: 1 },
  ],
  'a line that cannot be read': [
    `{"quote": one, "message": two}\n${object('two')}`,
    { quotes: ['two'], malformed: 1 },
  ],
  'several lines that cannot be read': [
    `{\n"quote": one,\n"message": two\n}\n${object('two')}`,
    { quotes: ['two'], malformed: 1 },
  ],
  'a text that breaks off with its line': [
    `{"quote": "one\n${object('two')}`,
    { quotes: ['two'], malformed: 1 },
  ],
  'a text that breaks off inside an object of several lines': [
    `{\n"quote": "one",\n"message": "m\n}\n${object('two')}`,
    { quotes: ['two'], malformed: 1 },
  ],
  'an object that never ends': [
    `${object('one')}\n{"quote": "two", "mess`,
    { quotes: ['one'], malformed: 1 },
  ],
  'an object over several lines that never ends': [`{\n"quote": "two",\n`, { quotes: [], malformed: 1 }],
  'an array in an object that never ends': [
    `{"findings": [\n${object('one')},\n`,
    { quotes: ['one'], malformed: 0 },
  ],
};

describe('createFindingReader', () => {
  for (const [name, [answer, expected]] of Object.entries(answers)) {
    it(`reads ${name}`, () => {
      assert.deepEqual(read([answer]), expected);
    });

    it(`reads ${name} however it is cut`, () => {
      for (let size = 1; size < 12; size += 1) {
        const pieces = answer.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
        assert.deepEqual(read(pieces), expected, `in pieces of ${size}`);
      }
    });
  }

  it('gives a finding as soon as its brace is closed', () => {
    const reader = createFindingReader();
    assert.deepEqual(reader.push(object('one').slice(0, -1)), []);
    assert.deepEqual(
      reader.push('}').map(({ quote }) => quote),
      ['one'],
    );
    assert.deepEqual(reader.end(), { findings: [], malformed: 0, saysNone: false });
  });

  it('tells an answer without a fault from one about something else, however it is cut', () => {
    for (const [answer, expected] of [
      ['{"none": true}', true],
      ['I am sorry, I cannot help with that.', false],
    ] as const) {
      const reader = createFindingReader();
      for (const character of answer) reader.push(character);
      assert.equal(reader.end().saysNone, expected, answer);
    }
  });

  it('notices a model that says the same again and again', () => {
    const reader = createFindingReader();
    const [one, two] = [`${object('one')}\n`, `${object('two')}\n`];
    const looping = [one, two, one, two, one, object('three'), one].map((line) => {
      reader.push(line);
      return reader.isLooping();
    });
    assert.deepEqual(looping, [false, false, false, false, true, false, false]);
  });

  it('reads on after an object that does not end within bounds', () => {
    const endless = `{"quote": "one",\n${'"x",\n'.repeat(20_000)}`;
    assert.deepEqual(read([endless, object('two')]), { quotes: ['two'], malformed: 1 });
  });

  it('keeps reading an array of any length', () => {
    const many = Array.from({ length: 600 }, (_, index) => `line ${index} ${'x'.repeat(100)}`);
    const answer = `{"findings": [\n${many.map(object).join(',\n')}\n]}`;
    assert.deepEqual(read([answer]), { quotes: many, malformed: 0 });
  });

  it('never throws, and says the same of any text however it is cut', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '"',
      '\\',
      '\n',
      ',',
      '"quote":',
      '"message":',
      '"a"',
      'x',
      ' ',
      object('one'),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        assert.deepEqual(read(tokens), read([tokens.join('')]));
        assert.deepEqual(read(tokens.join('').split('')), read(tokens));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every finding written as asked, whatever its texts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[!-~ äß"\\{}\n]{1,40}\S$/u), { maxLength: 8 }),
        (quotes) => {
          const lines = quotes.map((quote) => `q ${quote}`);
          const found = read([
            lines.map((quote) => JSON.stringify({ quote, message: quote, rule: quote })).join('\n'),
          ]);
          assert.equal(found.malformed, 0);
          assert.ok(found.quotes.length <= lines.length);
          assert.ok(found.quotes.every((quote) => lines.includes(quote)));
        },
      ),
    );
  });
});

describe('A finding reader in time', () => {
  it('reads on after a line that does not end', function () {
    this.timeout(8000);
    const reader = createFindingReader();
    reader.push('{"message":"');
    for (let piece = 0; piece < 50_000; piece += 1) reader.push('abcd');
    const found = reader.push('\n{"message":"m","quote":"a quote","rule":"r"}\n');
    assert.equal(found.length, 1);
    assert.ok(reader.end().malformed > 0);
  });

  it('does not look into objects inside objects for ever', function () {
    this.timeout(4000);
    const reader = createFindingReader();
    reader.push('{ "a":'.repeat(15_000) + '}'.repeat(15_000));
    assert.deepEqual(reader.end().findings, []);
  });

  it('takes a brace before very many blanks for prose', () => {
    const reader = createFindingReader();
    reader.push(`{${' '.repeat(3000)}`);
    assert.equal(reader.push('\n{"message":"m","quote":"a quote"}\n').length, 1);
  });
});
