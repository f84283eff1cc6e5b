import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { ConfigFile, ConfigLayers, ConfigSource } from '../../../src/provider/config.ts';
import { configFieldNames, configFields } from '../../../src/provider/configFields.ts';
import type { ConfigField } from '../../../src/provider/configFields.ts';

function file(values: Readonly<Record<string, unknown>>, name = 'opencrates.toml'): ConfigFile {
  return { name, values: new Map(Object.entries(values)) };
}

function resolve(layers: Partial<ConfigLayers>) {
  return resolveConfig({ arguments: {}, environment: {}, settings: {}, ...layers });
}

const somePin = `sha256/${'A'.repeat(43)}=`;

/** One usable value for each field, different for each layer. */
const usable: { readonly [Name in ConfigField]: (layer: number) => unknown } = {
  endpoint: (layer) => `https://layer-${layer}.example/v1`,
  model: (layer) => `model-${layer}`,
  maxTokens: (layer) => 100 + layer,
  temperature: (layer) => layer / 10,
  headers: (layer) => ({ 'x-layer': String(layer) }),
  capabilities: (layer) => ({ [`layer-${layer}.example`]: { streaming: true } }),
  'cache.enabled': (layer) => layer % 2 === 0,
  'cache.days': (layer) => 1 + layer,
  'cache.megabytes': (layer) => 2 + layer,
  'limits.requestsPerMinute': (layer) => 50 + layer,
  'limits.tokensPerMinute': (layer) => 60 + layer,
  'limits.concurrency': (layer) => 70 + layer,
  'timeouts.headers': (layer) => 10 + layer,
  'timeouts.firstToken': (layer) => 20 + layer,
  'timeouts.idle': (layer) => 30 + layer,
  'timeouts.total': (layer) => 40 + layer,
  'tls.minimum': (layer) => ({ [`layer-${layer}.example`]: '1.2' }),
  'tls.pins': (layer) => ({ [`layer-${layer}.example`]: [somePin, somePin] }),
  'tls.clientCertificates': (layer) => ({ 'a.example': { certificate: `/${layer}.pem`, key: '/k.pem' } }),
  'connections.maximum': (layer) => 1 + layer,
  'connections.idle': (layer) => 1 + layer,
  signing: (layer) => ({ 'a.example': `key-${layer}` }),
  'metrics.port': (layer) => 9000 + layer,
  'metrics.otlpEndpoint': (layer) => `https://collector-${layer}.example`,
  'log.installId': (layer) => layer % 2 === 0,
};

const strongestFirst: readonly ConfigSource[] = [
  'arguments',
  'environment',
  'file',
  'workspaceSettings',
  'settings',
];

/** What a layer may say about a field: nothing, something usable, or something that is not. */
const said = fc.constantFrom('nothing', 'usable', 'unusable');
const layersOf = fc.record({
  field: fc.constantFrom(...configFieldNames),
  said: fc.array(said, { minLength: strongestFirst.length, maxLength: strongestFirst.length }),
});

interface Said {
  readonly field: ConfigField;
  readonly said: readonly string[];
}

function layers({ field, said: words }: Said): ConfigLayers {
  const value = (layer: number): unknown => {
    if (words[layer] === 'nothing') return undefined;
    return words[layer] === 'usable' ? usable[field](layer) : { nonsense: [layer] };
  };
  const [variable] = configFields[field].variables;
  const text = words[1] === 'unusable' ? 'non\nsense' : String(value(1));
  return {
    arguments: { [field]: value(0) },
    environment: variable === undefined || words[1] === 'nothing' ? {} : { [variable]: text },
    file: value(2) === undefined ? undefined : file({ [field]: value(2) }),
    workspaceSettings: { [field]: value(3) },
    settings: { [field]: value(4) },
  };
}

/** The layer whose value must be in force, by the rule written out a second time. */
function winner({ field, said: words }: Said): number {
  const hasVariable = configFields[field].variables.length > 0;
  const isPersonal = /^(endpoint|headers|capabilities|signing)$|^(tls|connections|cache|metrics|log)\./.test(
    field,
  );
  return strongestFirst.findIndex((source, layer) => {
    if (words[layer] !== 'usable') return false;
    if (source === 'environment') return hasVariable;
    return !(isPersonal && (source === 'file' || source === 'workspaceSettings'));
  });
}

