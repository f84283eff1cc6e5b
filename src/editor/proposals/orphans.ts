import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import { nameOf } from '../snapshot.ts';
import { closeTab } from './diffTab.ts';

/** After a reload the texts of open proposals are gone: their tabs are closed, and that is said once. */
export async function closeOrphans(): Promise<void> {
  const inputs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ input }) => input);
  const proposals = inputs.flatMap((input) =>
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme
      ? [input.modified]
      : [],
  );
  // One at a time: an edited one has to be the editor in front to be closed without a question.
  for (const uri of proposals) await closeTab(uri);
  const answers = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === proposalScheme);
  await vscode.window.tabGroups.close(answers);
  if (proposals.length === 0) return;
  // A message without buttons is cut after about 60 characters until it is opened.
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The reload ended the proposal for {0}. No file changed.',
      proposals.map(nameOf).join(', '),
    ),
  );
}
