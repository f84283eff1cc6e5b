import { relative } from 'node:path';
import * as vscode from 'vscode';
import { isProtectedPath } from '../edits/protectedFiles.ts';
import { realPathOf } from './realPath.ts';

/** True when a file, or the place it would be made at, is in the workspace after all links are followed. */
export async function isInside(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== 'file') return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return (await pathFromFolder(await realPathOf(uri.fsPath))) !== undefined;
}

/** True when no answer may write the file unasked: by the name it is called, or by that it has after all links are followed. */
export async function isProtectedFile(uri: vscode.Uri): Promise<boolean> {
  if (isProtectedPath(vscode.workspace.asRelativePath(uri, false))) return true;
  // A document that has a place on the disk but no file there is made there when it is saved.
  const isOnDisk = uri.scheme === 'file' || (uri.scheme === 'untitled' && uri.path.startsWith('/'));
  if (!isOnDisk) return false;
  const real = await realPathOf(uri.fsPath);
  return isProtectedPath((await pathFromFolder(real)) ?? real);
}

/** A real path from the top of the workspace folder that holds it: what is above the folder says nothing about the file. */
async function pathFromFolder(real: string): Promise<string | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== 'file') continue;
    const root = await realPathOf(folder.uri.fsPath);
    const isIn = `${vscode.Uri.file(real).path}/`.startsWith(`${vscode.Uri.file(root).path}/`);
    if (isIn) return relative(root, real);
  }
  return undefined;
}
