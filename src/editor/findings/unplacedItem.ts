import * as vscode from 'vscode';
import { nameOf } from '../snapshot.ts';
import { categoryWord } from './categoryWord.ts';
import type { UnplacedFinding } from './placedFinding.ts';

/** A finding without a place as a line of a list, with why it has none. */
export function unplacedItem({ uri, finding, reason }: UnplacedFinding): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.message);
  const why =
    reason === 'absent'
      ? vscode.l10n.t('The code it quotes is not in the file.')
      : vscode.l10n.t('The code it quotes is there more than once.');
  item.description = `${nameOf(uri)} · ${why}`;
  item.tooltip = [categoryWord(finding.category), finding.message, finding.suggestion, why, finding.quote]
    .filter((line) => line !== '')
    .join('\n\n');
  item.iconPath = new vscode.ThemeIcon('question');
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open File'), arguments: [uri] };
  return item;
}
