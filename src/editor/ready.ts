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

/** What the question whether something may be sent needs. */
export type Permissions = Pick<Services, 'settings' | 'keys' | 'consent' | 'plainHttp'>;

/** True when a request can be sent: it may be, and there is a key, none is needed, or the headers bring one. */
export async function ensureReady(services: Services): Promise<boolean> {
  if (!(await ensureAllowed(services))) return false;
  const { endpoint, headers } = services.settings.current().config;
  if (reachOf(endpoint) !== 'elsewhere' || holdsCredential(headers)) return true;
  // An unreadable store fails with its own sentence when the key is asked for.
  if ((await services.keys.has(endpointHost(endpoint))) !== 'none') return true;
  const { offerSetUp } = await import('./firstRun.ts');
  return (await offerSetUp(services)) === 'ready';
}

/** True when something may be sent to the endpoint at all: asks a person for what they have to allow. */
export async function ensureAllowed(permissions: Permissions): Promise<boolean> {
  const { settings, consent } = permissions;
  await settings.ready();
  const { warnings } = settings.current();
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
  return (await consent.ask()) && confirmPlainHttp(permissions);
}

/** Where the way is not encrypted, a person says once what may go there. */
async function confirmPlainHttp({ settings, keys, plainHttp }: Permissions): Promise<boolean> {
  const { endpoint, headers } = settings.current().config;
  if (transportRule(endpoint) !== 'confirm') return true;
  // Any configured header may hold a credential.
  const hasKey = Object.keys(headers).length > 0 || (await keys.has(endpointHost(endpoint))) !== 'none';
  return plainHttp.confirm(endpoint, hasKey);
}
