import * as vscode from 'vscode';
import { lineEdits } from '../../edits/lineEdits.ts';
import { nameOf, takeSnapshot, textOf, whyNotReadable, whyNotWritable, type Snapshot } from '../snapshot.ts';

/** The document in front as a verb may use it; undefined when it may not, and the reason was said. */
export async function activeSnapshot(use: 'read' | 'write'): Promise<Snapshot | undefined> {
  const editor = vscode.window.activeTextEditor;
  const reason =
    editor === undefined
      ? vscode.l10n.t('Open a file first.')
      : use === 'write'
        ? await whyNotWritable(editor.document.uri)
        : whyNotReadable(editor.document.uri);
  if (editor !== undefined && reason === undefined) return takeSnapshot(editor);
  void vscode.window.showInformationMessage(reason ?? '');
  return undefined;
}

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

/** Where a line of the text before stands in the text after. */
export function movedLine(before: string, after: string, line: number): number {
  const above = lineEdits(before, after).filter((edit) => edit.startLine + edit.deleteCount <= line);
  return above.reduce((moved, edit) => moved + edit.lines.length - edit.deleteCount, line);
}
