import * as vscode from 'vscode';
import { findLocalServers, type LocalServer } from '../openai/findLocalServers.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { setKey } from './commands/setKey.ts';
import { failureButtons } from './failureButton.ts';
import { settingsSection } from './identifiers.ts';
import { placeOfLocalhost } from './placeOfLocalhost.ts';
import type { KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';

/**
 * Says in one message that there is no key, with the choices that work here. A server found on this computer is used
 * only when chosen: that writes the endpoint and the model to the settings of this machine.
 */
export async function offerSetUp(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
}): Promise<'ready' | 'dismissed'> {
  // Looked up at each call: the editor replaces the global to follow its proxy settings.
  const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
  const servers = await findLocalServers(fetch, new AbortController().signal);
  const enterKey = vscode.l10n.t('Enter Key');
  const help = vscode.l10n.t('Help');
  const offers = new Map(
    servers.map((server) => [vscode.l10n.t('Use {0} {1}', server.name, placeOfLocalhost()), server]),
  );
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('OpenCrates has no key for {0}.', endpointHost(deps.settings.current().config.endpoint)),
    enterKey,
    ...offers.keys(),
    help,
  );
  if (chosen === enterKey) return (await setKey(deps)) ? 'ready' : 'dismissed';
  if (chosen === help) await failureButtons.help().run();
  const server = chosen === undefined ? undefined : offers.get(chosen);
  return server !== undefined && (await useServer(server)) ? 'ready' : 'dismissed';
}

async function useServer(server: LocalServer): Promise<boolean> {
  const model = await chooseModel(server);
  if (model === undefined) return false;
  const section = vscode.workspace.getConfiguration(settingsSection);
  await section.update('endpoint', server.endpoint, vscode.ConfigurationTarget.Global);
  await section.update('model', model, vscode.ConfigurationTarget.Global);
  return true;
}

async function chooseModel(server: LocalServer): Promise<string | undefined> {
  if (server.models.length === 1) return server.models[0];
  return await vscode.window.showQuickPick([...server.models], {
    title: vscode.l10n.t('Models of {0}', server.name),
    placeHolder: vscode.l10n.t('The model that answers from now on'),
    ignoreFocusOut: true,
  });
}
