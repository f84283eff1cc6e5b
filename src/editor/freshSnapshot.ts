import * as vscode from 'vscode';
import { movedLine } from '../edits/movedTarget.ts';
import { nameOf, textOf, type Snapshot } from './snapshot.ts';

/** The same place in the document as it is now; undefined when the document is gone, which is said. */
export async function freshSnapshot(before: Snapshot, uri: vscode.Uri): Promise<Snapshot | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = textOf(document);
    const move = (position: vscode.Position): vscode.Position =>
      new vscode.Position(movedLine(before.text, text, position.line), position.character);
    const { anchor, active } = before.selection;
    return {
      ...before,
      uri,
      text,
      languageId: document.languageId,
      // A file that is still to be made has no folder yet, but keeps the path it will have.
      path: uri.toString() === before.uri.toString() ? before.path : vscode.workspace.asRelativePath(uri),
      name: nameOf(uri),
      selection: new vscode.Selection(move(anchor), move(active)),
    };
  } catch {
    sayGone(uri);
    return undefined;
  }
}

/** Tells that a document is gone which something was to be done with. */
export function sayGone(uri: vscode.Uri): void {
  void vscode.window.showWarningMessage(vscode.l10n.t('{0} no longer exists.', nameOf(uri)));
}
