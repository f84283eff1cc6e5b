import * as vscode from 'vscode';
import { commandIds } from '../identifiers.ts';
import { commandLink, markdownText } from '../markdownText.ts';
import { categoryWord } from './categoryWord.ts';
import type { FindingStore } from './findingStore.ts';
import type { PlacedFinding } from './placedFinding.ts';

/** Category, suggestion and actions of the finding under the pointer; VS Code shows the message itself. */
export function createFindingHover(findings: FindingStore): vscode.HoverProvider {
  return {
    provideHover(document, position) {
      const under = findings.placedIn(document.uri).filter(({ range }) => range.contains(position));
      if (under.length === 0) return undefined;
      return new vscode.Hover(under.map(describe), under[0]?.range);
    },
  };
}

function describe({ id, uri, finding, range }: PlacedFinding): vscode.MarkdownString {
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
