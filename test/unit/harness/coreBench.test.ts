import assert from 'node:assert/strict';
import { coreTable, isMissed } from '../../bench/core/coreFigure.ts';
import { interleave } from '../../bench/core/rounds.ts';

describe('A figure of the core bench', () => {
  const figure = { name: 'f', core: 1, errors: 0 };

  it('is met on either side of its goal, the goal itself included', () => {
    assert.equal(isMissed({ ...figure, goal: { atMost: 2, of: 2 } }), false);
    assert.equal(isMissed({ ...figure, goal: { atMost: 2, of: 2.1 } }), true);
    assert.equal(isMissed({ ...figure, goal: { atLeast: 2, of: 2 } }), false);
    assert.equal(isMissed({ ...figure, goal: { atLeast: 2, of: 1.9 } }), true);
  });

  it('is missed when its number is none, or one request failed', () => {
    assert.equal(isMissed({ ...figure, goal: { atMost: 2, of: Number.NaN } }), true);
    assert.equal(isMissed({ ...figure, goal: { atLeast: 2, of: Number.NaN } }), true);
    assert.equal(isMissed({ ...figure, goal: { atMost: 2, of: 1 }, errors: 1 }), true);
    assert.equal(isMissed({ ...figure, errors: 1 }), true);
    assert.equal(isMissed(figure), false);
  });

  it('shows what is judged and the verdict', () => {
    const [, line] = coreTable([
      { ...figure, sdk: 2.5, judged: 'core ÷ sdk', goal: { atMost: 0.5, of: 0.4 } },
    ]);
    assert.match(line ?? '', /^f .* 2\.500 .* 1\.000 .* 0 .* 0\.400 .* ≤ 0\.5 {2}met core ÷ sdk$/);
  });
});

describe('The rounds of the core bench', () => {
  it('let everyone measure once per round, each round another one first', async () => {
    const order: string[] = [];
    const measuring = (name: string) => async (): Promise<number> => order.push(name);
    const numbers = await interleave({ a: measuring('a'), b: measuring('b') }, 2);
    assert.deepEqual(order, ['a', 'b', 'b', 'a']);
    assert.deepEqual(numbers, { a: [1, 4], b: [2, 3] });
  });
});
