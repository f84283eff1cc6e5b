import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProviderError } from '../../../src/provider/errors.ts';
import type { CallOptions, GenerationRequest, LLMProvider } from '../../../src/provider/provider.ts';
import { noUsage } from '../../../src/provider/usage.ts';
import { withValidation } from '../../../src/provider/validation.ts';
import { anyText } from '../../support/hostileStrings.ts';

const options: CallOptions = {
  signal: new AbortController().signal,
  priority: 'interactive',
  cache: 'off',
  correlationId: 'c-1',
};
const good: GenerationRequest = {
  task: 'generate',
  system: 'You write code.',
  context: [{ kind: 'unit', label: 'median', text: 'code', tokens: 1 }],
  prompt: 'Write.',
  history: [{ role: 'user', text: 'earlier' }],
  format: { kind: 'jsonSchema', name: 'docs', schema: { type: 'object' } },
  model: 'gpt-x',
  maxTokens: 100,
  temperature: 0,
  reasoning: 'low',
};

/** Sends a request through and gives what arrived behind, or why it did not. */
async function sent(request: unknown): Promise<GenerationRequest | string> {
  let arrived: GenerationRequest | undefined;
  const stream: LLMProvider['stream'] = async function* (given) {
    arrived = given;
    const done = { type: 'done', finish: 'stop', model: 'm', usage: noUsage } as const;
    yield { ...done, usageEstimated: false, source: 'server' };
  };
  const behind: LLMProvider = {
    name: 'fake',
    stream,
    generate: () => Promise.reject(new Error('never asked')),
    healthCheck: () => Promise.resolve({ ok: true, steps: [] }),
  };
  try {
    // What the types forbid is what the check is for.
    await withValidation(behind).generate(request as GenerationRequest, options);
    return arrived ?? 'nothing';
  } catch (error) {
    if (!isProviderError(error)) throw error;
    assert.deepEqual([error.kind, arrived, error.cause], ['badRequest', undefined, undefined]);
    return error.message;
  }
}

describe('A request', () => {
  it('goes through as it is when it can be sent', async () => {
    assert.equal(await sent(good), good);
    const { model, maxTokens, temperature, reasoning, ...least } = { ...good, format: { kind: 'text' } };
    assert.ok([model, maxTokens, temperature, reasoning].every((value) => value !== undefined));
    assert.equal(await sent(least), least);
  });

  it('is stopped before anything is sent when it cannot, and the place is named, never the value', async () => {
    const key = `sk-${'x'.repeat(40)}`;
    const wrong: readonly (readonly [object, string])[] = [
      [{ task: key }, 'task'],
      [{ system: 7 }, 'system'],
      [{ prompt: undefined }, 'prompt'],
      [{ prompt: 'x'.repeat(16 * 1024 * 1024 + 1) }, 'prompt'],
      [{ context: [{ ...good.context[0], kind: key }] }, 'context.0.kind'],
      [{ context: [{ ...good.context[0], tokens: -1 }] }, 'context.0.tokens'],
      [{ history: [{ role: 'system', text: key }] }, 'history.0.role'],
      [{ format: { kind: key } }, 'format.kind'],
      [{ format: { kind: 'jsonSchema', name: 'a b', schema: {} } }, 'format.name'],
      [{ model: key }, 'model'],
      [{ model: 'a\nb' }, 'model'],
      [{ model: '' }, 'model'],
      [{ maxTokens: 0 }, 'maxTokens'],
      [{ maxTokens: 1.5 }, 'maxTokens'],
      [{ temperature: 3 }, 'temperature'],
      [{ temperature: Number.NaN }, 'temperature'],
      [{ reasoning: key }, 'reasoning'],
    ];
    for (const [over, place] of wrong)
      assert.equal(await sent({ ...good, ...over }), `the request's ${place} cannot be used`);
    assert.equal(await sent(null), "the request's  cannot be used");
  });

  it('reaches the server with texts that every server can read', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (one, two) => {
        const request: GenerationRequest = {
          ...good,
          system: one,
          prompt: two,
          context: [{ kind: 'unit', label: two, text: one, tokens: 1 }],
          history: [{ role: 'assistant', text: two }],
        };
        if (two.length > 4096) return;
        const arrived = await sent(request);
        assert.ok(typeof arrived === 'object');
        assert.ok(JSON.stringify(arrived).isWellFormed());
        assert.doesNotMatch(JSON.stringify(arrived), /[^\\]\\ud[89a-f]/);
        assert.equal(arrived.system, one.toWellFormed());
        assert.equal(arrived.history[0]?.text, two.toWellFormed());
      }),
    );
  });

  it('leaves a health check alone', async () => {
    const report = { ok: false, steps: [] };
    const provider = withValidation({
      name: 'fake',
      stream: () => {
        throw new Error('never asked');
      },
      generate: () => Promise.reject(new Error('never asked')),
      healthCheck: () => Promise.resolve(report),
    });
    assert.deepEqual([provider.name, await provider.healthCheck(options.signal)], ['fake', report]);
  });
});
