import * as vscode from 'vscode';
import { codeActionKinds, createCodeActions } from './codeActions.ts';
import { createServices } from './createServices.ts';
import { watchDiagnostics } from './diagnosticsContext.ts';
import { createFindingHover } from './findings/findingHover.ts';
import { createUnplacedView } from './findings/unplacedView.ts';
import type { AtHand, Own, Services } from './services.ts';

/** Everything put together, and registered where it stands beside the person's code. */
export function startServices(context: vscode.ExtensionContext, own: Own, atHand: AtHand): Services {
  const services = createServices(context, own, atHand);
  const { findings } = services;
  own(watchDiagnostics());
  own(createUnplacedView(findings));
  own(vscode.languages.registerHoverProvider('*', createFindingHover(findings)));
  own(vscode.languages.registerCodeActionsProvider('*', createCodeActions(findings), codeActionKinds));
  return services;
}
