import * as vscode from 'vscode';
import { contextKeys, proposalScheme } from '../identifiers.ts';
import { documentAt, textOf } from '../snapshot.ts';
import type { Proposal } from './proposal.ts';
import { beforeOf, openProposal, type ProposalFiles } from './proposalFiles.ts';

/** Opens the file beside its proposal, with the place of the change in view. */
export async function showDiff(proposal: Proposal, preserveFocus = false): Promise<void> {
  const { snapshot, firstLine, simulated } = proposal.spec;
  const title = simulated
    ? vscode.l10n.t('{0} ↔ simulated proposal', snapshot.name)
    : vscode.l10n.t('{0} ↔ proposal', snapshot.name);
  const document = await openProposal(proposal.uri);
  if (document.languageId !== snapshot.languageId)
    await vscode.languages.setTextDocumentLanguage(document, snapshot.languageId);
  proposal.shownTarget = proposal.target;
  const left = isCell(proposal.target) ? await openBefore(proposal) : proposal.target;
  await vscode.commands.executeCommand('vscode.diff', left, proposal.uri, title, {
    preview: false,
    preserveFocus,
    selection: new vscode.Range(firstLine, 0, firstLine, 0),
  });
}

/** Shows a diff again. Who follows a closed tab waits for it; a request does not end with a diff that will not open. */
export async function showAgain(proposal: Proposal, preserveFocus = false): Promise<void> {
  const opening = showDiff(proposal, preserveFocus);
  proposal.opening = opening.catch(() => undefined);
  await opening;
}

/** Shows the diff with the file under the name it has by now; the diff with its old name goes, hand edits stay. */
export async function showRenamed(proposal: Proposal): Promise<void> {
  if (tabsOf(proposal.uri).some((tab) => originalOf(tab) === proposal.target.toString())) return;
  await showAgain(proposal, true);
  // Only now, so that the proposal is open all the time and nothing of it is asked about or lost.
  const old = tabsOf(proposal.uri).filter((tab) => originalOf(tab) !== proposal.target.toString());
  if (old.length > 0) await vscode.window.tabGroups.close(old, true);
}

function originalOf({ input }: vscode.Tab): string | undefined {
  return input instanceof vscode.TabInputTextDiff ? input.original.toString() : undefined;
}

/** True for a cell of a notebook. VS Code shows it in no diff whose tab an extension can tell from others. */
export function isCell(uri: vscode.Uri): boolean {
  return uri.scheme === 'vscode-notebook-cell';
}

/** Opens the text a proposal was made for, which stands in for what cannot be shown itself. */
async function openBefore({ uri, spec }: Proposal): Promise<vscode.Uri> {
  const document = await openProposal(beforeOf(uri));
  await vscode.languages.setTextDocumentLanguage(document, spec.snapshot.languageId);
  return document.uri;
}

/** The proposal in front of the person; publishes the context keys its title bar depends on. */
export function publishActiveProposal(open: ReadonlyMap<string, Proposal>): Proposal | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme
      ? input.modified.toString()
      : undefined;
  const proposal = uri === undefined ? undefined : open.get(uri);
  const state = proposal?.state.kind;
  setContext(contextKeys.proposalActive, proposal !== undefined);
  setContext(contextKeys.proposalStreaming, state === 'streaming');
  setContext(contextKeys.proposalReady, state === 'ready');
  setContext(
    contextKeys.proposalFaulty,
    state === 'problem' || (state === 'ready' && proposal?.cautions.length !== 0),
  );
  setContext(
    contextKeys.proposalRefinable,
    (state === 'ready' || state === 'problem') && proposal?.exchange?.question !== undefined,
  );
  return proposal;
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** The tab a proposal is shown in. */
export function tabOf(uri: vscode.Uri): vscode.Tab | undefined {
  return tabsOf(uri)[0];
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    (tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === uri.toString(),
  );
}

/**
 * Closes a proposal's diff, wherever it is shown, and nothing else. Hand edits are taken back with it, so that VS Code
 * asks nothing. `file`: the text it has without them.
 */
export async function closeTab(uri: vscode.Uri, file?: string): Promise<void> {
  const tab = tabOf(uri);
  if (tab === undefined) return;
  if (isEdited(uri, file)) await revertInFront(tab, 'workbench.action.revertAndCloseActiveEditor');
  const still = tabsOf(uri);
  // A focus that is in the diff goes on to the editor behind it; any other stays.
  if (still.length > 0) await vscode.window.tabGroups.close(still);
}