describe('The order of the layers', function () {
  this.timeout(30_000);
  it('decides each value: the strongest layer that says something usable wins, else the default', () => {
    fc.assert(
      fc.property(layersOf, (chosen) => {
        const resolved = resolveConfig(layers(chosen));
        const layer = winner(chosen);
        const expected = layer === -1 ? resolve({}).values[chosen.field] : usable[chosen.field](layer);
        assert.deepEqual(resolved.values[chosen.field], expected);
        assert.equal(
          resolved.origins[chosen.field]?.source,
          layer === -1 ? undefined : strongestFirst[layer],
        );
        // One layer's nonsense never reaches another field.
        for (const other of configFieldNames.filter((name) => name !== chosen.field))
          assert.equal(resolved.origins[other], undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('names each unusable value above the one in force, and nothing below it', () => {
    fc.assert(
      fc.property(layersOf, (chosen) => {
        const { warnings } = resolveConfig(layers(chosen));
        const layer = winner(chosen);
        for (const { source, reason } of warnings) {
          if (reason === 'refused') continue;
          const at = strongestFirst.indexOf(source);
          assert.equal(chosen.said[at], 'unusable');
          assert.ok(layer === -1 || at < layer);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('A file of the workspace', () => {
  it('stands between the environment and the settings', () => {
    const { config, origins } = resolve({
      environment: { OPENCRATES_MODEL: 'of-the-environment' },
      file: file({ model: 'of-the-file', temperature: 0.5 }),
      workspaceSettings: { temperature: 1, maxTokens: 7 },
      settings: { temperature: 1.5, maxTokens: 8 },
    });
    assert.deepEqual([config.model, config.temperature, config.maxTokens], ['of-the-environment', 0.5, 7]);
    assert.deepEqual(origins.temperature, { source: 'file', name: 'temperature', file: 'opencrates.toml' });
    assert.deepEqual(origins.maxTokens, { source: 'workspaceSettings', name: 'opencrates.maxTokens' });
  });

  for (const name of [
    'endpoint',
    'headers',
    'headers.authorization',
    'capabilities',
    'capabilities.host',
    'tls.minimum',
    'signing',
    'key',
    'apiKey',
    'api_key',
    'openai.api-key',
    'OPENAI_API_KEY',
    'token',
  ]) {
    it(`has no say in ${name}, and is told so`, () => {
      const { config, warnings } = resolve({ file: file({ [name]: 'https://elsewhere.example/v1' }) });
      assert.deepEqual(config, resolve({}).config);
      assert.deepEqual(warnings, [{ source: 'file', name, reason: 'refused' }]);
    });
  }

  for (const name of ['modell', 'timeouts', 'timeouts.never', '__proto__', 'constructor', 'toString', '']) {
    it(`that names ${JSON.stringify(name)} is told that nobody knows it`, () => {
      const { config, warnings } = resolve({ file: { name: 'f', values: new Map([[name, 1]]) } });
      assert.deepEqual(config, resolve({}).config);
      assert.deepEqual(warnings, [{ source: 'file', name, reason: 'unknown' }]);
    });
  }

  it('never redirects, whatever it says', () => {
    const names = fc.oneof(fc.constantFrom(...configFieldNames, 'key'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(names, fc.anything()), (values) => {
        const { config, warnings } = resolve({ file: file(values) });
        const usual = resolve({}).config;
        assert.deepEqual(
          [config.endpoint, config.headers, config.capabilities, config.transport],
          [usual.endpoint, usual.headers, usual.capabilities, usual.transport],
        );
        for (const warning of warnings) assert.deepEqual(Object.keys(warning), ['source', 'name', 'reason']);
      }),
    );
  });

  it('gives no personal value through the settings of the workspace either', () => {
    const workspaceSettings = { endpoint: 'https://elsewhere.example', headers: { a: 'b' } };
    assert.deepEqual(resolve({ workspaceSettings }).config, resolve({}).config);
  });
});
