import * as vscode from 'vscode';
import { commandIds } from './identifiers.ts';

/** The one item in the status bar, as it is until there is something to tell. */
export function createStatusItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('opencrates.status', vscode.StatusBarAlignment.Right, 100);
  item.name = 'OpenCrates';
  item.text = '$(package) OpenCrates';
  item.accessibilityInformation = { label: 'OpenCrates' };
  item.command = commandIds.showUsage;
  item.show();
  return item;
}
