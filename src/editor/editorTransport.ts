import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createTransport } from '../openai/transport/createTransport.ts';
import type { ProxySettings } from '../openai/transport/proxyRoute.ts';
import { protectingFields } from '../provider/transportConfig.ts';
import { settingsSection } from './identifiers.ts';
import type { PlainHttp } from './plainHttp.ts';
import type { Settings } from './settings.ts';
import type { TransportSecrets } from './transportSecrets.ts';

/** The way every request of the extension takes, as one `fetch`, by the settings in force at each request. */
export function createEditorTransport(deps: {
  readonly settings: Settings;
  readonly secrets: TransportSecrets;
  readonly plainHttp: PlainHttp;
}): typeof globalThis.fetch {
  const { settings, secrets, plainHttp } = deps;
  return createTransport({
    // Looked up at each call: VS Code replaces the global to follow its proxy settings.
    hostFetch: (address, init) => globalThis.fetch(address, init),
    config: () => settings.current().config.transport,
    unusable: () => unusableProtection(settings),
    plainHttpConsent: plainHttp.consentTo,
    proxy: proxySettings,
    environment: process.env,
    readFile: (path) => readFile(path, 'utf8'),
    passphrase: (host) => secrets.get('passphrase', host),
    signingSecret: (host) => secrets.get('signing', host),
  });
}

/** Names of the settings that protect connections and cannot be used as they are. */
function unusableProtection(settings: Settings): readonly string[] {
  const prefix = `${settingsSection}.`;
  // Only what a person set: a folder has no say in these, and could stop everything by naming one.
  const ofPerson = settings.current().warnings.filter(({ source }) => source === 'settings');
  return ofPerson.map(({ name }) => name).filter((name) => protectingFields.has(name.replace(prefix, '')));
}

/** VS Code's own settings for proxies, which only the host's `fetch` follows by itself. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    isOn: http.get<string>('proxySupport') !== 'off',
    url: http.get<string>('proxy') ?? '',
    except: http.get<readonly string[]>('noProxy') ?? [],
  };
}
