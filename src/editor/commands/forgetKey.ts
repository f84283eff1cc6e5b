import * as vscode from 'vscode';
import { endpointHost } from '../../provider/endpoint.ts';
import { tellFailure } from '../failures.ts';
import type { KeyStore } from '../secrets.ts';
import type { Settings } from '../settings.ts';

/** Removes the stored key of the configured host and says what that leaves. */
export async function forgetKey(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
}): Promise<void> {
  const { endpoint, model } = deps.settings.current().config;
  const host = endpointHost(endpoint);
  try {
    const forgotten = await deps.keys.forget(host);
    const left = await deps.keys.has(host);
    await vscode.window.showInformationMessage(outcomeWords(host, forgotten, left === 'environment'));
  } catch (error) {
    await tellFailure(error, { endpoint, model });
  }
}

function outcomeWords(host: string, forgotten: boolean, environment: boolean): string {
  if (environment) {
    return forgotten
      ? vscode.l10n.t('The stored key for {0} is forgotten. The one from the environment is used now.', host)
      : vscode.l10n.t('No key is stored for {0}; the one in use comes from the environment.', host);
  }
  return forgotten
    ? vscode.l10n.t('The key for {0} is forgotten.', host)
    : vscode.l10n.t('No key is stored for {0}.', host);
}
