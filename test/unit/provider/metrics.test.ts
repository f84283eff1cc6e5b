import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instruments } from '../../../src/provider/metricNames.ts';
import { createMetrics } from '../../../src/provider/metrics.ts';
import { metricsOtlp } from '../../../src/provider/metricsOtlp.ts';
import { metricsText } from '../../../src/provider/metricsText.ts';
import { noUsage } from '../../../src/provider/usage.ts';
import { anyText } from '../../support/hostileStrings.ts';
import { readExposition } from '../../support/readExposition.ts';
import type { Sample } from '../../support/readExposition.ts';
import { attemptOf } from './attemptLine.ts';

const request = { task: 'generate', model: 'gpt-x', outcome: 'ok', milliseconds: 1500 } as const;
const valueOf = (
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>>,
): unknown =>
  samples.find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, text]) => sample.labels.get(label) === text),
  )?.value;

describe('Metrics', () => {
  it('are no text at all before anything happened', () => {
    assert.equal(metricsText(createMetrics(() => 0).snapshot()), '');
  });

  it('count requests and their time under the names of old', () => {
    const metrics = createMetrics(() => 0);
    metrics.countRequest(request);
    metrics.countRequest(request);
    metrics.countRequest({ ...request, outcome: 'server', milliseconds: 200_000 });
    const [requests, duration] = readExposition(metricsText(metrics.snapshot()));
    assert.deepEqual([requests?.name, requests?.type], ['codex_requests_total', 'counter']);
    const labels = { task: 'generate', model: 'gpt-x' };
    assert.equal(valueOf(requests?.samples ?? [], 'codex_requests_total', { ...labels, outcome: 'ok' }), 2);
    assert.equal(
      valueOf(requests?.samples ?? [], 'codex_requests_total', { ...labels, outcome: 'server' }),
      1,
    );
    assert.deepEqual([duration?.name, duration?.type], ['codex_request_duration_seconds', 'histogram']);
    const bucket = (le: string): unknown =>
      valueOf(duration?.samples ?? [], 'codex_request_duration_seconds_bucket', { ...labels, le });
    assert.deepEqual(['1.28', '2.56', '81.92', '+Inf'].map(bucket), [0, 2, 2, 3]);
    assert.equal(valueOf(duration?.samples ?? [], 'codex_request_duration_seconds_sum', labels), 203);
  });

  it('count what the cache answered apart from what a server was asked', () => {
    const metrics = createMetrics(() => 0);
    metrics.countCacheHit({ task: 'explain', model: 'gpt-x' });
    metrics.countCacheHit({ task: 'explain', model: 'gpt-x' });
    const families = readExposition(metricsText(metrics.snapshot()));
    assert.deepEqual(
      families.map(({ name }) => name),
      ['codex_cache_hits_total'],
    );
    const labels = { task: 'explain', model: 'gpt-x' };
    assert.equal(valueOf(families[0]?.samples ?? [], 'codex_cache_hits_total', labels), 2);
  });

  it('count attempts under the names of OpenTelemetry', () => {
    const metrics = createMetrics(() => 0);
    metrics.countAttempt(attemptOf());
    metrics.countAttempt(attemptOf({ outcome: 'timeout', firstTokenMs: undefined, usage: noUsage }));
    const families = readExposition(metricsText(metrics.snapshot()));
    assert.deepEqual(
      families.map(({ name }) => name),
      [
        'gen_ai_client_operation_duration_seconds',
        'gen_ai_client_operation_time_to_first_chunk_seconds',
        'gen_ai_client_token_usage',
      ],
    );
    const labels = {
      gen_ai_operation_name: 'chat',
      gen_ai_provider_name: 'openai',
      gen_ai_request_model: 'gpt-x',
      server_address: 'models.example',
    };
    const all = families.flatMap(({ samples }) => samples);
    const count = (name: string, more: object = {}): unknown =>
      valueOf(all, `${name}_count`, { ...labels, ...more });
    assert.equal(count('gen_ai_client_operation_duration_seconds', { error_type: 'timeout' }), 1);
    assert.equal(count('gen_ai_client_operation_time_to_first_chunk_seconds'), 1);
    assert.equal(valueOf(all, 'gen_ai_client_token_usage_sum', { gen_ai_token_type: 'input' }), 100);
    assert.equal(valueOf(all, 'gen_ai_client_token_usage_sum', { gen_ai_token_type: 'output' }), 20);
  });

  it('have at most twenty models and hosts; the others are counted together', () => {
    const metrics = createMetrics(() => 0);
    for (let index = 0; index < 1000; index += 1) {
      metrics.countRequest({ ...request, model: `m${index}` });
      metrics.countAttempt(attemptOf({ model: `m${index}`, host: `h${index}.example` }));
    }
    const families = readExposition(metricsText(metrics.snapshot()));
    const total = families.find(({ name }) => name === 'codex_requests_total')?.samples ?? [];
    assert.equal(total.length, 21);
    assert.equal(valueOf(total, 'codex_requests_total', { model: 'other' }), 980);
    const hosts = families.flatMap(({ samples }) =>
      samples.map(({ labels }) => labels.get('server_address')),
    );
    assert.equal(new Set(hosts.filter((host) => host !== undefined)).size, 21);
  });

  it('stay a valid text whatever a model or a host is called', () => {
    const name = anyText;
    const call = fc.record({
      model: name,
      host: name,
      milliseconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 60 }), (calls) => {
        const metrics = createMetrics(() => 0);
        for (const { model, host, milliseconds } of calls) {
          metrics.countRequest({ ...request, model, milliseconds });
          metrics.countAttempt(attemptOf({ model, host, milliseconds }));
        }
        const families = readExposition(metricsText(metrics.snapshot()));
        const counted = families.find(({ name: family }) => family === 'codex_requests_total')?.samples ?? [];
        assert.equal(
          counted.reduce((sum, { value }) => sum + value, 0),
          calls.length,
        );
        assert.ok(counted.length <= 21);
        assert.ok(counted.every(({ labels }) => (labels.get('model') ?? '').length <= 64));
      }),
      { numRuns: 40 },
    );
  });
});

