import * as vscode from 'vscode';
import { commandIds } from '../identifiers.ts';
import { commandLink, markdownText } from '../markdownText.ts';
import { categoryWord } from './categoryWord.ts';
import type { PlacedFinding } from './placedFinding.ts';

/** Category, suggestion and actions of a finding. */
export function describeFinding({ id, uri, finding, range }: PlacedFinding): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  // Only these commands may run from the hover; the model's words are appended as plain text.
  text.isTrusted = { enabledCommands: [commandIds.fix, commandIds.explain, commandIds.dismissFinding] };
  text.appendMarkdown(`**${categoryWord(finding.category)}** · `).appendText(finding.rule);
  if (finding.suggestion !== '') text.appendMarkdown('\n\n').appendText(markdownText(finding.suggestion));
  const place = { uri: uri.toString(), line: range.start.line, message: finding.message };
  const links = [
    [vscode.l10n.t('Fix'), commandIds.fix, { ...place, suggestion: finding.suggestion }],
    [vscode.l10n.t('Explain'), commandIds.explain, place],
    [vscode.l10n.t('Dismiss'), commandIds.dismissFinding, { id }],
  ] as const;
  const shown = links.map(([word, command, argument]) => commandLink(word, command, argument));
  return text.appendMarkdown(`\n\n${shown.join(' · ')}`);
}
