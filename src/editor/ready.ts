import * as vscode from 'vscode';
import { holdsCredential } from '../openai/keyFor.ts';
import { endpointHost, reachOf, transportRule } from '../provider/endpoint.ts';
import type { Services } from './services.ts';

/** What an endpoint is called in a warning: the setting, and the environment's names. */
const endpointNames: ReadonlySet<string> = new Set([
  'opencrates.endpoint',
  'OPENCRATES_ENDPOINT',
  'OPENAI_BASE_URL',
]);

/** True when a request can be sent: there is a key, none is needed, or the headers bring one. Otherwise offers to set up. */
export async function ensureReady(services: Services): Promise<boolean> {
  await services.settings.ready();
  const { config, warnings } = services.settings.current();
  const { endpoint, headers } = config;
  if (warnings.some(({ name }) => endpointNames.has(name))) {
    // The next layer's endpoint would take code, and perhaps a key, where nobody meant them to go.
    const open = vscode.l10n.t('Open Settings');
    void vscode.window
      .showErrorMessage(
        vscode.l10n.t('The configured endpoint cannot be used, so nothing was sent. Correct it first.'),
        open,
      )
      .then((chosen) => {
        if (chosen === open)
          void vscode.commands.executeCommand('workbench.action.openSettings', 'opencrates.endpoint');
      });
    return false;
  }
  if (!(await services.consent.ask())) return false;
  if (reachOf(endpoint) !== 'elsewhere' || holdsCredential(headers)) return confirmPlainHttp(services);
  // An unreadable store fails with its own sentence when the key is asked for.
  if ((await services.keys.has(endpointHost(endpoint))) !== 'none') return true;
  const { offerSetUp } = await import('./firstRun.ts');
  return (await offerSetUp(services)) === 'ready';
}

/** Where the way is not encrypted, a person says once what may go there. */
async function confirmPlainHttp({ settings, keys, plainHttp }: Services): Promise<boolean> {
  const { endpoint, headers } = settings.current().config;
  if (transportRule(endpoint) !== 'confirm') return true;
  const hasKey = holdsCredential(headers) || (await keys.has(endpointHost(endpoint))) !== 'none';
  return plainHttp.confirm(endpoint, hasKey);
}
