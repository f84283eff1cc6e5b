import * as vscode from 'vscode';
import type { HealthAlert } from '../../provider/healthAlerts.ts';
import { commandIds } from '../identifiers.ts';
import { wholeNumber } from '../localFormat.ts';
import { messageText } from '../messageText.ts';

/** One message when a server stops answering; that it answers again shows by itself. */
export async function tellAlert(alert: HealthAlert): Promise<void> {
  if (alert.kind === 'ended') return;
  const check = vscode.l10n.t('Check Health');
  const words = vscode.l10n.t(
    '{0} failed {1} times in a row.',
    messageText(alert.host),
    wholeNumber(alert.failures),
  );
  if ((await vscode.window.showWarningMessage(words, check)) === check)
    await vscode.commands.executeCommand(commandIds.checkHealth);
}
