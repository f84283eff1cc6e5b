import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCatalogue } from '../../../src/models/catalogue.ts';
import {
  isReasoningName,
  takesSchemaByName,
  writesTextByName,
} from '../../../src/provider/modelAbilities.ts';

const openai = 'https://api.openai.com/v1';

describe('What is known of a model', () => {
  const catalogue = createCatalogue();

  it('is price, context window, abilities and its last day', () => {
    assert.deepEqual(catalogue.modelInfo(openai, 'gpt-4o'), {
      id: 'gpt-4o',
      writesText: true,
      price: { input: 2.5, output: 10 },
      contextWindow: 128_000,
      reasoning: false,
      jsonSchema: true,
      shutsDownOn: '2027-01-14',
    });
    const mini = catalogue.modelInfo(openai, 'gpt-5.4-mini');
    assert.deepEqual([mini.price, mini.reasoning], [{ input: 0.75, output: 4.5 }, true]);
  });

  it('has the price of small requests where long ones cost more', () => {
    assert.deepEqual(catalogue.modelInfo(openai, 'gpt-5.4').price, { input: 2.5, output: 15 });
  });

  it('goes by the endpoint: a gateway has prices of its own, and a server of ours none', () => {
    const router = catalogue.modelInfo('https://openrouter.ai/api/v1', 'openai/gpt-4o');
    assert.deepEqual(router.price, { input: 2.5, output: 10 });
    for (const endpoint of ['http://127.0.0.1:8080/v1', 'https://models.example/v1'])
      assert.deepEqual(catalogue.modelInfo(endpoint, 'gpt-4o'), { id: 'gpt-4o', writesText: true });
  });

  it('says nothing of a price it does not know, least of all that it is nought', () => {
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom(openai, 'https://x.example', 'nonsense', ''), name, (endpoint, model) => {
        const { price } = catalogue.modelInfo(endpoint, `zz-${model}`);
        assert.equal(price, undefined);
      }),
    );
    assert.equal(catalogue.modelInfo(openai, 'gpt-99-never').price, undefined);
  });

  it('takes the word of the server first', () => {
    const served = { id: 'gpt-4o', contextWindow: 4096, price: { input: 1, output: 2 } };
    const info = catalogue.modelInfo(openai, 'gpt-4o', served);
    assert.deepEqual([info.contextWindow, info.price, info.jsonSchema], [4096, served.price, true]);
    assert.equal(catalogue.modelInfo(openai, 'gpt-4o').contextWindow, 128_000, 'and forgets it again');
  });

  it('comes within 0.05 ms', () => {
    catalogue.modelInfo(openai, 'gpt-5.4-mini');
    const times = Array.from({ length: 2001 }, () => {
      const startedAt = performance.now();
      catalogue.modelInfo(openai, 'gpt-5.4-mini');
      return performance.now() - startedAt;
    });
    const median = times.toSorted((a, b) => a - b)[1000] ?? Infinity;
    assert.ok(median <= 0.05, `${median} ms`);
  });

  it('is not kept for ever', () => {
    for (let index = 0; index < 2100; index += 1) catalogue.modelInfo('https://x.example', `m${index}`);
    assert.equal(catalogue.modelInfo(openai, 'gpt-4o').contextWindow, 128_000);
  });
});

describe('The name of a model', () => {
  it('tells whether it reasons', () => {
    assert.deepEqual(
      ['o3', 'gpt-5.4-mini', 'gpt-6.1-sol', 'gpt-4o', 'gpt-4.1', 'qwen2.5-coder', 'openai/gpt-5'].map(
        isReasoningName,
      ),
      [true, true, true, false, false, false, false],
    );
  });

  it('tells whether its answer can be held to a schema', () => {
    assert.deepEqual(
      ['gpt-4o-mini', 'gpt-4.1', 'gpt-5.4', 'o3', 'gpt-4-turbo', 'gpt-3.5-turbo'].map(takesSchemaByName),
      [true, true, true, true, false, false],
    );
  });

  it('tells what writes no text', () => {
    const others =
      'text-embedding-3-small whisper-1 tts-1 dall-e-3 omni-moderation-latest gpt-image-2 sora-2';
    const more = 'gpt-realtime gpt-4o-transcribe gpt-audio-mini nomic-embed-text bge-reranker-v2';
    for (const model of `${others} ${more}`.split(' ')) assert.equal(writesTextByName(model), false, model);
    for (const model of ['gpt-5.4-mini', 'qwen2.5-coder', 'imagine-7b', 'o3'])
      assert.equal(writesTextByName(model), true, model);
  });
});
