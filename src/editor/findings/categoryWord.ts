import * as vscode from 'vscode';
import type { Finding } from '../../findings/finding.ts';

/** A finding's category as people read it. */
export function categoryWord(category: Finding['category']): string {
  const words: Readonly<Record<Finding['category'], string>> = {
    security: vscode.l10n.t('Security'),
    performance: vscode.l10n.t('Performance'),
    bug: vscode.l10n.t('Bug'),
    practice: vscode.l10n.t('Best practice'),
    debt: vscode.l10n.t('Technical debt'),
  };
  return words[category];
}
