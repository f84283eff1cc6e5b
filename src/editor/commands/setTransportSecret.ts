import * as vscode from 'vscode';
import { endpointHost } from '../../provider/endpoint.ts';
import type { Settings } from '../settings.ts';
import type { TransportSecret, TransportSecrets } from '../transportSecrets.ts';

const longest = 4096;

/** Asks for a secret of the configured host's connection and keeps it; an empty one is forgotten. */
export async function setTransportSecret(
  deps: { readonly settings: Settings; readonly transportSecrets: TransportSecrets },
  secret: TransportSecret,
): Promise<boolean> {
  const host = endpointHost(deps.settings.current().config.endpoint);
  const text = await vscode.window.showInputBox({
    title:
      secret === 'signing'
        ? vscode.l10n.t('Signing secret for {0}', host)
        : vscode.l10n.t('Passphrase of the client certificate for {0}', host),
    prompt: vscode.l10n.t('Kept in the secret storage of the editor. Empty: forget it.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed.length > longest ? vscode.l10n.t('This is too long to be a secret.') : undefined,
  });
  if (text === undefined) return false;
  try {
    await deps.transportSecrets.set(secret, host, text);
    return true;
  } catch {
    await vscode.window.showErrorMessage(
      vscode.l10n.t('The secret storage of the editor failed, so nothing was kept.'),
    );
    return false;
  }
}
