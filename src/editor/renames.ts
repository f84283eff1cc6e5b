import * as vscode from 'vscode';
import { afterRename } from './afterRename.ts';

/** The renames of the session: a question about a file that is asked late still finds it. */
export interface Renames extends vscode.Disposable {
  /** Says, whenever it is called, where the file is by then that is at `uri` now. */
  follow(uri: vscode.Uri): () => vscode.Uri;
}

/** Listens from now on. */
export function createRenames(): Renames {
  const history: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[] = [];
  const listening = vscode.workspace.onDidRenameFiles(({ files }) => void history.push(...files));
  return {
    follow(uri) {
      const since = history.length;
      return () => history.slice(since).reduce((at, renamed) => afterRename(at, renamed), uri);
    },
    dispose: () => listening.dispose(),
  };
}
