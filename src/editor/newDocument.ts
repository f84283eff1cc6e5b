import * as vscode from 'vscode';
import { insidePath } from '../edits/patchPath.ts';
import { isProtectedPath } from '../edits/protectedFiles.ts';
import { messageText } from './messageText.ts';

/** The document of a file that is not there yet. Nothing is on the disk before the person saves it. */
export function openNew(file: vscode.Uri): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
}

/** True when a new document's file has been made by someone else meanwhile: it must not be written over. */
export async function isTaken(uri: vscode.Uri): Promise<boolean> {
  // A document without a place has a bare name.
  return uri.scheme === 'untitled' && uri.path.startsWith('/') && exists(uri.with({ scheme: 'file' }));
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
  if (isProtectedPath(inside))
    return vscode.l10n.t('{0} can make programs run. Make it yourself, then use Generate in it.', name);
  return (await exists(vscode.Uri.joinPath(folder, inside)))
    ? vscode.l10n.t('{0} exists. Choose another name.', name)
    : undefined;
}
