import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeOrphans } from '../../src/editor/proposals/orphans.ts';
import { noMessages, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, proposalTabs } from './support/world.ts';

const nothingKept = async () => ({
  revive: async () => false,
  adopt: () => undefined,
  show: async () => false,
});

describe('After a reload', () => {
  const world = inWorldOfAPerson();

  it('a proposal whose text is gone is closed, and that is said once', async () => {
    const { document } = await world.open('one.ts', 'export const one = 1;\n');
    const gone = vscode.Uri.from({ scheme: 'opencrates-proposal', path: '/900/one.ts' });
    await vscode.commands.executeCommand('vscode.diff', document.uri, gone, 'one.ts ↔ proposal', {
      preview: false,
    });
    assert.equal(proposalTabs().length, 1);
    await closeOrphans(nothingKept);
    assert.deepEqual(proposalTabs(), []);
    assert.equal(await told('reload'), 'The reload ended the proposal for one.ts. No file changed.');
    await noMessages();
    await closeOrphans(nothingKept);
    await eventually('the file', () => vscode.window.activeTextEditor?.document === document);
  });
});
