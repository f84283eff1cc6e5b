import * as vscode from 'vscode';
import type { FilePatch } from '../../edits/forms/patch.ts';
import { insidePath } from '../../edits/patchPath.ts';
import { makesFile, patchText } from '../../edits/patchText.ts';
import { isSamePath } from '../../edits/readPatch.ts';
import { messageText } from '../messageText.ts';
import { isInside, isProtectedFile } from '../realPlace.ts';
import { textOf, whyNotWritable } from '../snapshot.ts';

/** What a patch would make of one file, or why it makes nothing of it. Texts have LF line ends. */
export type PatchedFile =
  | {
      readonly kind: 'change';
      readonly document: vscode.TextDocument;
      /** What the document had when `text` was made from it. */
      readonly before: string;
      readonly text: string;
    }
  | { readonly kind: 'create'; readonly uri: vscode.Uri; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Finds the file a patch names and what becomes of it. Nothing outside of the workspace is touched, and no file that
 * makes programs run, unless it is `edited`, the one the person works on.
 */
export async function patchedFile(
  patch: FilePatch,
  edited: vscode.TextDocument | undefined,
): Promise<PatchedFile> {
  const own = edited === undefined ? undefined : vscode.workspace.asRelativePath(edited.uri, false);
  const named = patch.path === undefined ? own : relative(patch.path);
  if (named === undefined)
    return refused(vscode.l10n.t('The patch does not say which file it changes. Open that file first.'));
  if (edited !== undefined && named === own) return changed(edited, patch);
  const name = messageText(named);
  const path = insidePath(named);
  if (path === undefined) return refused(vscode.l10n.t('{0} is outside of the workspace.', name));
  const found = (await findDirectly(path)) ?? (await findByEnd(path, edited));
  if (edited !== undefined && found?.toString() === edited.uri.toString()) return changed(edited, patch);
  const uri = found ?? madeBy(patch, path);
  if (uri === undefined) return refused(vscode.l10n.t('There is no file {0} in the workspace.', name));
  if (await isProtectedFile(uri))
    return refused(
      vscode.l10n.t(
        '{0} can make programs run. A patch changes it only while it is the file in front.',
        name,
      ),
    );
  if (!(await isInside(uri))) return refused(vscode.l10n.t('{0} leads outside of the workspace.', name));
  if (found !== undefined) return changed(await vscode.workspace.openTextDocument(found), patch);
  const made = patchText('', patch.hunks);
  return made.kind === 'patched' ? { kind: 'create', uri, text: made.text } : unplaced(name);
}

/** Where a patch that only adds lines makes its file. */
function madeBy(patch: FilePatch, path: string): vscode.Uri | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined || !makesFile(patch) ? undefined : vscode.Uri.joinPath(folder.uri, path);
}

function refused(reason: string): PatchedFile {
  return { kind: 'refused', reason };
}

function unplaced(name: string): PatchedFile {
  return refused(
    vscode.l10n.t('{0} does not have all lines that the patch changes, or has some more than once.', name),
  );
}

/** A path on this computer as one inside the folder it is in. */
function relative(path: string): string {
  const isAbsolute = /^(?:\/|[a-z]:[/\\])/iu.test(path);
  return isAbsolute ? vscode.workspace.asRelativePath(vscode.Uri.file(path), false) : path;
}

async function changed(document: vscode.TextDocument, patch: FilePatch): Promise<PatchedFile> {
  const reason = await whyNotWritable(document.uri);
  if (reason !== undefined) return refused(reason);
  const before = textOf(document);
  const after = patchText(before, patch.hunks);
  const name = messageText(vscode.workspace.asRelativePath(document.uri, false));
  if (after.kind === 'unplaced') return unplaced(name);
  if (after.text === before) return refused(vscode.l10n.t('{0} has these changes already.', name));
  return { kind: 'change', document, before, text: after.text };
}

/** The file of this path in any folder. */
async function findDirectly(path: string): Promise<vscode.Uri | undefined> {
  // In a workspace of several folders a path may begin with the folder's name.
  const places = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, name }) => [
    vscode.Uri.joinPath(uri, path),
    ...(path.startsWith(`${name}/`) ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : []),
  ]);
  for (const uri of places) if (await isFile(uri)) return uri;
  return undefined;
}

/** The open file when its path ends so, or the other way round; else the only one in the workspace. */
async function findByEnd(
  path: string,
  edited: vscode.TextDocument | undefined,
): Promise<vscode.Uri | undefined> {
  if (edited !== undefined && isSamePath(path, vscode.workspace.asRelativePath(edited.uri, false)))
    return edited.uri;
  const pattern = path.replaceAll(/[[\]{}*?]/gu, '[$&]');
  const [only, ...others] = await vscode.workspace.findFiles(`**/${pattern}`, undefined, 2);
  return others.length === 0 ? only : undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
