import * as vscode from 'vscode';
import type { FindingStore } from './findingStore.ts';

/** Category, suggestion and actions of the finding under the pointer; VS Code shows the message itself. */
export function createFindingHover(findings: FindingStore): vscode.HoverProvider {
  return {
    async provideHover(document, position) {
      const under = findings.placedIn(document.uri).filter(({ range }) => range.contains(position));
      if (under.length === 0) return undefined;
      const { describeFinding } = await import('./describeFinding.ts');
      return new vscode.Hover(under.map(describeFinding), under[0]?.range);
    },
  };
}
