import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRepeatedShape } from '../../../src/openai/repeatedShape.ts';

const payload = (content: unknown, more: object = {}): string =>
  JSON.stringify({ id: 'a', choices: [{ delta: { content }, finish_reason: null }], ...more });

function learned(text: string, from = payload(text)) {
  const shape = createRepeatedShape('content');
  shape.learn(from, text);
  return shape;
}

describe('The shape of a repeated event', () => {
  it('gives any text of an event that differs in nothing else', () => {
    const anyText = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        assert.equal(learned(one).textIn(payload(other)), other);
      }),
    );
  });

  it('never gives another text than the parser would, whatever the event', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('"', '\\', 'content', ':', ',', '{', '}', 'a', '\n', 'u0041'),
    });
    fc.assert(
      fc.property(hostile, hostile, (one, inside) => {
        const raw = payload('').replace('""', () => `"${inside}"`);
        const given = learned(one).textIn(raw);
        if (given === undefined) return;
        const parsed = JSON.parse(raw) as { readonly choices: readonly { readonly delta: object }[] };
        assert.deepEqual(parsed.choices[0]?.delta, { content: given });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives nothing for an event that differs in anything else', () => {
    const shape = learned('hello');
    assert.equal(shape.textIn(payload('hello', { x: 1 })), undefined);
    assert.equal(shape.textIn(payload('hello').replace('null', '"stop"')), undefined);
    assert.equal(shape.textIn(payload('hello').replace('null', '"ab"')), undefined);
    assert.equal(shape.textIn(payload('').replace('""', '"')), undefined);
    assert.equal(shape.textIn(payload(null)), undefined);
    assert.equal(shape.textIn(''), undefined);
  });

  it('is not learned where the member is missing, stands twice, or holds another text', () => {
    assert.equal(learned('x', payload(null)).textIn(payload('y')), undefined);
    assert.equal(
      learned('x', payload('x', { content: 'x' })).textIn(payload('y', { content: 'x' })),
      undefined,
    );
    assert.equal(learned('x', payload('z')).textIn(payload('y')), undefined);
  });

  it('is learned from a text with quotes and backslashes', () => {
    assert.equal(learned('"a\\').textIn(payload('b')), 'b');
  });

  it('is not learned from what has no such member or is no JSON', () => {
    assert.equal(learned('hello', '{"abcde":"hello"}').textIn('{"abcde":"other"}'), undefined);
    assert.equal(learned('x', '{"content":"y').textIn('{"content":"z'), undefined);
  });

  it('is gone when it is forgotten', () => {
    const shape = learned('hello');
    shape.forget();
    assert.equal(shape.textIn(payload('hello')), undefined);
  });
});