/**
 * Ends what linters know of a proposal whose tab is gone: VS Code keeps its document for minutes, and a document that
 * becomes plain text counts as closed for those who looked at its language.
 */
export async function endLinting(uri: vscode.Uri): Promise<void> {
  const document = documentAt(uri);
  if (document === undefined || document.languageId === 'plaintext') return;
  try {
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
  } catch {
    // VS Code was faster in letting go of it.
  }
}

/** Takes hand edits back, so that the editor follows the proposal's file again; the diff stays. */
export async function revertEdits({ uri }: Proposal, files: ProposalFiles): Promise<void> {
  const tab = tabOf(uri);
  if (tab === undefined || !isEdited(uri, files.textAt(uri))) return;
  await revertInFront(tab, 'workbench.action.files.revert');
}

/** Closes a text of ours that is shown without a diff, as VS Code shows edits it kept over a reload; nothing is asked. */
export async function closeText(uri: vscode.Uri): Promise<void> {
  if (textTabsOf(uri).length === 0) return;
  const document = documentAt(uri);
  if (document?.isDirty === true) {
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.window.tabGroups.close(textTabsOf(uri));
}

/** True while a text of ours has a tab that is no diff. */
export function isTextShown(uri: vscode.Uri): boolean {
  return textTabsOf(uri).length > 0;
}

function textTabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}

/** True for a document with edits that are not saved, whether VS Code has said so already or not. */
function isEdited(uri: vscode.Uri, file: string | undefined): boolean {
  const document = documentAt(uri);
  if (document === undefined) return false;
  return document.isDirty || (file !== undefined && textOf(document) !== file.replaceAll('\r\n', '\n'));
}

/** VS Code's commands that take back the edits of "the active editor", whatever list or panel has the focus. */
type Revert = 'workbench.action.revertAndCloseActiveEditor' | 'workbench.action.files.revert';

/** Takes edits back in a diff, which is brought to the front of its group for that; the focus stays where it is. */
async function revertInFront({ input, group }: vscode.Tab, command: Revert): Promise<void> {
  if (!(input instanceof vscode.TabInputTextDiff)) return;
  const { original, modified } = input;
  const isInFront = (): boolean => {
    const front = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return front instanceof vscode.TabInputTextDiff && front.modified.toString() === modified.toString();
  };
  const before = vscode.window.tabGroups.activeTabGroup;
  const isElsewhere = group.viewColumn !== before.viewColumn;
  if (!isInFront())
    await vscode.commands.executeCommand('vscode.diff', original, modified, undefined, {
      viewColumn: group.viewColumn,
      // Only a group that has the focus has the active editor.
      preserveFocus: !isElsewhere,
      preview: false,
    });
  // Never another editor's edits.
  if (isInFront()) await vscode.commands.executeCommand(command);
  if (isElsewhere) await focusGroup(before.viewColumn);
}

const groupNames = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

async function focusGroup(viewColumn: vscode.ViewColumn): Promise<void> {
  const name = groupNames[viewColumn - 1];
  if (name !== undefined) await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
}

/** The proposal's text as it stands: what its editor has, once that followed what was put last; else what was put. */
export function proposedText({ uri, isShown }: Proposal, files: ProposalFiles): string {
  const document = documentAt(uri);
  // VS Code tells of an edit's text first and later that the document is dirty, so that alone would lose the last edit.
  if (document !== undefined && (isShown || document.isDirty)) return textOf(document);
  // A proposal the person saved has the line ends VS Code saved it with.
  return (files.textAt(uri) ?? '').replaceAll('\r\n', '\n');
}

/** Milliseconds an editor may take to follow a change of its file before we go on without it. */
const followLimit = 1000;

/** Resolves when the editor shows this text, so that what is called ready is also what is seen; then it may be edited. */
export async function shown(proposal: Proposal, text: string): Promise<void> {
  const isShown = (): boolean => {
    const document = documentAt(proposal.uri);
    proposal.isShown = document === undefined || textOf(document) === text;
    return proposal.isShown;
  };
  if (isShown()) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, followLimit);
    const listening = vscode.workspace.onDidChangeTextDocument(() => isShown() && finish());
    function finish(): void {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    }
  });
}
