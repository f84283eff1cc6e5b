import type * as vscode from 'vscode';

/** A file or folder that got another name. */
interface Renamed {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** True for a file or folder itself and for everything inside it. */
export function isIn(uri: vscode.Uri, place: vscode.Uri): boolean {
  if (uri.scheme !== place.scheme || uri.authority !== place.authority) return false;
  return uri.path === place.path || uri.path.startsWith(`${place.path}/`);
}

/** Where a file is after a rename of it or of a folder it is in; the same place otherwise. */
export function afterRename(uri: vscode.Uri, { oldUri, newUri }: Renamed): vscode.Uri {
  return isIn(uri, oldUri) ? newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) }) : uri;
}
