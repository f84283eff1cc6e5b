import assert from 'node:assert/strict';
import { errorOf, parseObject, usageFrom } from '../../../src/openai/payload.ts';
import { usageOf } from '../../../src/provider/usage.ts';

describe('A payload of a server', () => {
  it('is a JSON object or nothing', () => {
    assert.deepEqual(parseObject('{"a":1}'), { a: 1 });
    for (const text of ['', '{', '[]', 'null', '1', '"x"']) assert.equal(parseObject(text), undefined, text);
  });

  it('holds an error where one of the known members says so', () => {
    assert.equal(errorOf({ error: 'x', detail: 'y' }), 'x');
    assert.equal(errorOf({ error: null, detail: 'y' }), 'y');
    for (const payload of [{ object: 'error' }, { type: 'error' }]) assert.equal(errorOf(payload), payload);
    assert.equal(errorOf({ error: null, detail: null }), undefined);
    assert.equal(errorOf({ object: 'response', type: 'message' }), undefined);
  });

  it('holds usage where both counts are whole numbers of tokens', () => {
    assert.deepEqual(usageFrom(0, 0), usageOf(0, 0));
    assert.deepEqual(usageFrom(1e9, 1e9), usageOf(1e9, 1e9));
    for (const wrong of [-1, 0.5, 1e9 + 1, Number.NaN, '5', null, undefined]) {
      assert.equal(usageFrom(wrong, 1), undefined, String(wrong));
      assert.equal(usageFrom(1, wrong), undefined, String(wrong));
    }
  });
});
