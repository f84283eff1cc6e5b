import * as vscode from 'vscode';
import { documentationStyle } from '../docs/documentationStyle.ts';
import { diagnosticSource } from './findings/findingDiagnostic.ts';
import type { FindingStore } from './findings/findingStore.ts';
import type { PlacedFinding } from './findings/placedFinding.ts';
import { commandIds } from './identifiers.ts';
import { whyNotReadable } from './snapshot.ts';

/** How many diagnostics of one place get actions: more would bury the language's own. */
const diagnosticLimit = 3;

/** Our entries in the lightbulb: never preferred, nothing computed until chosen. */
export function createCodeActions(findings: FindingStore): vscode.CodeActionProvider {
  return {
    provideCodeActions(document, range, context) {
      if (whyNotReadable(document.uri) !== undefined) return [];
      const diagnostics = context.diagnostics.slice(0, diagnosticLimit);
      const onDiagnostics = diagnostics.flatMap((diagnostic) => {
        const found = findingOf(findings, document, diagnostic);
        // Plain data: the list of actions, and the objects in it, are gone by the time the command runs.
        const place = {
          uri: document.uri.toString(),
          line: diagnostic.range.start.line,
          message: diagnostic.message,
        };
        const suggestion = found === undefined ? {} : { suggestion: found.finding.suggestion };
        return [
          diagnosticAction(diagnostic, {
            title: vscode.l10n.t('Fix with OpenCrates'),
            command: commandIds.fix,
            arguments: [{ ...place, ...suggestion }],
          }),
          diagnosticAction(diagnostic, {
            title: vscode.l10n.t('Explain with OpenCrates'),
            command: commandIds.explain,
            arguments: [place],
          }),
          ...dismissActions(found, diagnostic),
        ];
      });
      return range.isEmpty ? onDiagnostics : [...onDiagnostics, ...selectionActions(document)];
    },
  };
}

/** The kinds we provide, so that VS Code does not ask us for others. */
export const codeActionKinds: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
};

function diagnosticAction(diagnostic: vscode.Diagnostic, command: vscode.Command): vscode.CodeAction {
  const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = command;
  return action;
}

/** The finding a diagnostic of ours stands for; undefined for any other tool's. */
function findingOf(
  findings: FindingStore,
  { uri }: vscode.TextDocument,
  { source, range, message }: vscode.Diagnostic,
): PlacedFinding | undefined {
  if (source !== diagnosticSource) return undefined;
  return findings.placedIn(uri).find((one) => one.range.isEqual(range) && one.finding.message === message);
}

function dismissActions(
  found: PlacedFinding | undefined,
  diagnostic: vscode.Diagnostic,
): readonly vscode.CodeAction[] {
  if (found === undefined) return [];
  const title = vscode.l10n.t('Dismiss finding');
  const command = { command: commandIds.dismissFinding, title, arguments: [{ id: found.id }] };
  return [diagnosticAction(diagnostic, command)];
}

function selectionActions({ languageId }: vscode.TextDocument): readonly vscode.CodeAction[] {
  const offered = [
    [vscode.l10n.t('Generate with OpenCrates…'), commandIds.generate] as const,
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
