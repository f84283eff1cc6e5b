import * as vscode from 'vscode';
import { insidePath } from '../edits/patchPath.ts';
import { messageText } from './messageText.ts';
import { isProtectedFile } from './realPlace.ts';
import { documentAt } from './snapshot.ts';

/** The document of a file that is not there yet. Nothing is on the disk before the person saves it. */
export function openNew(file: vscode.Uri): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
}

/** True when a new document's file has been made by someone else meanwhile: it must not be written over. */
export async function isTaken(uri: vscode.Uri): Promise<boolean> {
  return isNew(uri) && exists(uri.with({ scheme: 'file' }));
}

/** A document that has a place on the disk but no file there; one without a place has a bare name. */
function isNew(uri: vscode.Uri): boolean {
  return uri.scheme === 'untitled' && uri.path.startsWith('/');
}

/** Takes the document of a file that was not made away again: VS Code counts it as unsaved even while it is empty. */
export async function closeNew(uri: vscode.Uri): Promise<void> {
  const document = documentAt(uri);
  if (!isNew(uri) || document === undefined || document.getText() !== '') return;
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** The path of a file inside a folder, without a slash before it. */
export function pathInside(folder: vscode.Uri, file: vscode.Uri): string {
  return file.path.slice(folder.path.length).replace(/^\//u, '');
}

/** True when there is something at this place, file or folder. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Why no new file can be at this path of a folder, as a sentence; undefined when it can. */
export async function whyNotNew(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const inside = insidePath(path);
  if (inside === undefined || path.trimEnd().endsWith('/'))
    return vscode.l10n.t('Name a file inside of the folder.');
  const name = messageText(inside);
  const file = vscode.Uri.joinPath(folder, inside);
  if (await isProtectedFile(file))
    return vscode.l10n.t('{0} can make programs run. Make it yourself, then use Generate in it.', name);
  return (await exists(file)) ? vscode.l10n.t('{0} exists. Choose another name.', name) : undefined;
}
