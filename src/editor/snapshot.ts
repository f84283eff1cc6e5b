import * as vscode from 'vscode';
import type { LineRange } from '../syntax/lineRange.ts';
import { proposalScheme } from './identifiers.ts';
import { messageText } from './messageText.ts';

/** A document as it stood when a verb was chosen: later edits are compared with it. */
export interface Snapshot {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  /** LF line ends, whatever the file has. */
  readonly text: string;
  readonly selection: vscode.Selection;
  /** Workspace-relative, for the model; a bare name for untitled documents. */
  readonly path: string;
  /** The file's name, for messages. */
  readonly name: string;
}

/** Text of a document with LF line ends: the form all pure rooms think in. */
export function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n');
}

/** The document that VS Code has open at an address, shown or not. */
export function documentAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
}

/** The last part of a document's path, fit for a message. */
export function nameOf(uri: vscode.Uri): string {
  return messageText(uri.path.slice(uri.path.lastIndexOf('/') + 1));
}

/** Freezes what the editor shows. */
export function takeSnapshot({ document, selection }: vscode.TextEditor): Snapshot {
  return { ...documentSnapshot(document), selection };
}

/** Freezes a document that may not be shown: nothing in it is selected. */
export function documentSnapshot(document: vscode.TextDocument): Snapshot {
  const { uri, languageId } = document;
  return {
    uri,
    languageId,
    text: textOf(document),
    selection: new vscode.Selection(0, 0, 0, 0),
    path: vscode.workspace.asRelativePath(uri),
    name: nameOf(uri),
  };
}

/** The lines a selection covers; a selection that ends before the first character of a line leaves that line out. */
export function selectedLines(selection: vscode.Selection): LineRange {
  const { start, end } = selection;
  const beforeFirst = end.character === 0 && end.line > start.line;
  return { startLine: start.line, endLine: beforeFirst ? end.line - 1 : end.line };
}

/** True for a document that is gone: its file is deleted, or it was closed before there was one. */
export async function isMissing(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return documentAt(uri) === undefined;
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    // A server that cannot be reached right now says nothing about its files.
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}

/** Why this document cannot be read by a verb, as a sentence; undefined when it can. */
export function whyNotReadable(uri: vscode.Uri): string | undefined {
  if (uri.scheme === 'output') return vscode.l10n.t('This is output, not a file. Open a file first.');
  if (uri.scheme === proposalScheme)
    return vscode.l10n.t('This is a proposal. Accept or discard it first, then work on the file.');
  if (uri.scheme === 'git')
    return vscode.l10n.t('{0} is an earlier version kept by git. Open the file itself.', nameOf(uri));
  return undefined;
}

/** Why this document cannot be changed, as a sentence; undefined when it can. */
export async function whyNotWritable(uri: vscode.Uri): Promise<string | undefined> {
  const unreadable = whyNotReadable(uri);
  if (unreadable !== undefined) return unreadable;
  if (uri.scheme === 'untitled' || uri.scheme === 'vscode-notebook-cell') return undefined;
  const readOnly = vscode.l10n.t('{0} is read-only, so there is nowhere for a proposal to go.', nameOf(uri));
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return readOnly;
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    return ((stat.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0 ? readOnly : undefined;
  } catch {
    // Deleted on disk while open in the editor: the text is still there and can be changed.
    return undefined;
  }
}
