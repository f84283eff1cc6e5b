import * as vscode from 'vscode';
import { hostileCharacters } from '../../edits/hostileCharacters.ts';
import { lineEdits } from '../../edits/lineEdits.ts';
import { toTextEdits } from '../documentEdits.ts';
import { messageText } from '../messageText.ts';
import { characterItems, isAgreed } from '../proposals/consent.ts';
import { textOf } from '../snapshot.ts';
import type { PatchedFile } from './patchedFile.ts';

/** A file that is changed or made. */
type Written = Exclude<PatchedFile, { kind: 'refused' }>;

/**
 * Shows changes of several files in VS Code's Refactor Preview, each to be ticked; true when the person applied some.
 * What can hide code is asked about by name before.
 */
export async function previewFiles(files: readonly Written[]): Promise<boolean> {
  const items = files.flatMap((file) => {
    const name = nameIn(file);
    const before = file.kind === 'change' ? textOf(file.document) : '';
    return characterItems(hostileCharacters(before, file.text)).map(({ label, description }) => ({
      label: `${name}: ${label}`,
      description,
    }));
  });
  const [first, ...others] = files.map(nameIn);
  const subject = others.length > 0 ? vscode.l10n.t('{0} files', files.length) : (first ?? '');
  if (!(await isAgreed(items, subject))) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const file of files) {
    const metadata = { needsConfirmation: true, label: nameIn(file) };
    if (file.kind === 'create') {
      const contents = Buffer.from(file.text);
      edit.createFile(file.uri, { contents, overwrite: false, ignoreIfExists: false }, metadata);
    } else {
      const { document, text } = file;
      const edits = toTextEdits(document, lineEdits(textOf(document), text));
      edit.set(
        document.uri,
        edits.map((each): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [each, metadata]),
      );
    }
  }
  return vscode.workspace.applyEdit(edit);
}

function nameIn(file: Written): string {
  const uri = file.kind === 'create' ? file.uri : file.document.uri;
  return messageText(vscode.workspace.asRelativePath(uri, false));
}
