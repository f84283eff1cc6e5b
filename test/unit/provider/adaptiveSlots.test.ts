import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createAdaptiveSlots } from '../../../src/provider/adaptiveSlots.ts';
import type { SlotOutcome } from '../../../src/provider/adaptiveSlots.ts';

describe('The slots', () => {
  it('are as many as the setting says, as it is now', () => {
    let most = 10;
    const slots = createAdaptiveSlots(() => most);
    assert.equal(slots.allowed, 10);
    most = 20;
    assert.equal(slots.allowed, 20);
  });

  it('are halved by a complaint, from those in use, and never fewer than one', () => {
    const slots = createAdaptiveSlots(() => 10);
    const taken = Array.from({ length: 7 }, () => slots.take());
    taken[0]?.('throttled');
    assert.deepEqual([slots.allowed, slots.inUse], [3, 6]);
    const alone = createAdaptiveSlots(() => 10);
    alone.take()('throttled');
    assert.equal(alone.allowed, 1);
  });

  it('are halved once by all complaints about attempts from before, and again by one from after', () => {
    const slots = createAdaptiveSlots(() => 8);
    const taken = Array.from({ length: 8 }, () => slots.take());
    for (const leave of taken.slice(0, 4)) leave('throttled');
    assert.deepEqual([slots.allowed, slots.inUse], [4, 4]);
    const later = slots.take();
    later('throttled');
    assert.equal(slots.allowed, 2);
  });

  it('grow by one for as many answers as there are slots, up to the setting', () => {
    const slots = createAdaptiveSlots(() => 4);
    const taken = Array.from({ length: 4 }, () => slots.take());
    for (const leave of taken) leave('throttled');
    const after = (outcome: SlotOutcome): number => {
      slots.take()(outcome);
      return slots.allowed;
    };
    assert.equal(slots.allowed, 2);
    assert.deepEqual([after('answered'), after('other'), after('answered')], [2, 2, 3]);
    assert.deepEqual([after('answered'), after('answered'), after('answered')], [3, 3, 4]);
    after('throttled');
    assert.equal(slots.allowed, 1);
  });

  it('keep the setting as their bound when it shrinks, and follow it again once they have grown', () => {
    let most = 8;
    const slots = createAdaptiveSlots(() => most);
    const taken = Array.from({ length: 8 }, () => slots.take());
    taken[0]?.('throttled');
    most = 2;
    assert.equal(slots.allowed, 2);
    for (const leave of taken.slice(1, 5)) leave('answered');
    most = 30;
    assert.equal(slots.allowed, 30);
  });

  it('follow the setting again as soon as they have grown up to it', () => {
    let most = 4;
    const slots = createAdaptiveSlots(() => most);
    const taken = Array.from({ length: 4 }, () => slots.take());
    taken[0]?.('throttled');
    for (let answers = 0; answers < 5; answers += 1) slots.take()('answered');
    assert.equal(slots.allowed, 4);
    most = 30;
    assert.equal(slots.allowed, 30);
  });

  it('without a setting halve from what is in use and grow on', () => {
    const slots = createAdaptiveSlots(() => Number.POSITIVE_INFINITY);
    const taken = Array.from({ length: 100 }, () => slots.take());
    taken[0]?.('throttled');
    assert.equal(slots.allowed, 50);
    for (const leave of taken.slice(1, 51)) leave('answered');
    assert.equal(slots.allowed, 51);
  });

  it('over any outcomes are at least one, at most the setting, and all given back', () => {
    const outcome = fc.constantFrom<SlotOutcome>('answered', 'throttled', 'other');
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 200 }),
        fc.integer({ min: 1, max: 12 }),
        (outcomes, most) => {
          const slots = createAdaptiveSlots(() => most);
          let taken: ((outcome: SlotOutcome) => void)[] = [];
          for (const each of outcomes) {
            while (slots.inUse < slots.allowed) taken.push(slots.take());
            taken[0]?.(each);
            taken = taken.slice(1);
            assert.ok(slots.allowed >= 1 && slots.allowed <= most);
            assert.equal(slots.inUse, taken.length);
          }
        },
      ),
    );
  });
});
