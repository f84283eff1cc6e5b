import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { wholeNumber } from '../localFormat.ts';

/** Clear Cache: removes every kept answer from this computer and says how many there were. */
export async function clearCache(services: Pick<Services, 'answerCache' | 'askAgain'>): Promise<void> {
  services.askAgain.withdraw();
  const removed = await (await services.answerCache()).clear();
  if (removed === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The cache could not be cleared: its file is in use or cannot be changed. Close other windows and try again.',
      ),
    );
    return;
  }
  const words =
    removed === 0
      ? vscode.l10n.t('The cache was empty already.')
      : removed === 1
        ? vscode.l10n.t('1 answer was removed from the cache.')
        : vscode.l10n.t('{0} answers were removed from the cache.', wholeNumber(removed));
  void vscode.window.showInformationMessage(words);
}
