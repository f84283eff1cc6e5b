import assert from 'node:assert/strict';
import { longestStretch } from '../../bench/latency/ownStretch.ts';

const frame = (functionName: string, url: string) => ({ functionName, url });
const nodes = [
  { id: 1, callFrame: frame('(root)', ''), children: [2, 4, 5] },
  { id: 2, callFrame: frame('read', 'file:///ours/read.js'), children: [3] },
  { id: 3, callFrame: frame('parse', 'wasm://parser') },
  { id: 4, callFrame: frame('other', 'file:///theirs/other.js') },
  { id: 5, callFrame: frame('(garbage collector)', '') },
];
const longest = (samples: readonly number[], turns: readonly number[] = []): number =>
  longestStretch({ startTime: 0, nodes, samples, timeDeltas: samples.map(() => 1000) }, turns, (url) =>
    url.includes('/ours/'),
  );

describe('The longest stretch of our code', () => {
  it('holds what our code calls, and the garbage it leaves', () =>
    assert.equal(longest([4, 2, 3, 3, 5, 4]), 4));
  it('holds nothing of others', () => assert.equal(longest([1, 4, 5, 4, 1]), 0));
  it('ends with a turn of the event loop', () => assert.equal(longest([2, 2, 2, 2, 2], [2500]), 3));
  it('adds up within one turn', () => assert.equal(longest([2, 4, 2]), 2));
});
