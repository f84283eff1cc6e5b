import * as vscode from 'vscode';
import { unplacedViewId } from '../identifiers.ts';
import { nameOf } from '../snapshot.ts';
import { categoryWord } from './categoryWord.ts';
import type { FindingStore } from './findingStore.ts';
import type { UnplacedFinding } from './placedFinding.ts';

/** The list of findings that have no place in a file, with why; a click opens the file they are about. */
export function createUnplacedView(findings: FindingStore): vscode.Disposable {
  return vscode.window.registerTreeDataProvider<UnplacedFinding>(unplacedViewId, {
    onDidChangeTreeData: findings.onDidChange,
    getChildren: (element) => (element === undefined ? [...findings.unplaced()] : []),
    getTreeItem,
  });
}

function getTreeItem({ uri, finding, reason }: UnplacedFinding): vscode.TreeItem {
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
