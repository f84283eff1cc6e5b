import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';

/** Milliseconds without another edit before a proposal counts as edited. */
const quietMs = 500;

/** Tells of a proposal's document that was edited, once a moment has passed without another edit. */
export function watchEdits(onEdited: (uri: vscode.Uri) => void): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const watching = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const { uri } = document;
    if (uri.scheme !== proposalScheme || !document.isDirty) return;
    const key = uri.toString();
    clearTimeout(timers.get(key));
    const tell = (): void => {
      timers.delete(key);
      onEdited(uri);
    };
    timers.set(key, setTimeout(tell, quietMs));
  });
  return new vscode.Disposable(() => {
    watching.dispose();
    for (const timer of timers.values()) clearTimeout(timer);
  });
}
