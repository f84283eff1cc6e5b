import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Choice,
  choiceOf,
  chosenText,
  drop,
  droppedChanges,
  follow,
  isChoiceAmong,
  keptChanges,
  nearestTo,
  proposedLine,
  restore,
  stepFrom,
  touchedBy,
} from '../../../src/edits/choice.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '}', 'd\f', 'e\r'), { maxLength: 30 })
  .map((lines) => lines.join('\n'));

/** A proposal and some of its changes, as numbers of `kept`. */
const proposal = fc.record({ base: text, proposed: text, picks: fc.array(fc.nat(20), { maxLength: 8 }) });

function picked(choice: Choice, picks: readonly number[]): Choice['kept'] {
  return choice.kept.filter((_, index) => picks.includes(index));
}

const base = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].join('\n');
const proposed = ['one', 'TWO', 'three', 'five', 'six', 'new', 'seven'].join('\n');
const choice = choiceOf(base, proposed);

describe('The choice of changes', () => {
  it('gives the original text when every change is dropped, at once or one after another', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        const all = choiceOf(before, after);
        assert.equal(chosenText(all), after);
        assert.equal(chosenText(drop(all, all.kept)), before);
        assert.equal(chosenText(all.kept.reduce((left, edit) => drop(left, [edit]), all)), before);
      }),
      { numRuns: 2000 },
    ));

  it('gives the proposal again when what was dropped is restored, in any order', () =>
    fc.assert(
      fc.property(proposal, fc.boolean(), ({ base: before, proposed: after, picks }, backwards) => {
        const all = choiceOf(before, after);
        const less = drop(all, picked(all, picks));
        const edits = droppedChanges(less).map(({ edit }) => edit);
        assert.deepEqual(new Set(edits), new Set(picked(all, picks)));
        const back = (backwards ? edits.toReversed() : edits).reduce((to, edit) => restore(to, [edit]), less);
        assert.equal(chosenText(back), after);
        assert.equal(chosenText(restore(less, edits)), after);
      }),
      { numRuns: 2000 },
    ));

  it('has every change where the text has its lines', () =>
    fc.assert(
      fc.property(proposal, ({ base: before, proposed: after, picks }) => {
        const all = choiceOf(before, after);
        const less = drop(all, picked(all, picks));
        const lines = chosenText(less).split('\n');
        for (const { edit, line } of keptChanges(less))
          assert.deepEqual(lines.slice(line, line + edit.lines.length), edit.lines);
        for (const { edit, line, lines: count } of droppedChanges(less))
          assert.deepEqual(
            lines.slice(line, line + count),
            before.split('\n').slice(edit.startLine, edit.startLine + count),
          );
      }),
      { numRuns: 1000 },
    ));

  it('follows whatever was written by hand, and a reverted block can be restored', () =>
    fc.assert(
      fc.property(proposal, text, ({ base: before, proposed: after, picks }, typed) => {
        const all = choiceOf(before, after);
        assert.equal(chosenText(follow(all, typed)), typed);
        const reverted = chosenText(drop(all, picked(all, picks)));
        const seen = follow(all, reverted);
        assert.equal(chosenText(seen), reverted);
        assert.equal(chosenText(drop(seen, seen.kept)), before);
      }),
      { numRuns: 1000 },
    ));

  it('restores a block that was reverted in the diff itself, and leaves what was written by hand', () => {
    const reverted = ['one', 'two', 'three', 'five', 'six', 'new by hand', 'seven'].join('\n');
    const seen = follow(choice, reverted);
    const [first, ...others] = droppedChanges(seen);
    assert.deepEqual(first, {
      edit: { startLine: 1, deleteCount: 1, lines: ['TWO'] },
      line: 1,
      lines: 1,
    });
    assert.deepEqual(others, [], 'what was edited by hand is not dropped');
    assert.equal(
      chosenText(restore(seen, first === undefined ? [] : [first.edit])),
      reverted.replace('two', 'TWO'),
    );
  });

  it('brings a change back as it was edited by hand, rather than as it was proposed', () => {
    const edited = follow(choice, proposed.replace('TWO', 'TWO by hand'));
    const dropped = drop(edited, edited.kept.slice(0, 1));
    const [first, second] = droppedChanges(dropped);
    assert.deepEqual([first?.edit.lines, second?.edit.lines], [['TWO by hand'], ['TWO']]);
    const both = [first, second].flatMap((change) => (change === undefined ? [] : [change.edit]));
    assert.equal(chosenText(restore(dropped, both)), proposed.replace('TWO', 'TWO by hand'));
  });

  it('finds the changes that lines touch, a deletion from either side', () => {
    const at = (startLine: number, endLine = startLine) =>
      touchedBy(keptChanges(choice), { startLine, endLine }).map(({ line }) => line);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((line) => at(line)),
      [[], [1], [3], [3], [], [5], []],
    );
    assert.deepEqual(at(0, 6), [1, 3, 5]);
    const cut = choiceOf('one\ntwo', 'one');
    assert.equal(touchedBy(keptChanges(cut), { startLine: 0, endLine: 0 }).length, 1);
  });

  it('goes from change to change, round at the ends', () => {
    const changes = keptChanges(choice);
    const lineOf = (line: number, direction: 'next' | 'previous') => stepFrom(changes, line, direction)?.line;
    assert.deepEqual(
      [0, 1, 4, 5].map((line) => lineOf(line, 'next')),
      [1, 3, 5, 1],
    );
    assert.deepEqual(
      [0, 1, 4, 6].map((line) => lineOf(line, 'previous')),
      [5, 5, 3, 5],
    );
    assert.equal(stepFrom([], 3, 'next'), undefined);
  });

  it('finds the nearest change, whichever side it is on', () => {
    const changes = keptChanges(choice);
    assert.deepEqual(
      [0, 2, 4, 6].map((line) => nearestTo(changes, line)?.line),
      [1, 1, 3, 5],
    );
    assert.equal(nearestTo([], 0), undefined);
  });

  it('knows where a line of the file stands in the proposal', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((line) => proposedLine(choice, line)),
      [0, 1, 2, 3, 3, 4, 6],
    );
  });

  it('is told from what was written anew', () => {
    const dropped = chosenText(drop(choice, choice.kept.slice(0, 1)));
    assert.ok(isChoiceAmong(base, dropped, [proposed]));
    assert.ok(isChoiceAmong(base, proposed, [dropped, proposed]), 'a change that is back');
    assert.ok(isChoiceAmong(base, base, []), 'every change dropped');
    assert.ok(!isChoiceAmong(base, proposed, [dropped]));
    assert.ok(!isChoiceAmong(base, proposed.replace('new', 'newer'), [proposed]));
  });
});
