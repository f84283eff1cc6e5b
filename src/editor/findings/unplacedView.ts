import * as vscode from 'vscode';
import { unplacedViewId } from '../identifiers.ts';
import type { FindingStore } from './findingStore.ts';
import type { UnplacedFinding } from './placedFinding.ts';

/** The list of findings that have no place in a file, with why; a click opens the file they are about. */
export function createUnplacedView(findings: FindingStore): vscode.Disposable {
  return vscode.window.registerTreeDataProvider<UnplacedFinding>(unplacedViewId, {
    onDidChangeTreeData: findings.onDidChange,
    getChildren: (element) => (element === undefined ? [...findings.unplaced()] : []),
    getTreeItem: async (element) => (await import('./unplacedItem.ts')).unplacedItem(element),
  });
}
