import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveConfig } from '../../../src/provider/config.ts';
import { configFileLimit, readConfigFile } from '../../../src/provider/configFile.ts';
import { anyText } from '../../support/hostileStrings.ts';

function read(name: string, text: string | Uint8Array): unknown {
  const file = readConfigFile(name, typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return typeof file === 'string' ? file : Object.fromEntries(file.values);
}
const toml = (text: string): unknown => read('opencrates.toml', text);
const json = (text: string): unknown => read('opencrates.json', text);

describe('A configuration file of a folder', function () {
  this.timeout(20_000);
  const expected = { model: 'small-coder', maxTokens: 512, temperature: 0.5, 'timeouts.idle': 30 };

  it('says the same as TOML and as JSON, with tables or dotted names', () => {
    assert.deepEqual(
      toml('model = "small-coder"\nmaxTokens = 512\ntemperature = 0.5\n[timeouts]\nidle = 30\n'),
      expected,
    );
    assert.deepEqual(
      toml('model = "small-coder"\nmaxTokens = 512\ntemperature = 0.5\ntimeouts.idle = 30\n'),
      expected,
    );
    const { 'timeouts.idle': idle, ...flat } = expected;
    assert.deepEqual(json(JSON.stringify({ ...flat, timeouts: { idle } })), expected);
    assert.deepEqual(json(JSON.stringify(expected)), expected);
  });

  it('may begin with a byte order mark and be empty', () => {
    assert.deepEqual(toml('\ufeffmodel = "m"'), { model: 'm' });
    assert.deepEqual(json('\ufeff{"model":"m"}'), { model: 'm' });
    assert.deepEqual(toml(''), {});
    assert.deepEqual(json('{}'), {});
  });

  for (const [what, name, bytes, problem] of [
    ['TOML that is none', 'opencrates.toml', 'model = ', 'notToml'],
    ['a name given twice', 'opencrates.toml', 'a = 1\na = 2', 'notToml'],
    ['a number beyond what can be counted', 'opencrates.toml', 'a = 99999999999999999999', 'notToml'],
    ['JSON that is none', 'opencrates.json', '{', 'notJson'],
    ['JSON with comments', 'opencrates.json', '{} // x', 'notJson'],
    ['a list', 'opencrates.json', '[]', 'notJson'],
    ['nothing at all', 'opencrates.json', '', 'notJson'],
    ['a text', 'opencrates.json', '"model"', 'notJson'],
    ['null', 'opencrates.json', 'null', 'notJson'],
    ['UTF-16', 'opencrates.json', Buffer.from('\ufeff{}', 'utf16le'), 'notUtf8'],
    ['bytes that are no text', 'opencrates.toml', Uint8Array.of(0x61, 0xff), 'notUtf8'],
    ['more than 64 kB', 'opencrates.toml', `# ${'x'.repeat(configFileLimit)}`, 'tooLarge'],
    ['100,000 brackets in JSON', 'opencrates.json', '['.repeat(60_000), 'notJson'],
    ['100,000 brackets in TOML', 'opencrates.toml', `a = ${'['.repeat(60_000)}`, 'notToml'],
  ] as const) {
    it(`that is ${what} is not used: ${problem}`, () => assert.equal(read(name, bytes), problem));
  }

  it('deep inside stays a value, which no field takes', () => {
    const deep = json(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as Record<string, unknown>;
    assert.deepEqual(Object.keys(deep), ['a.a.a']);
  });

  it('gives at most 200 entries', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`n${index}`, index]));
    assert.equal(Object.keys(json(JSON.stringify(many)) as object).length, 200);
  });

  it('cannot reach the prototype of anything', () => {
    for (const [name, text] of [
      [
        'opencrates.json',
        '{"__proto__":{"model":"x","polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      ],
      ['opencrates.toml', '[__proto__]\nmodel = "x"\npolluted = 1\n[constructor.prototype]\npolluted = 1\n'],
    ] as const) {
      const file = readConfigFile(name, new TextEncoder().encode(text));
      assert.ok(typeof file !== 'string');
      const { config } = resolveConfig({ arguments: {}, environment: {}, settings: {}, file });
      assert.equal(config.model, 'gpt-5.4-mini');
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
      assert.deepEqual([...file.values.keys()].toSorted(), [
        '__proto__.model',
        '__proto__.polluted',
        'constructor.prototype.polluted',
      ]);
    }
  });

  it('never throws and always leaves a usable configuration', () => {
    const text = fc.oneof(
      anyText,
      fc.json(),
      fc
        .array(fc.tuple(fc.string(), fc.jsonValue()))
        .map((pairs) =>
          pairs.map(([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`).join('\n'),
        ),
    );
    fc.assert(
      fc.property(fc.constantFrom('opencrates.toml', 'opencrates.json'), text, (name, content) => {
        const file = readConfigFile(name, new TextEncoder().encode(content));
        if (typeof file === 'string') return;
        const { config } = resolveConfig({ arguments: {}, environment: {}, settings: {}, file });
        assert.equal(config.endpoint, 'https://api.openai.com/v1');
        assert.ok(config.maxTokens >= 1);
      }),
      { numRuns: 100 },
    );
  });
});
