import * as vscode from 'vscode';
import { countLineEnds } from '../../edits/fileBytes.ts';
import { documentAt, nameOf } from '../snapshot.ts';
import { visibleText } from '../visibleText.ts';

/** Bytes up to which a file is looked at: reading a larger one would hold up the proposal. */
const sizeLimit = 8_000_000;

/** What the person must know of the file's bytes before Accept, a sentence each. Both texts have LF line ends. */
export async function byteSentences(
  uri: vscode.Uri,
  before: string,
  after: string,
): Promise<readonly string[]> {
  const found = [await rewriteSentence(uri), await lossSentence(uri, before, after)];
  return found.filter((sentence) => sentence !== undefined);
}

/**
 * What VS Code itself will change in a file when it is saved, whoever edits it, in a sentence; undefined where it keeps
 * every byte, and for a document that is not on a disk. It read what is on the disk before anybody edited it, so that
 * edits which are not saved change nothing about that.
 */
async function rewriteSentence(uri: vscode.Uri): Promise<string | undefined> {
  const document = documentAt(uri);
  if (uri.scheme !== 'file' || document === undefined) return undefined;
  const bytes = await bytesOf(uri);
  if (bytes === undefined) return undefined;
  if (bytes === 'tooLarge')
    return vscode.l10n.t(
      '{0} is too large to look for mixed line ends and for bytes that VS Code would replace when it is saved.',
      nameOf(uri),
    );
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

/** Characters of a new text that its file's encoding cannot write, in a sentence; undefined when it can write all. */
async function lossSentence(uri: vscode.Uri, before: string, after: string): Promise<string | undefined> {
  const encoding = documentAt(uri)?.encoding;
  if (encoding === undefined || encoding.startsWith('utf')) return undefined;
  const known = new Set(before);
  const fresh = [...new Set(after)].filter((character) => character > '\u007F' && !known.has(character));
  if (fresh.length === 0) return undefined;
  const bytes = await vscode.workspace.encode(fresh.join('\n'), { encoding });
  const written = (await vscode.workspace.decode(bytes, { encoding })).split('\n');
  const lost = fresh.filter((character, index) => written[index] !== character);
  if (lost.length === 0) return undefined;
  return vscode.l10n.t(
    '{0} is kept as {1}, which cannot write: {2}. On saving, VS Code puts something else there.',
    nameOf(uri),
    encoding,
    visibleText(lost.join(' ')),
  );
}

async function bytesOf(uri: vscode.Uri): Promise<Buffer | 'tooLarge' | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > sizeLimit ? 'tooLarge' : Buffer.from(await vscode.workspace.fs.readFile(uri));
  } catch {
    // It is gone; Accept says so.
    return undefined;
  }
}
