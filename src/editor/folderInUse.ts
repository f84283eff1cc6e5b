import * as vscode from 'vscode';
import { proposalScheme } from './identifiers.ts';

/** The folder of the window that is being worked in. */
export interface FolderInUse extends vscode.Disposable {
  uri(): vscode.Uri | undefined;
  /** Its address as a text, to tell folders apart; empty without one. */
  key(): string;
  readonly onDidChange: vscode.Event<void>;
}

/** The folder of the active document; without one, the folder used before, and at first the first. */
export function watchFolderInUse(): FolderInUse {
  const changed = new vscode.EventEmitter<void>();
  let uri = folderInUse(undefined);
  const key = (): string => uri?.toString() ?? '';

  function follow(): void {
    const before = key();
    uri = folderInUse(before);
    if (key() !== before) changed.fire();
  }

  const watching = [
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(follow),
    vscode.window.onDidChangeActiveTextEditor(follow),
  ];
  return {
    uri: () => uri,
    key,
    onDidChange: changed.event,
    dispose() {
      for (const each of watching) each.dispose();
    },
  };
}

function folderInUse(before: string | undefined): vscode.Uri | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const file = activeFile();
  const active = file === undefined ? undefined : vscode.workspace.getWorkspaceFolder(file);
  return (active ?? folders.find(({ uri }) => uri.toString() === before) ?? folders[0])?.uri;
}

/** The file being worked on; for a proposal, the one it is for. */
export function activeFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== proposalScheme) return uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input.original : undefined;
}
