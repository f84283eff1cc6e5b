import assert from 'node:assert/strict';
import { symbolRange } from '../../../src/findings/symbolRange.ts';
import type { Unit } from '../../../src/syntax/unit.ts';

function unit(name: string, startLine: number, parent?: Unit): Unit {
  return {
    kind: 'function',
    name,
    startLine,
    endLine: startLine + 2,
    commentStartLine: startLine,
    headerEndLine: startLine,
    parent,
  };
}

const cart = unit('Cart', 0);
const order = unit('Order', 10);
const units = [cart, unit('total', 1, cart), order, unit('total', 11, order), unit('median', 20)];

describe('symbolRange', () => {
  it('finds the one declaration of a name, with or without its brackets', () => {
    assert.equal(symbolRange(units, 'median')?.startLine, 20);
    assert.equal(symbolRange(units, 'median(values: number[])')?.startLine, 20);
  });

  it('finds a member by the path to it, in the notation of any language', () => {
    assert.equal(symbolRange(units, 'Cart.total')?.startLine, 1);
    assert.equal(symbolRange(units, 'Order::total')?.startLine, 11);
    assert.equal(symbolRange(units, 'Order#total')?.startLine, 11);
  });

  it('gives nothing for a name that several bear, or none', () => {
    assert.equal(symbolRange(units, 'total'), undefined);
    assert.equal(symbolRange(units, 'Shop.median'), undefined);
    assert.equal(symbolRange(units, 'mean'), undefined);
    assert.equal(symbolRange(units, ''), undefined);
  });
});
