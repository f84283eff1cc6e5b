import * as vscode from 'vscode';
import { contextKeys } from './identifiers.ts';

/** Keeps the context key up to date that shows Fix in the menu where there is something to fix. */
export function watchDiagnostics(): vscode.Disposable {
  let shown: boolean | undefined;
  const update = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const any = uri !== undefined && vscode.languages.getDiagnostics(uri).length > 0;
    if (any === shown) return;
    shown = any;
    void vscode.commands.executeCommand('setContext', contextKeys.hasDiagnostics, any);
  };
  update();
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
