import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { ConfigLayers } from '../../../src/provider/config.ts';

function resolve(layers: Partial<ConfigLayers> = {}) {
  return resolveConfig({ arguments: {}, environment: {}, settings: {}, ...layers });
}
import { usualTransport } from '../../../src/provider/transportConfig.ts';

describe('The configuration', () => {
  it('has defaults for everything', () => {
    const { config, origins, warnings } = resolve();
    assert.deepEqual(config, {
      endpoint: 'https://api.openai.com/v1',
      model: 'gpt-5.4-mini',
      maxTokens: 4096,
      temperature: null,
      headers: {},
      capabilities: {},
      cache: { enabled: true, days: 30, megabytes: 64 },
      limits: { requestsPerMinute: null, tokensPerMinute: null, concurrency: 10 },
      timeouts: { headersMs: 30_000, firstTokenMs: 120_000, idleMs: 60_000, totalMs: 600_000 },
      transport: usualTransport,
    });
    assert.deepEqual(origins, {});
    assert.deepEqual(warnings, []);
  });

  it('waits longer for headers and first token of a server on this computer', () => {
    const { timeouts } = resolve({ settings: { endpoint: 'http://localhost:11434/v1' } }).config;
    assert.deepEqual([timeouts.headersMs, timeouts.firstTokenMs], [280_000, 280_000]);
  });

  it('takes arguments before the environment, the environment before settings, and says from where', () => {
    const layers = {
      arguments: { model: 'from-arguments' },
      environment: {
        OPENCRATES_MODEL: 'from-environment',
        OPENCRATES_TEMPERATURE: '0.5',
        OPENCRATES_MAX_TOKENS: '7',
      },
      settings: { model: 'from-settings', temperature: 1, endpoint: 'https://host.example/v1/' },
    };
    const { config, origins } = resolve(layers);
    assert.deepEqual(
      [config.model, config.temperature, config.maxTokens, config.endpoint],
      ['from-arguments', 0.5, 7, 'https://host.example/v1'],
    );
    assert.deepEqual(origins, {
      model: { source: 'arguments', name: 'model' },
      temperature: { source: 'environment', name: 'OPENCRATES_TEMPERATURE' },
      maxTokens: { source: 'environment', name: 'OPENCRATES_MAX_TOKENS' },
      endpoint: { source: 'settings', name: 'opencrates.endpoint' },
    });
  });

  it('takes our own variable before the one of OpenAI', () => {
    const environment = { OPENAI_BASE_URL: 'https://b.example', OPENCRATES_ENDPOINT: 'https://a.example' };
    assert.equal(resolve({ environment }).config.endpoint, 'https://a.example');
    const only = { OPENAI_BASE_URL: 'https://b.example', OPENCRATES_ENDPOINT: '', OPENAI_MODEL: ' m ' };
    assert.equal(resolve({ environment: only }).config.endpoint, 'https://b.example');
    assert.equal(resolve({ environment: only }).config.model, 'm');
  });

  it('takes plain http for this computer only, since nothing would be sent anywhere else', () => {
    const resolved = resolve({ settings: { endpoint: 'http://models.example/v1' } });
    assert.equal(resolved.origins.endpoint, undefined);
    assert.deepEqual(resolved.warnings, [
      { source: 'settings', name: 'opencrates.endpoint', reason: 'notHttp' },
    ]);
    assert.deepEqual(resolve({ settings: { endpoint: 'http://127.0.0.1:8080/v1' } }).warnings, []);
  });

  it('reads times in seconds', () => {
    const settings = {
      'timeouts.headers': 1,
      'timeouts.firstToken': 2.5,
      'timeouts.idle': 3,
      'timeouts.total': 3600,
    };
    assert.deepEqual(resolve({ settings }).config.timeouts, {
      headersMs: 1000,
      firstTokenMs: 2500,
      idleMs: 3000,
      totalMs: 3_600_000,
    });
  });

  for (const [settings, reason] of [
    [{ endpoint: 'nowhere' }, 'notAUrl'],
    [{ endpoint: 'ftp://a.example' }, 'notHttp'],
    [{ endpoint: 'https://a:b@a.example' }, 'holdsCredentials'],
    [{ endpoint: 'https://a.example?x=1' }, 'holdsQuery'],
    [{ endpoint: 5 }, 'wrongType'],
    [
      { endpoint: 'https://a.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21' },
      'azureDeployment',
    ],
    [{ endpoint: 'https://a.openai.azure.com' }, 'azureDeployment'],
    [{ model: ' ' }, 'outOfRange'],
    [{ model: 'a\nb' }, 'outOfRange'],
    [{ maxTokens: 0 }, 'outOfRange'],
    [{ maxTokens: 1.5 }, 'wrongType'],
    [{ maxTokens: 'many' }, 'wrongType'],
    [{ temperature: 3 }, 'outOfRange'],
    [{ temperature: true }, 'wrongType'],
    [{ headers: 'x' }, 'wrongType'],
    [{ headers: { a: 1 } }, 'wrongType'],
    [{ headers: { a: 'x\ny' } }, 'outOfRange'],
    [{ headers: { 'a b': 'x' } }, 'outOfRange'],
    [{ headers: { Host: 'x' } }, 'outOfRange'],
    [{ capabilities: true }, 'wrongType'],
    [{ capabilities: { 'a.example': { wire: 'carrier pigeon' } } }, 'outOfRange'],
    [{ capabilities: { 'a.example': { unheardOf: true } } }, 'outOfRange'],
    [{ 'limits.requestsPerMinute': 0 }, 'outOfRange'],
    [{ 'limits.tokensPerMinute': 1.5 }, 'wrongType'],
    [{ 'limits.concurrency': 1001 }, 'outOfRange'],
    [{ 'timeouts.idle': 0 }, 'outOfRange'],
    [{ 'timeouts.total': '60' }, 'wrongType'],
  ] as const) {
    it(`passes over ${JSON.stringify(settings)} with one warning: ${reason}`, () => {
      const resolved = resolve({ settings });
      assert.deepEqual(resolved.config, resolve().config);
      const [name] = Object.keys(settings);
      assert.deepEqual(resolved.warnings, [{ source: 'settings', name: `opencrates.${name}`, reason }]);
    });
  }

  it('falls to the next layer below a bad value', () => {
    const { config, warnings } = resolve({
      environment: { OPENCRATES_TEMPERATURE: 'warm' },
      settings: { temperature: 0.3 },
    });
    assert.equal(config.temperature, 0.3);
    assert.deepEqual(
      warnings.map(({ source, name }) => [source, name]),
      [['environment', 'OPENCRATES_TEMPERATURE']],
    );
  });

  it('never throws and never repeats a bad value in its warnings', () => {
    const field = fc.constantFrom(
      'endpoint',
      'model',
      'maxTokens',
      'temperature',
      'headers',
      'timeouts.idle',
    );
    fc.assert(
      fc.property(
        fc.dictionary(field, fc.anything()),
        fc.dictionary(field, fc.string()),
        (settings, given) => {
          const { config, warnings } = resolve({ settings, arguments: given });
          assert.ok(config.maxTokens >= 1 && config.model !== '');
          for (const warning of warnings)
            assert.deepEqual(Object.keys(warning), ['source', 'name', 'reason']);
        },
      ),
    );
  });
});
