import * as vscode from 'vscode';
import type { Finding } from '../../findings/finding.ts';
import type { TextRange } from '../../findings/textRange.ts';
import type { PlacedFinding } from './placedFinding.ts';

/** The `source` of every diagnostic of ours. */
export const diagnosticSource = 'opencrates';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A finding as the Problems panel shows it. */
export function toDiagnostic({ finding, range }: PlacedFinding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = finding.rule;
  return diagnostic;
}

/** Ranges between VS Code's form and the plain one of the findings room. */
export const toRange = {
  plain: ({ start, end }: vscode.Range): TextRange => ({
    startLine: start.line,
    startCharacter: start.character,
    endLine: end.line,
    endCharacter: end.character,
  }),
  vscode: (range: TextRange): vscode.Range =>
    new vscode.Range(range.startLine, range.startCharacter, range.endLine, range.endCharacter),
} as const;
