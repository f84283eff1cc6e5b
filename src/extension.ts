import * as vscode from 'vscode';
import { codeActionKinds, createCodeActions } from './editor/codeActions.ts';
import { createServices, type Own } from './editor/createServices.ts';
import { watchDiagnostics } from './editor/diagnosticsContext.ts';
import { createFindingHover } from './editor/findings/findingHover.ts';
import { createUnplacedView } from './editor/findings/unplacedView.ts';
import { registerCommands } from './editor/registerCommands.ts';

/** Registers everything and loads nothing heavy: the rooms come with the first verb. */
export function activate(context: vscode.ExtensionContext): void {
  const own: Own = (disposable) => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const services = createServices(context, own);
  const { findings } = services;
  own(registerCommands(services));
  own(watchDiagnostics());
  own(createUnplacedView(findings));
  own(vscode.languages.registerHoverProvider('*', createFindingHover(findings)));
  own(vscode.languages.registerCodeActionsProvider('*', createCodeActions(findings), codeActionKinds));
}
