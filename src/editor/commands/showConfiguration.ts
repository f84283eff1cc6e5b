import * as vscode from 'vscode';
import type { ConfigOrigin } from '../../provider/config.ts';
import { type ConfigField, configFieldNames } from '../../provider/configFields.ts';
import { endpointHost } from '../../provider/endpoint.ts';
import { settingsSection } from '../identifiers.ts';
import { wholeNumber } from '../localFormat.ts';
import { keyWords } from '../keyWords.ts';
import type { Services } from '../services.ts';
import { type ListRow, showList } from '../showList.ts';

/** Lists every value in force with where it comes from; a row opens that place, a button copies all of it. */
export async function showConfiguration(services: Services): Promise<void> {
  await services.settings.ready();
  const rows = [...valueRows(services), ...(await endpointRows(services))];
  await showList({
    title: vscode.l10n.t('Effective configuration'),
    placeholder: vscode.l10n.t('Every value in force, and where it comes from'),
    rows,
    copyAll: () => asText(rows),
  });
}

function asText(rows: readonly ListRow[]): string {
  return rows
    .filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator)
    .map(({ label, description, detail }) => [label, description, detail].filter(Boolean).join('\t'))
    .join('\n');
}

function valueRows(services: Services): readonly ListRow[] {
  const { values, origins } = services.settings.current();
  return configFieldNames.map((name) => ({
    label: name,
    description: valueWords(name, values[name]),
    detail: originWords(origins[name]),
    act: () => openOrigin(services, name, origins[name]),
  }));
}

/** What is not a text, a number or a switch is told by its names alone: values of headers may be secrets. */
function valueWords(name: ConfigField, value: unknown): string {
  if (value === null) return vscode.l10n.t('left to the endpoint');
  if (typeof value === 'number') return name.startsWith('timeouts.') ? seconds(value) : String(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return yesNo(value);
  const names = Object.keys(value ?? {});
  return names.length === 0 ? vscode.l10n.t('none') : vscode.l10n.t('{0} (values hidden)', names.join(', '));
}

function yesNo(is: boolean): string {
  return is ? vscode.l10n.t('yes') : vscode.l10n.t('no');
}

function seconds(value: number): string {
  return vscode.l10n.t('{0} s', String(value));
}

function originWords(origin: ConfigOrigin | undefined): string {
  switch (origin?.source) {
    case undefined:
    case 'default':
      return vscode.l10n.t('default');
    case 'arguments':
      return vscode.l10n.t('given with the call');
    case 'environment':
      return vscode.l10n.t('environment variable {0}', origin.name);
    case 'file':
      return vscode.l10n.t('{0} of this folder', origin.file ?? '');
    case 'workspaceSettings':
      return vscode.l10n.t('settings of this workspace');
    case 'settings':
      return vscode.l10n.t('your settings');
  }
}

async function openOrigin(
  services: Services,
  name: ConfigField,
  origin: ConfigOrigin | undefined,
): Promise<void> {
  const file = origin?.source === 'file' ? services.settings.file() : undefined;
  if (file !== undefined) await vscode.window.showTextDocument(file);
  else await vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.${name}`);
}

/** What is known of the endpoint and the model in force, and where the key is; never the key. */
async function endpointRows(services: Services): Promise<readonly ListRow[]> {
  const { endpoint, model, capabilities: overrides } = services.settings.current().config;
  const [book, place] = await Promise.all([services.book(), services.keys.has(endpointHost(endpoint))]);
  const known = book.of(endpoint, model, overrides);
  const rows: readonly (readonly [string, string])[] = [
    [vscode.l10n.t('Key'), keyWords(place)],
    [vscode.l10n.t('Protocol'), known.wire === 'chat' ? 'Chat Completions' : 'Responses'],
    [vscode.l10n.t('Streams answers'), yesNo(known.canStream)],
    [vscode.l10n.t('Keeps to a schema'), yesNo(known.hasJsonSchema)],
    [vscode.l10n.t('Takes a temperature'), yesNo(known.takesTemperature)],
    [
      vscode.l10n.t('Token limit sent as'),
      known.wire === 'chat' ? known.tokenLimitField : 'max_output_tokens',
    ],
    [
      vscode.l10n.t('Context window'),
      known.contextWindow === undefined
        ? vscode.l10n.t('not known')
        : vscode.l10n.t('{0} tokens', wholeNumber(known.contextWindow)),
    ],
  ];
  const heading = vscode.l10n.t('{0} at {1}', model, endpointHost(endpoint));
  return [
    { label: heading, kind: vscode.QuickPickItemKind.Separator },
    ...rows.map(([label, description]) => ({ label, description })),
  ];
}
