import assert from 'node:assert/strict';
import fc from 'fast-check';
import { capabilitiesOf } from '../../../src/openai/capabilities.ts';
import { createCapabilityBook } from '../../../src/openai/capabilityBook.ts';
import type { CapabilityBook } from '../../../src/openai/capabilityBook.ts';

const openai = 'https://api.openai.com/v1';
const other = 'https://models.example/v1';
const day = 24 * 3600 * 1000;

/** A store in memory, with a clock that can be turned. */
function shelf(stored?: unknown) {
  const state = { stored, now: 1_000 * day };
  const store = {
    get: () => state.stored,
    set: async (value: unknown) => void (state.stored = structuredClone(value)),
  };
  const open = (): CapabilityBook => createCapabilityBook(store, () => state.now);
  return { state, open };
}

describe('What is known of an endpoint', () => {
  it('is the row of its family at first', () => {
    const book = shelf().open();
    for (const endpoint of [
      openai,
      other,
      'http://127.0.0.1:8080/v1',
      'https://a.openai.azure.com/openai/v1',
    ])
      assert.deepEqual(book.of(endpoint, 'm', {}), capabilitiesOf(endpoint));
  });

  it('is what was learned, of the model before the endpoint, in this window and the next', () => {
    const { open } = shelf();
    const book = open();
    book.learn(other, '', { contextWindow: 8192, hasJsonSchema: true });
    book.learn(other, 'small', { contextWindow: 4096 });
    book.learn(other, 'small', { takesTemperature: false });
    for (const each of [book, open()]) {
      const row = capabilitiesOf(other);
      assert.deepEqual(each.of(other, 'large', {}), { ...row, contextWindow: 8192, hasJsonSchema: true });
      assert.deepEqual(each.of(other, 'small', {}), {
        ...row,
        contextWindow: 4096,
        hasJsonSchema: true,
        takesTemperature: false,
      });
      assert.deepEqual(each.of(openai, 'small', {}), capabilitiesOf(openai));
    }
  });

  it('is above all what a person says, of the model before the host', () => {
    const book = shelf().open();
    book.learn(other, 'small', { canStream: false });
    const said = book.of(other, 'small', {
      'models.example': { streaming: true, jsonSchema: true, contextWindow: 1000, streamOptions: false },
      'models.example small': {
        contextWindow: 2000,
        wire: 'responses',
        tokenLimitField: 'max_completion_tokens',
      },
      'elsewhere.example': { temperature: false },
    });
    assert.deepEqual(said, {
      ...capabilitiesOf(other),
      canStream: true,
      hasJsonSchema: true,
      contextWindow: 2000,
      hasStreamOptions: false,
      wire: 'responses',
      tokenLimitField: 'max_completion_tokens',
    });
    const reasons = book.of(other, 'm', { 'models.example': { reasoning: true, temperature: false } });
    assert.deepEqual(
      [reasons.hasReasoningEffort, reasons.reasons, reasons.takesTemperature],
      [true, true, false],
    );
  });

  it('is told as it is learned', () => {
    const told: unknown[] = [];
    const store = { get: () => undefined, set: async () => undefined };
    const book = createCapabilityBook(
      store,
      () => 0,
      (...lesson) => void told.push(lesson),
    );
    book.learn(other, 'm', { canStream: false });
    assert.deepEqual(told, [[other, 'm', { canStream: false }]]);
  });

  it('is forgotten after 30 days, so that an updated server is asked again', () => {
    const { state, open } = shelf();
    const book = open();
    book.learn(other, 'm', { hasJsonSchema: false });
    state.now += 31 * day;
    assert.deepEqual(book.of(other, 'm', {}), capabilitiesOf(other));
    assert.deepEqual(open().of(other, 'm', {}), capabilitiesOf(other));
  });

  it('is kept for the 300 that were learned last', () => {
    const { state, open } = shelf();
    const book = open();
    for (let index = 0; index < 310; index += 1) book.learn(other, `m${index}`, { contextWindow: 5 });
    assert.equal((state.stored as { entries: unknown[] }).entries.length, 300);
    assert.equal(book.of(other, 'm0', {}).contextWindow, undefined);
    assert.equal(book.of(other, 'm309', {}).contextWindow, 5);
  });

  it('leaves out the damaged entries of its store and keeps the others', () => {
    const good = { endpoint: other, model: 'm', at: 999 * day, learned: { contextWindow: 77 } };
    const entries = [
      null,
      { ...good, model: 'a', learned: { contextWindow: 'many' } },
      { ...good, model: 'b', at: 'yesterday' },
      { ...good, model: 'c', at: 2_000 * day },
      { ...good, model: 'd', learned: { hasJsonSchema: 1 } },
      good,
    ];
    const book = shelf({ version: 1, entries }).open();
    for (const model of ['a', 'b', 'c', 'd'])
      assert.deepEqual(book.of(other, model, {}), capabilitiesOf(other), model);
    assert.equal(book.of(other, 'm', {}).contextWindow, 77);
  });

  it('survives whatever the store holds', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const book = shelf(stored).open();
        book.learn(openai, 'm', { canStream: false });
        assert.equal(book.of(openai, 'm', {}).canStream, false);
      }),
    );
  });

  it('cannot be overridden by names of every object', () => {
    assert.deepEqual(
      shelf().open().of('https://constructor', '__proto__', {}),
      capabilitiesOf('https://constructor'),
    );
  });
});
