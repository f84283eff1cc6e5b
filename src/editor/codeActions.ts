import * as vscode from 'vscode';
import { documentationStyle } from '../docs/documentationStyle.ts';
import { diagnosticSource } from './findings/findingDiagnostic.ts';
import type { FindingStore } from './findings/findingStore.ts';
import { commandIds, proposalScheme } from './identifiers.ts';

/** How many diagnostics of one place get actions: more would bury the language's own. */
const diagnosticLimit = 3;

/** Our entries in the lightbulb: never preferred, nothing computed until chosen. */
export function createCodeActions(findings: FindingStore): vscode.CodeActionProvider {
  return {
    provideCodeActions(document, range, context) {
      if (document.uri.scheme === proposalScheme) return [];
      const diagnostics = context.diagnostics.slice(0, diagnosticLimit);
      const onDiagnostics = diagnostics.flatMap((diagnostic) => [
        diagnosticAction(vscode.l10n.t('Fix with OpenCrates'), commandIds.fix, document, diagnostic),
        diagnosticAction(vscode.l10n.t('Explain with OpenCrates'), commandIds.explain, document, diagnostic),
        ...dismissActions(findings, document, diagnostic),
      ]);
      return range.isEmpty ? onDiagnostics : [...onDiagnostics, ...selectionActions(document)];
    },
  };
}

/** The kinds we provide, so that VS Code does not ask us for others. */
export const codeActionKinds: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
};

function diagnosticAction(
  title: string,
  command: string,
  { uri }: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  // Plain data: the list of actions, and the objects in it, are gone by the time the command runs.
  const place = { uri: uri.toString(), line: diagnostic.range.start.line, message: diagnostic.message };
  action.command = { command, title, arguments: [place] };
  return action;
}

function dismissActions(
  findings: FindingStore,
  { uri }: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): readonly vscode.CodeAction[] {
  if (diagnostic.source !== diagnosticSource) return [];
  const found = findings
    .placedIn(uri)
    .find(({ finding, range }) => range.isEqual(diagnostic.range) && finding.message === diagnostic.message);
  if (found === undefined) return [];
  const title = vscode.l10n.t('Dismiss finding');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { command: commandIds.dismissFinding, title, arguments: [{ id: found.id }] };
  return [action];
}

function selectionActions({ languageId }: vscode.TextDocument): readonly vscode.CodeAction[] {
  const offered = [
    ...(documentationStyle(languageId) === undefined
      ? []
      : [[vscode.l10n.t('Document with OpenCrates'), commandIds.document] as const]),
    [vscode.l10n.t('Analyze with OpenCrates'), commandIds.analyze] as const,
  ];
  return offered.map(([title, command]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
    action.command = { command, title };
    return action;
  });
}
