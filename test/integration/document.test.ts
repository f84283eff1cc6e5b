import assert from 'node:assert/strict';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import * as vscode from 'vscode';
import { inWorld } from './support/inWorld.ts';
import { seen } from './support/person.ts';
import { run } from './support/world.ts';

const record = JSON.stringify({
  summary: 'Halves a number.',
  parameters: [{ name: 'value', description: 'The number to halve.' }],
  returns: 'Half of the number.',
});

describe('Document', () => {
  const world = inWorld();

  for (const [name, before, after] of [
    [
      'half.ts',
      'export function half(value: number): number {\n  return value / 2;\n}\n',
      '/**\n * Halves a number.\n *\n * @param value - The number to halve.\n * @returns Half of the number.\n */\nexport function half(value: number): number {\n  return value / 2;\n}\n',
    ],
    [
      'half.py',
      'def half(value):\n    return value / 2\n',
      'def half(value):\n    """Halves a number.\n\n    Args:\n        value: The number to halve.\n\n    Returns:\n        Half of the number.\n    """\n    return value / 2\n',
    ],
  ] as const) {
    it(`puts a comment on ${name} without touching its code`, async () => {
      const { document } = await world.open(name, before, 0);
      world.server.reply(chatAnswer(record));
      assert.equal(await run('document'), 'ready');
      assert.equal(document.getText(), before);
      await run('acceptProposal');
      assert.equal(document.getText(), after);
    });
  }

  it('keeps every line of Rust code and puts its comment above the attribute', async () => {
    const before = '#[inline]\npub fn half(value: f64) -> f64 {\n    value / 2.0\n}\n';
    const { document } = await world.open('half.rs', before, 1);
    world.server.reply(chatAnswer(record));
    assert.equal(await run('document'), 'ready');
    await run('acceptProposal');
    const lines = document.getText().split('\n');
    assert.equal(lines[0], '/// Halves a number.');
    assert.equal(lines.filter((line) => !line.startsWith('///')).join('\n'), before);
  });

  it('documents each symbol of a selection', async () => {
    const text = 'export const a = (x: number) => x;\nexport const b = (y: number) => y;\n';
    const editor = await world.open('two.ts', text);
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    world.server.replyAlways(chatAnswer('{"summary": "Gives it back."}', { firstDelayMs: 1000 }));
    const documenting = run('document');
    for (const step of ['Documenting 1 of 2', 'Documenting 2 of 2'])
      await seen(step, '.statusbar-item:has-text("Documenting")');
    assert.equal(await documenting, 'ready');
    assert.equal(world.server.requests.length, 2);
    await run('acceptProposal');
    assert.equal(editor.document.getText().match(/Gives it back\./g)?.length, 2);
  });

  it('keeps the comments it has when a later symbol fails', async () => {
    const text = 'export const a = (x: number) => x;\nexport const b = (y: number) => y;\n';
    const editor = await world.open('two.ts', text);
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    world.server.reply(chatAnswer('{"summary": "Gives it back."}'), ...lasting(status(500, 'broken')));
    assert.equal(await run('document'), 'ready');
    await run('acceptProposal');
    assert.equal(editor.document.getText().match(/Gives it back\./g)?.length, 1);
  });

  it('offers nothing when the answer holds no words', async () => {
    const text = 'export const a = (x: number) => x;\n';
    const { document } = await world.open('a.ts', text);
    world.server.reply(chatAnswer('I cannot do that.'));
    assert.equal(await run('document'), 'problem');
    await run('acceptProposal');
    assert.equal(document.getText(), text);
  });
});
