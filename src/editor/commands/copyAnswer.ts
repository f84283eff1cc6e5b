import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Copy Answer: what the model said for the proposal in front, exactly as it came. */
export async function copyAnswer(services: Services): Promise<void> {
  const proposals = await services.proposals();
  const answer = proposals.front()?.exchange?.answer;
  if (answer === undefined || answer === '') {
    void vscode.window.showInformationMessage(vscode.l10n.t('No model has answered for this proposal.'));
    return;
  }
  await vscode.env.clipboard.writeText(answer);
  proposals.say(vscode.l10n.t('The answer is copied.'));
}
