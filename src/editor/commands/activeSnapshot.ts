import * as vscode from 'vscode';
import { takeSnapshot, whyNotReadable, whyNotWritable, type Snapshot } from '../snapshot.ts';

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
