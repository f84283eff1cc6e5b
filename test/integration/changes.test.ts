import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { click, needsPerson } from './support/person.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const unit = [
  'export function total(values: number[]): number {',
  '  let sum = 0;',
  '  for (const value of values) {',
  '    sum = sum + value;',
  '  }',
  '  console.log(sum);',
  '  return sum;',
  '}',
];
/** Two changes: a line in other words, and a line that gives way to a comment. */
const answered = unit
  .toSpliced(6, 1, '  // The sum of all.', '  return sum;')
  .toSpliced(5, 1)
  .with(3, '    sum += value;');
const file = ['// totals', '', ...unit, ''].join('\n');
const all = ['// totals', '', ...answered, ''].join('\n');
const without = {
  first: all.replace('sum += value', 'sum = sum + value'),
  last: all.replace('  console.log(sum);\n', '').replace('  // The sum of all.\n', '  console.log(sum);\n'),
};

describe('The changes of a proposal', () => {
  const world = inWorld();

  async function propose(bytes: string | Uint8Array = file): Promise<vscode.TextEditor> {
    const editor = await world.open('total.ts', bytes, 3);
    world.server.reply(chatAnswer(fenced(answered.join('\n'))));
    assert.equal(await run('generate', { instruction: 'shorter, no console.log, a comment' }), 'ready');
    return editor;
  }

  const cursor = (): string => {
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, 'opencrates-proposal', 'the cursor is in the proposal');
    return editor.document.lineAt(editor.selection.active.line).text.trim();
  };

  it('are gone to one after another, forwards and backwards, and round at the ends', async () => {
    await propose();
    const seen: string[] = [];
    for (const way of ['nextChange', 'nextChange', 'nextChange', 'previousChange', 'previousChange']) {
      await run(way);
      seen.push(cursor());
    }
    const [changed, commented] = ['sum += value;', '// The sum of all.'];
    assert.deepEqual(seen, [changed, commented, changed, commented, changed]);
  });

  it('are dropped and restored at the cursor, and what is left is what Accept writes', async () => {
    const { document } = await propose();
    await run('nextChange');
    await run('dropChange');
    assert.equal(await proposedText(), without.first);
    assert.equal(cursor(), 'sum = sum + value;');
    await run('restoreChange');
    assert.equal(await proposedText(), all);
    assert.equal(cursor(), 'sum += value;');
    await run('nextChange');
    await run('dropChange');
    assert.equal(document.getText(), file, 'the file is untouched meanwhile');
    await run('acceptProposal');
    assert.equal(document.getText(), without.last);
    assert.deepEqual(proposalTabs(), []);
  });

  it('are one undo step in the file, also when some were dropped and restored', async () => {
    const { document } = await propose();
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    await run('acceptProposal');
    assert.equal(document.getText(), all);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), file);
    assert.equal(document.isDirty, false, 'nothing else is to be undone');
  });

  it('leave the original bytes when all of them are dropped and the proposal is accepted', async () => {
    const bytes = Buffer.from(`\uFEFF${file.replaceAll('\n', '\r\n').trimEnd()}`);
    const { document } = await propose(bytes);
    await vscode.commands.executeCommand('editor.action.selectAll');
    await run('dropChange');
    assert.equal(await proposedText(), document.getText().replaceAll('\r\n', '\n'));
    await run('acceptProposal');
    assert.equal(document.isDirty, false, 'nothing was written');
    assert.deepEqual(await world.bytes('total.ts'), bytes);
  });

  it('are dropped from the side of the file as well', async () => {
    await propose();
    await vscode.commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
    const left = await eventually('the left side has the focus', () =>
      vscode.window.activeTextEditor?.document.uri.scheme === 'file'
        ? vscode.window.activeTextEditor
        : undefined,
    );
    left.selection = new vscode.Selection(5, 0, 5, 0);
    await run('dropChange');
    assert.equal(await proposedText(), without.first);
  });

  it('are restored although they were edited by hand elsewhere, and the edits stay', async () => {
    const { document } = await propose();
    await run('nextChange');
    await run('dropChange');
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(2, 0), '/** By hand. */\n');
    await vscode.workspace.applyEdit(edit);
    await run('restoreChange');
    const mended = all.replace('export function', '/** By hand. */\nexport function');
    assert.equal(await proposedText(), mended);
    await run('acceptProposal');
    assert.equal(document.getText(), mended);
  });

  it('come back with Undo in the proposal after they were dropped', async () => {
    await propose();
    await run('nextChange');
    await run('dropChange');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('undo');
    await eventually('it is back', async () => (await proposedText()) === all);
    await run('nextChange');
    await run('nextChange');
    await run('dropChange');
    assert.notEqual(await proposedText(), all);
  });

  it('stay as they are where the cursor is on none', async () => {
    await propose();
    await vscode.commands.executeCommand('cursorTop');
    await run('dropChange');
    await run('restoreChange');
    assert.equal(await proposedText(), all);
  });

  describe('and VS Code’s own Revert Block', () => {
    before(needsPerson);

    it('go together: what it reverted can be restored by command', async () => {
      await propose();
      await run('nextChange');
      await click('.monaco-diff-editor .gutter .action-label');
      await eventually('the block is reverted', async () => (await proposedText()) !== all);
      assert.equal(await proposedText(), without.first);
      await run('restoreChange');
      assert.equal(await proposedText(), all);
    });
  });
});
