import * as vscode from 'vscode';
import type { Proposal } from './proposal.ts';

/** Asks before what was written into a proposal by hand is given up. */
export async function mayDropEdits(proposal: Proposal): Promise<boolean> {
  const regenerate = vscode.l10n.t('Regenerate');
  const message = vscode.l10n.t(
    'You have edited the proposal for {0}. Asking again gives up your edits.',
    proposal.spec.snapshot.name,
  );
  return (await vscode.window.showWarningMessage(message, { modal: true }, regenerate)) === regenerate;
}
