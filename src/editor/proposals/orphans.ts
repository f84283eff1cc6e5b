import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import { nameOf } from '../snapshot.ts';

/** After a reload the texts of open proposals are gone: their tabs are closed, and that is said once. */
export async function closeOrphans(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const orphans = tabs.filter(
    (tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === proposalScheme,
  );
  if (orphans.length === 0) return;
  const names = orphans.map((tab) =>
    tab.input instanceof vscode.TabInputTextDiff ? nameOf(tab.input.modified) : '',
  );
  await vscode.window.tabGroups.close(orphans);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The window was reloaded, so the proposal for {0} is gone. The file was not changed.',
      names.join(', '),
    ),
  );
}
