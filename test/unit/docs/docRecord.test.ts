import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocRecord } from '../../../src/docs/docRecord.ts';
import { docRecordSchema } from '../../../src/docs/docRecordSchema.ts';
import { symbolOf } from './documentText.ts';

const empty = { parameters: [], errors: [] };

/** What was read, without members that are undefined. */
function read(answer: string): unknown {
  const outcome = parseDocRecord(answer);
  return JSON.parse(JSON.stringify(outcome.kind === 'record' ? outcome.record : outcome));
}

describe('A documentation record', () => {
  it('is read in full', () => {
    const answer = JSON.stringify({
      summary: ' Adds. ',
      details: 'More.',
      parameters: [{ name: 'a', description: 'First.', type: 'number' }, { description: 'nameless' }],
      returns: { description: 'The sum.', type: 'number' },
      errors: [{ name: 'E', description: 'Bad.' }],
      panics: 'Never.',
      example: 'add(1)',
    });
    assert.deepEqual(parseDocRecord(answer), {
      kind: 'record',
      record: {
        summary: 'Adds.',
        details: 'More.',
        parameters: [{ name: 'a', description: 'First.', type: 'number' }],
        returns: { description: 'The sum.', type: 'number' },
        errors: [{ name: 'E', description: 'Bad.' }],
        panics: 'Never.',
        example: 'add(1)',
      },
    });
  });

  it('is read from the shapes models use instead', () => {
    const readWith = (more: object): unknown => read(JSON.stringify({ summary: 'S', ...more }));
    const a = { name: 'a', description: 'A' };
    const plain = { ...empty, summary: 'S' };
    assert.deepEqual(readWith({ parameters: { a: 'A' }, details: null }), { ...plain, parameters: [a] });
    assert.deepEqual(readWith({ parameters: { a: { description: 'A', type: 't' } } }), {
      ...plain,
      parameters: [{ ...a, type: 't' }],
    });
    assert.deepEqual(readWith({ parameters: { a: 'A', b: null, c: 3 }, returns: null, errors: [null, 4] }), {
      ...plain,
      parameters: [a],
    });
    assert.deepEqual(readWith({ parameters: { name: 'N', description: 'D' } }), {
      ...plain,
      parameters: [
        { name: 'name', description: 'N' },
        { name: 'description', description: 'D' },
      ],
    });
    assert.deepEqual(
      readWith({ details: 'null', returns: 'None', example: 'N/A', parameters: { a: '-' } }),
      plain,
    );
    const errors = [{ description: 'E' }];
    assert.deepEqual(readWith({ errors: ['E'], returns: 'R' }), {
      ...plain,
      returns: { description: 'R' },
      errors,
    });
    assert.deepEqual(readWith({ errors: 'E', parameters: 'none' }), { ...plain, errors });
    assert.deepEqual(readWith({ errors: { name: 'X', description: 'E' } }), {
      ...plain,
      errors: [{ name: 'X', description: 'E' }],
    });
    assert.deepEqual(readWith({ errors: { X: 'E' } }), {
      ...plain,
      errors: [{ name: 'X', description: 'E' }],
    });
    assert.deepEqual(readWith({ parameters: 7, returns: [], errors: null, details: 3 }), plain);
  });

  it('is found between prose and fences, with trailing commas and raw line breaks', () => {
    const expected = { ...empty, summary: 'a\nb', example: '\\d' };
    const answer = 'Here is {it}:\n```json\n{"summary": "a\nb", "example": "\\d",\n}\n```\nDone }';
    assert.deepEqual(read(answer), expected);
    assert.deepEqual(read('function f() { "x\n{"summary": "a\\u000ab", "example": "\\\\d"}'), expected);
    assert.deepEqual(read('{"summary":"a\tb"}'), { ...empty, summary: 'a\tb' });
  });

  it('that is missing says why', () => {
    const problem = (answer: string): string => {
      const outcome = parseDocRecord(answer);
      return outcome.kind === 'problem' ? outcome.problem : outcome.kind;
    };
    assert.equal(problem('I cannot.'), 'noRecord');
    assert.equal(problem('{"summary": "a", "details": "b'), 'truncated');
    assert.equal(problem('{"summary": "a", "details": {"b": 1'), 'truncated');
    assert.equal(problem('{summary: a}'), 'notJson');
    assert.equal(problem('{"summary": "  "}'), 'noSummary');
    assert.equal(problem('{"summary": 3}'), 'noSummary');
    assert.equal(problem('{"title": "a"}'), 'noRecord');
    assert.equal(problem('{'.repeat(100_000)), 'truncated');
  });

  it('is read or refused, but never throws', function () {
    this.timeout(20_000);
    const noise = fc.array(
      fc.oneof(
        fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '"summary"', '\n'),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(noise, (parts) => {
        assert.ok(['record', 'problem'].includes(parseDocRecord(parts.join('')).kind));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (summary, before) => {
        fc.pre(summary.trim() !== '' && !before.includes('{'));
        const outcome = parseDocRecord(`${before}\n${JSON.stringify({ summary })}`);
        assert.equal(outcome.kind === 'record' && outcome.record.summary, summary.trim());
      }),
    );
  });
});

describe('The schema of a record', () => {
  it('names the real parameters and asks only for what the symbol has', async () => {
    const symbol = await symbolOf('python', 'def f(a, *b):\n    raise X\n');
    const schema = docRecordSchema(symbol, 'python');
    assert.deepEqual(Object.keys(schema['properties'] as object), [
      'summary',
      'details',
      'parameters',
      'errors',
      'example',
    ]);
    assert.deepEqual((schema['properties'] as Record<string, unknown>)['parameters'], {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      required: ['a', 'b'],
      additionalProperties: false,
    });
    assert.deepEqual(schema['required'], Object.keys(schema['properties'] as object));
  });

  it('asks for types only in JavaScript and for panics only in Rust', async () => {
    const script = JSON.stringify(
      docRecordSchema(await symbolOf('javascript', 'const f = (a) => a;'), 'javascript'),
    );
    assert.match(script, /"returns":\{"type":"object","properties":\{"type"/);
    const rust = docRecordSchema(await symbolOf('rust', 'fn f() { panic!() }'), 'rust');
    assert.deepEqual(rust['required'], ['summary', 'details', 'panics', 'example']);
  });
});
