import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { answer, box, noMessages, press, readValues, seen } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposedText, run } from './support/world.ts';

const file =
  "import { floor } from './numbers';\n\nexport function half(value: number): number {\n  return floor(value / 2);\n}\n";
const better = fenced('export function half(value: number): number {\n  return value / 2;\n}');
const line = '.quick-input-widget .quick-input-message';

describe('The instruction box', () => {
  const world = inWorldOfAPerson();

  it('says what will be replaced, by which model, and how many tokens go', async () => {
    await world.open('half.ts', file, 3);
    world.server.reply(chatAnswer(better));
    const result = run('generate');
    await box('Generate');
    const words = await seen('tokens', line);
    assert.match(
      words,
      /^Replaces function half \(lines 3–5\) · scripted on this computer · about \d+ tokens: .*code/,
    );
    await answer('do not round');
    assert.equal(await result, 'ready');
    assert.ok(world.server.requests[0]?.body.includes('do not round'));
    assert.ok((await proposedText()).includes('return value / 2;'));
  });

  it('names a line to insert at and a selection without a unit', async () => {
    const editor = await world.open('notes.txt', 'one\n\ntwo\n', 1);
    const inserting = run('generate');
    await box('Generate');
    await seen('Inserts at line 2', line);
    await press('Escape');
    assert.equal(await inserting, undefined);
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    const replacing = run('generate');
    await box('Generate');
    await seen('Replaces lines 1–3', line);
    await press('Escape');
    await replacing;
    assert.equal(world.server.requests.length, 0);
  });

  it('does not take nothing for an instruction', async () => {
    await world.open('half.ts', file, 3);
    const result = run('generate');
    await box('Generate');
    await press('Enter');
    await seen('Say what should be written or changed.', line);
    world.server.reply(chatAnswer(better));
    await answer('do not round');
    assert.equal(await result, 'ready');
  });

  it('has the instruction again after a request that failed, and not after one that did not', async () => {
    await world.open('half.ts', file, 3);
    world.server.reply(...lasting(status(500, 'broken')));
    const failed = run('generate');
    await box('Generate');
    await answer('do not round');
    assert.equal(await failed, 'failed');
    await noMessages();
    world.server.reply(chatAnswer(better));
    const again = run('generate');
    await box('Generate');
    await press('Enter');
    assert.equal(await again, 'ready');
    assert.ok(world.server.requests.at(-1)?.body.includes('do not round'));
    await run('discardProposal');
    const fresh = run('generate');
    await box('Generate');
    await press('Enter');
    await seen('Say what should be written or changed.', line);
    await press('Escape');
    await fresh;
  });

  it('brings earlier instructions back with ↑, goes forward with ↓, and keeps what was being typed', async () => {
    for (const instruction of ['first wish', 'second wish', 'use sk-proj-0123456789abcdefghij in it']) {
      await world.open('half.ts', file, 3);
      world.server.reply(chatAnswer(better));
      assert.equal(await run('generate', { instruction }), 'ready');
      await run('discardProposal');
    }
    await world.open('half.ts', file, 3);
    const result = run('generate');
    await box('Generate');
    await answer('being typed', 'ArrowUp');
    const walk = [
      ['second wish', 'ArrowUp'],
      ['first wish', 'ArrowDown'],
      ['second wish', 'ArrowDown'],
      ['being typed', 'ArrowUp'],
    ] as const;
    for (const [shown, next] of walk) {
      await inBox(shown);
      await press(next);
    }
    await inBox('second wish');
    world.server.reply(chatAnswer(better));
    await press('Enter');
    assert.equal(await result, 'ready');
    assert.ok(world.server.requests.at(-1)?.body.includes('second wish'));
  });
});

/** Waits until exactly this stands in the box. */
async function inBox(text: string): Promise<void> {
  await eventually(`${text} in the box`, async () =>
    (await readValues('.quick-input-widget .quick-input-box input')).includes(text),
  );
}