describe('Metrics for OpenTelemetry', () => {
  it('are one request of OTLP in JSON, cumulative, with 64-bit numbers as texts', () => {
    const metrics = createMetrics(() => 1_800_000_000_000);
    metrics.countRequest(request);
    const body: unknown = JSON.parse(
      metricsOtlp(metrics.snapshot(), { version: '1.2.3', installId: 'id-1' }),
    );
    const text = (key: string, stringValue: string): object => ({ key, value: { stringValue } });
    const times = { startTimeUnixNano: '1800000000000000000', timeUnixNano: '1800000000000000000' };
    const labels = [text('task', 'generate'), text('model', 'gpt-x')];
    assert.deepEqual(body, {
      resourceMetrics: [
        {
          resource: {
            attributes: [
              text('service.name', 'opencrates'),
              text('service.version', '1.2.3'),
              text('service.instance.id', 'id-1'),
            ],
          },
          scopeMetrics: [
            {
              scope: { name: 'opencrates', version: '1.2.3' },
              metrics: [
                {
                  name: 'codex_requests_total',
                  description: instruments.requests.help,
                  unit: '{request}',
                  sum: {
                    aggregationTemporality: 2,
                    isMonotonic: true,
                    dataPoints: [{ ...times, attributes: [...labels, text('outcome', 'ok')], asInt: '1' }],
                  },
                },
                {
                  name: 'codex_request_duration_seconds',
                  description: instruments.requestDuration.help,
                  unit: 's',
                  histogram: {
                    aggregationTemporality: 2,
                    dataPoints: [
                      {
                        ...times,
                        attributes: labels,
                        count: '1',
                        sum: 1.5,
                        bucketCounts: '000000001000000'.split(''),
                        explicitBounds: instruments.requestDuration.bounds,
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('name no installation when that is switched off, and keep the names of the conventions', () => {
    const metrics = createMetrics(() => 0);
    metrics.countAttempt(attemptOf());
    const body = metricsOtlp(metrics.snapshot(), { version: '1.2.3', installId: undefined });
    assert.doesNotMatch(body, /service\.instance\.id/);
    const names = [...body.matchAll(/"name":"(gen_ai[^"]+)"/g)].map(([, name]) => name);
    assert.deepEqual(names, [
      'gen_ai.client.operation.duration',
      'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.token.usage',
    ]);
  });
});
