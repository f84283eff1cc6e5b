import assert from 'node:assert/strict';
import { ProviderError } from '../../../src/provider/errors.ts';
import { startMetricsPush } from '../../../src/provider/metricsPush.ts';
import type { MetricsPush } from '../../../src/provider/metricsPush.ts';
import { createManualClock } from '../../support/manualClock.ts';

interface Sent {
  readonly url: string;
  readonly body: unknown;
}

/** A push every second to a collector that answers as told. */
function pushing(
  answer: () => Promise<Response>,
  over: Partial<MetricsPush> = {},
): {
  readonly sent: readonly Sent[];
  readonly told: readonly string[];
  readonly pass: () => Promise<void>;
  readonly pending: () => number;
  readonly stop: () => void;
} {
  const clock = createManualClock();
  const sent: Sent[] = [];
  const told: string[] = [];
  const push = startMetricsPush({
    endpoint: 'https://collector.example',
    intervalMs: 1000,
    body: () => '{}',
    clock,
    fetch(input, init) {
      sent.push({ url: input instanceof Request ? input.url : input.toString(), body: init?.body });
      return answer();
    },
    onFailure: (reason) => told.push(reason),
    ...over,
  });
  return {
    sent,
    told,
    async pass() {
      clock.pass(1000);
      await new Promise((resolve) => setImmediate(resolve));
    },
    pending: () => clock.pending,
    stop: () => push[Symbol.dispose](),
  };
}

const fine = (): Promise<Response> => Promise.resolve(new Response('{}'));

describe('Pushing metrics', () => {
  it('goes to the collector again and again until it is ended', async () => {
    const { sent, told, pass, pending, stop } = pushing(fine);
    await pass();
    await pass();
    const each = { url: 'https://collector.example/v1/metrics', body: '{}' };
    assert.deepEqual(sent, [each, each]);
    stop();
    await pass();
    assert.deepEqual([sent.length, told, pending()], [2, [], 0]);
  });

  it('takes a whole address as it is', async () => {
    const { sent, pass, stop } = pushing(fine, { endpoint: 'http://127.0.0.1:4318/v1/metrics' });
    await pass();
    stop();
    assert.equal(sent[0]?.url, 'http://127.0.0.1:4318/v1/metrics');
  });

  it('sends nothing while there is nothing, and nothing in plain http over the network', async () => {
    const idle = pushing(fine, { body: () => undefined });
    await idle.pass();
    idle.stop();
    assert.deepEqual(idle.sent, []);
    for (const endpoint of ['http://collector.example', 'http://192.168.1.5:4318', 'http://nas.local']) {
      const plain = pushing(fine, { endpoint });
      await plain.pass();
      await plain.pass();
      plain.stop();
      assert.deepEqual([plain.sent, plain.told], [[], ['plain http to another computer']]);
    }
  });

  it('tells a failure once, goes on, and tells the next one after a success', async () => {
    const answers = [
      () => Promise.reject(new Error('secret address')),
      () => Promise.resolve(new Response('', { status: 503 })),
      fine,
      () => Promise.resolve(new Response(null, { status: 400 })),
    ];
    let at = 0;
    const { told, pass, stop } = pushing(() => (answers[at++] ?? fine)());
    for (const _ of answers) await pass();
    stop();
    assert.deepEqual(told, ['not reached', 'status 400']);
  });

  it('tells by its kind what the transport refused', async () => {
    const refusal = new ProviderError({ kind: 'tls', detail: 'collector.example is too old' });
    const { told, pass, stop } = pushing(() => Promise.reject(refusal));
    await pass();
    stop();
    assert.deepEqual(told, ['tls']);
  });

  it('gives up a push that is under way when it is ended, and says nothing of it', async () => {
    let signal: AbortSignal | null | undefined;
    const { told, pass, pending, stop } = pushing(fine, {
      fetch: (_, init) => {
        signal = init?.signal;
        return new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal?.reason)),
        );
      },
    });
    await pass();
    stop();
    await pass();
    assert.deepEqual([signal?.aborted, told, pending()], [true, [], 0]);
  });
});
