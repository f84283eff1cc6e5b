import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requestKey } from '../../../src/provider/requestKey.ts';
import type { GenerationRequest } from '../../../src/provider/provider.ts';

const target = { endpoint: 'https://a.example/v1', model: 'm', maxTokens: 100, temperature: null };
const request: GenerationRequest = {
  task: 'generate',
  system: 's',
  context: [{ kind: 'unit', label: 'a.ts', text: 'x', tokens: 1 }],
  prompt: 'p',
  history: [{ role: 'user', text: 'u' }],
  format: { kind: 'text' },
};
const schema = {
  kind: 'jsonSchema',
  name: 'n',
  schema: { type: 'object', a: [1, { b: 2, c: null }] },
} as const;

describe('The key of a request', () => {
  it('is 64 hexadecimal digits that stay the same from version to version', () => {
    assert.equal(
      requestKey(request, target),
      '2c0efd365ed03e2300b5586c78573042e7b730ecde170f347d4a67e454ee40c1',
    );
  });

  for (const [what, other, there] of [
    ['task', { task: 'explain' }, {}],
    ['system prompt', { system: 't' }, {}],
    ['kind of context', { context: [{ kind: 'imports', label: 'a.ts', text: 'x', tokens: 1 }] }, {}],
    ['label of context', { context: [{ kind: 'unit', label: 'b.ts', text: 'x', tokens: 1 }] }, {}],
    ['text of context', { context: [{ kind: 'unit', label: 'a.ts', text: 'y', tokens: 1 }] }, {}],
    ['prompt', { prompt: 'q' }, {}],
    ['history', { history: [] }, {}],
    ['side of a turn', { history: [{ role: 'assistant', text: 'u' }] }, {}],
    ['text of a turn', { history: [{ role: 'user', text: 'v' }] }, {}],
    ['format', { format: schema }, {}],
    ['model', { model: 'n' }, {}],
    ['token limit', { maxTokens: 101 }, {}],
    ['temperature', { temperature: 0 }, {}],
    ['reasoning', { reasoning: 'low' }, {}],
    ['endpoint', {}, { endpoint: 'https://b.example/v1' }],
    ['configured model', {}, { model: 'n' }],
    ['configured token limit', {}, { maxTokens: 101 }],
    ['configured temperature', {}, { temperature: 0 }],
  ] as const) {
    it(`is another for another ${what}`, () => {
      const changed = requestKey({ ...request, ...other }, { ...target, ...there });
      assert.notEqual(changed, requestKey(request, target));
    });
  }

  it('is the same when the request says what the configuration says', () => {
    const said = { ...request, model: 'm', maxTokens: 100, temperature: 0.5 };
    assert.equal(requestKey(said, target), requestKey(request, { ...target, temperature: 0.5 }));
  });

  it('takes no notice of our count of tokens and of the order of a schema’s properties', () => {
    const recounted = { ...request, context: request.context.map((part) => ({ ...part, tokens: 9 })) };
    assert.equal(requestKey(recounted, target), requestKey(request, target));
    const turned = { ...schema, schema: { a: [1, { c: null, b: 2 }], type: 'object' } };
    assert.equal(
      requestKey({ ...request, format: turned }, target),
      requestKey({ ...request, format: schema }, target),
    );
    const listed = { ...schema, schema: { type: 'object', a: [{ b: 2, c: null }, 1] } };
    assert.notEqual(
      requestKey({ ...request, format: listed }, target),
      requestKey({ ...request, format: schema }, target),
    );
  });

  it('tells a property from an entry of a list', () => {
    const as = (inner: unknown): GenerationRequest => ({
      ...request,
      format: { ...schema, schema: { inner } },
    });
    assert.notEqual(requestKey(as({ a: 1 }), target), requestKey(as([['a', 1]]), target));
  });

  it('never takes the end of one text for the beginning of the next', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (one, moved, two) => {
        const key = (system: string, prompt: string): string =>
          requestKey({ ...request, system, prompt }, target);
        assert.notEqual(key(one + moved, two), key(one, moved + two));
      }),
    );
  });
});
