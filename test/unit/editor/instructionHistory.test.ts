import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import {
  createRecall,
  earlierInstructions,
  rememberInstruction,
} from '../../../src/editor/instructionHistory.ts';

function memento(stored?: unknown): vscode.Memento {
  let value = stored;
  return {
    keys: () => [],
    get: <T>(_key: string, fallback?: T) => (value ?? fallback) as T,
    async update(_key: string, next: unknown) {
      value = next;
    },
  };
}

describe('Earlier instructions', () => {
  it('are kept oldest first, each once, fifty at most', async () => {
    const memory = memento();
    for (let index = 0; index < 60; index += 1) await rememberInstruction(memory, `wish ${index}`);
    await rememberInstruction(memory, ' wish 20 ');
    const kept = earlierInstructions(memory);
    assert.equal(kept.length, 50);
    assert.deepEqual([kept[0], kept.at(-1)], ['wish 10', 'wish 20']);
    assert.equal(kept.filter((each) => each === 'wish 20').length, 1);
  });

  it('never hold what may be a key, nor a text without bounds', async () => {
    const memory = memento();
    for (const text of ['', '  ', 'use sk-abcdefgh12345678', 'Bearer abcdefghijkl', 'x'.repeat(2001)])
      await rememberInstruction(memory, text);
    assert.deepEqual(earlierInstructions(memory), []);
  });

  it('count as none where what is stored cannot be read', () => {
    for (const damaged of [7, 'text', [1], [''], { 0: 'a' }, null])
      assert.deepEqual(earlierInstructions(memento(damaged)), []);
  });

  it('are walked through backwards and forwards, and the way back ends at what was being typed', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 })),
        fc.string(),
        fc.nat(12),
        (instructions, typed, steps) => {
          const recall = createRecall(instructions);
          let shown = typed;
          const seen = Array.from({ length: steps }, () => (shown = recall.earlier(shown)));
          const expected = instructions.toReversed();
          assert.deepEqual(
            seen,
            seen.map((_, index) => expected[Math.min(index, expected.length - 1)] ?? typed),
          );
          for (let step = 0; step <= steps; step += 1) shown = recall.later(shown);
          assert.equal(shown, typed);
        },
      ),
    ));
});
