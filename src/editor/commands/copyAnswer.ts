import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Copy Answer: what the model said for the proposal in front, exactly as it came. */
export async function copyAnswer(services: Services): Promise<void> {
  const answer = (await services.proposals()).front()?.exchange?.answer;
  if (answer === undefined || answer === '')
    void vscode.window.showInformationMessage(vscode.l10n.t('No model has answered for this proposal.'));
  else await vscode.env.clipboard.writeText(answer);
}
