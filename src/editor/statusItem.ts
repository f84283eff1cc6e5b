import * as vscode from 'vscode';
import { commandIds } from './identifiers.ts';

/** What the item says while there is nothing to tell; `spoken` is for a screen reader. */
export const idleWords = { text: '$(package) OpenCrates', spoken: 'OpenCrates' } as const;

/** The one item in the status bar, as it is until there is something to tell. */
export function createStatusItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('opencrates.status', vscode.StatusBarAlignment.Right, 100);
  item.name = 'OpenCrates';
  item.text = idleWords.text;
  item.accessibilityInformation = { label: idleWords.spoken };
  item.command = commandIds.showUsage;
  item.show();
  return item;
}
