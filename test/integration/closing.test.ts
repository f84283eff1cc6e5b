import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { allTold, decide, read } from './support/person.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = file.replace('/ 2', '* 0.5');
const best = file.replace('value / 2', '0.5 * value');

describe('When a proposal is closed', () => {
  const world = inWorldOfAPerson();
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeSidebar'));

  async function propose(): Promise<vscode.TabInputTextDiff> {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(fenced(better.trimEnd())));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
    return eventually('the proposal', () => proposalTabs()[0]);
  }

  async function writeByHand({ modified }: vscode.TabInputTextDiff): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(modified, new vscode.Position(0, 0), '// by hand\n');
    await vscode.workspace.applyEdit(edit);
  }

  const labels = (): readonly string[] =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

  for (const command of ['acceptProposal', 'discardProposal'])
    it(`no tab of it is left after ${command}, in no group, and all others are`, async () => {
      await world.open('other.ts', 'export {};\n');
      const proposal = await propose();
      await vscode.commands.executeCommand('workbench.action.splitEditor');
      await eventually('two tabs', () => proposalTabs().length === 2);
      await world.open('beside.ts', 'export {};\n');
      await run('openProposal', { id: proposal.modified.authority });
      await writeByHand(proposal);
      await run(command);
      assert.deepEqual(proposalTabs(), []);
      assert.deepEqual([...new Set(labels())].toSorted(), ['beside.ts', 'half.ts', 'other.ts']);
      assert.deepEqual(await allTold(), []);
    });

  for (const place of ['the same group', 'another group'])
    it(`from the list, with edits by hand in ${place}, the list keeps the focus and nothing is asked`, async () => {
      const proposal = await propose();
      await writeByHand(proposal);
      if (place === 'another group') {
        const beside = await vscode.workspace.openTextDocument({ content: '' });
        await vscode.window.showTextDocument(beside, { viewColumn: vscode.ViewColumn.Two });
      } else {
        await world.open('other.ts', 'export {};\n');
      }
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      const focused = (): Promise<readonly string[]> => read('.sidebar .monaco-list:focus');
      await eventually('the list has the focus', async () => {
        // A list that is still made cannot take it.
        await run('showProposals');
        return (await focused()).length === 1;
      });
      await run('forgetProposal', { id: proposal.modified.authority });
      assert.deepEqual(proposalTabs(), []);
      await eventually('the list still has it', async () => (await focused()).length === 1);
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, activeTab?.label);
    });

  // The extension follows a tab that is gone after 200 ms: just before and just after.
  for (const milliseconds of [150, 210])
    it(`and asked for again ${milliseconds} ms later, it stays on screen and can be refined`, async () => {
      const tab = await propose();
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await eventually('its tab is gone', () => proposalTabs().length === 0);
      await sleep(milliseconds);
      await run('openProposal', { id: tab.modified.authority });
      await eventually('its diff is back', () => proposalTabs().length === 1);
      await sleep(400);
      world.server.reply(chatAnswer(fenced(best.trimEnd())));
      assert.equal(await run('refineProposal', { instruction: 'once more' }), 'ready');
      assert.equal(await proposedText(), best);
    });

  it('an answer that was looked at is let go of with its tab, and is there again when that is reopened', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer('I would rather not.'));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'problem');
    const proposal = await eventually('the proposal', () => proposalTabs()[0]);
    await decide('without code', 'Show Answer');
    const shown = await eventually('the answer', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.path.endsWith('.answer.md') === true && document;
    });
    const { uri } = shown;
    assert.equal(shown.getText(), 'I would rather not.');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand('workbench.action.reopenClosedEditor');
    await eventually('it is open again', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.endsWith('.answer.md'),
    );
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), 'I would rather not.');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await run('forgetProposal', { id: proposal.modified.authority });
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri));
  });
});
