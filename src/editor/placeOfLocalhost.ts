import * as vscode from 'vscode';

/** Which computer "localhost" means in this window: in a remote one it is not the one in front of the person. */
export function placeOfLocalhost(): string {
  const remote = vscode.env.remoteName;
  if (remote === undefined || vscode.env.uiKind === vscode.UIKind.Web)
    return vscode.l10n.t('on this computer');
  return vscode.l10n.t('on the remote computer, {0}', remote);
}
