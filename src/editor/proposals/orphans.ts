import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import { nameOf, textOf } from '../snapshot.ts';
import { closeTab } from './diffTab.ts';
import type { Proposals } from './proposals.ts';

type Room = Pick<Proposals, 'revive' | 'adopt' | 'show'>;

/**
 * Sorts out what a reload left of proposals: those that are remembered go on in their diffs, the tabs of the others,
 * such as those that were still coming, are closed, and that is said once. `room` is loaded only when there are any.
 */
export async function closeOrphans(room: () => Promise<Room>): Promise<void> {
  const inputs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ input }) => input);
  const diffs = inputs.flatMap((input) => (input instanceof vscode.TabInputTextDiff ? [input.modified] : []));
  const texts = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const isOurs = ({ scheme }: vscode.Uri): boolean => scheme === proposalScheme;
  const lost: vscode.Uri[] = [];
  // One at a time: an edited one has to be the editor in front to be closed without a question.
  for (const uri of diffs.filter(isOurs)) if (!(await (await room()).revive(uri))) lost.push(uri);
  for (const uri of lost) await closeTab(uri);
  for (const uri of texts.filter(isOurs)) await takeBack(uri, room);
  if (lost.length === 0) return;
  // A message without buttons is cut after about 60 characters until it is opened.
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The reload ended the proposal for {0}. No file changed.', lost.map(nameOf).join(', ')),
  );
}

/** Closes a text of ours; one with edits, which VS Code puts into a tab of its own, goes on in its diff. */
async function takeBack(uri: vscode.Uri, room: () => Promise<Room>): Promise<void> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document?.isDirty === true) {
    const proposals = await room();
    const isKept = await proposals.revive(uri);
    if (isKept) proposals.adopt(uri, textOf(document));
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    if (isKept) await proposals.show(uri.authority);
  }
  const still = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(still);
}
