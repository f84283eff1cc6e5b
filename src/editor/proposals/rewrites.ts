import * as vscode from 'vscode';
import { countLineEnds } from '../../edits/fileBytes.ts';
import { nameOf } from '../snapshot.ts';

/** Bytes up to which a file is looked at: reading a larger one would hold up the proposal. */
const sizeLimit = 8_000_000;

/**
 * What VS Code itself will change in a file when it is saved, whoever edits it, in a sentence; undefined where it keeps
 * every byte, and where that cannot be told: a document with edits of its own, or one that is not on a disk.
 */
export async function rewriteSentence(uri: vscode.Uri): Promise<string | undefined> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (uri.scheme !== 'file' || document === undefined || document.isDirty) return undefined;
  const bytes = await bytesOf(uri);
  if (bytes === undefined) return undefined;
  const { encoding } = document;
  const raw = await vscode.workspace.decode(bytes, { encoding });
  const again = Buffer.from(await vscode.workspace.encode(raw, { encoding }));
  const name = nameOf(uri);
  if (!again.equals(bytes))
    return vscode.l10n.t(
      '{0} has bytes that are not {1}. VS Code replaces them when it is saved. Reopen it with its own encoding first.',
      name,
      encoding,
    );
  const { lf, crlf, cr } = countLineEnds(raw);
  if (cr === 0 && (lf === 0 || crlf === 0)) return undefined;
  return document.eol === vscode.EndOfLine.LF
    ? vscode.l10n.t('{0} has mixed line ends. VS Code makes all of them LF when it is saved.', name)
    : vscode.l10n.t('{0} has mixed line ends. VS Code makes all of them CRLF when it is saved.', name);
}

async function bytesOf(uri: vscode.Uri): Promise<Buffer | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > sizeLimit ? undefined : Buffer.from(await vscode.workspace.fs.readFile(uri));
  } catch {
    // It is gone; Accept says so.
    return undefined;
  }
}
