import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import { nameOf, textOf } from '../snapshot.ts';
import { closeTab, closeText } from './diffTab.ts';
import { isAnswer, openProposal } from './proposalFiles.ts';
import type { Proposals } from './proposals.ts';

/** Milliseconds that VS Code may take to restore its editors. */
const restoringMs = 30_000;

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
  if (diffs.some(isOurs)) watchLateTexts(room);
  for (const uri of texts.filter(isOurs)) await takeBack(uri, room);
  if (lost.length === 0) return;
  // A message without buttons is cut after about 60 characters until it is opened.
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The reload ended the proposal for {0}. No file changed.', lost.map(nameOf).join(', ')),
  );
}

/** Texts of ours that VS Code opens by itself somewhat later, because it kept edits of theirs over the reload. */
function watchLateTexts(room: () => Promise<Room>): void {
  const watching = vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
    for (const { input } of opened)
      if (input instanceof vscode.TabInputText && isProposal(input.uri)) void takeBack(input.uri, room);
  });
  setTimeout(() => watching.dispose(), restoringMs);
}

function isProposal(uri: vscode.Uri): boolean {
  return uri.scheme === proposalScheme && !isAnswer(uri);
}

/** Closes a text of ours; one with edits goes on in its diff. */
async function takeBack(uri: vscode.Uri, room: () => Promise<Room>): Promise<void> {
  // Its tab may be told of before its document.
  const document = await openProposal(uri).then(
    (found) => found,
    () => undefined,
  );
  const proposals = document?.isDirty === true ? await room() : undefined;
  const isKept = (await proposals?.revive(uri)) === true;
  if (isKept && document !== undefined) proposals?.adopt(uri, textOf(document));
  await closeText(uri);
  if (isKept) await proposals?.show(uri.authority);
}
