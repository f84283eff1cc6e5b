import * as vscode from 'vscode';
import { ApiKey, type ApiKeyProblem } from '../../provider/apiKey.ts';
import { endpointHost, isThisComputer } from '../../provider/endpoint.ts';
import { tellFailure } from '../failures.ts';
import type { KeyStore } from '../secrets.ts';
import type { Settings } from '../settings.ts';

/** Asks for the key of the configured host and keeps it; true when one was kept. */
export async function setKey(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
}): Promise<boolean> {
  const { endpoint, model } = deps.settings.current().config;
  const host = endpointHost(endpoint);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Key for {0}', host),
    prompt: promptFor(host, endpoint),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) => whyNotAKey(typed, host),
  });
  const key = text === undefined ? undefined : ApiKey.parse(text.trim(), host);
  if (!(key instanceof ApiKey)) return false;
  try {
    await deps.keys.store(key);
    return true;
  } catch (error) {
    await tellFailure(error, { endpoint, model });
    return false;
  }
}

function promptFor(host: string, endpoint: string): string {
  return isThisComputer(endpoint)
    ? vscode.l10n.t(
        'A server on this computer usually needs none. Kept in secret storage, sent only to {0}.',
        host,
      )
    : vscode.l10n.t('Kept in the secret storage of the editor and sent only to {0}.', host);
}

function whyNotAKey(typed: string, host: string): string | undefined {
  const key = ApiKey.parse(typed.trim(), host);
  return key instanceof ApiKey ? undefined : problemWords(key);
}

function problemWords({ problem }: ApiKeyProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Paste the key here.');
    case 'tooLong':
      return vscode.l10n.t('This is too long to be a key.');
    case 'tooShort':
      return vscode.l10n.t('A part of the key is missing.');
    case 'wrongPrefix':
      return vscode.l10n.t('Keys of this host begin with "sk-".');
    case 'holdsSpace':
      return vscode.l10n.t('A key has no spaces.');
    case 'holdsControl':
      return vscode.l10n.t('A key is one line of plain characters.');
    case 'notLatin1':
      return vscode.l10n.t('This holds characters that no key has.');
  }
}
