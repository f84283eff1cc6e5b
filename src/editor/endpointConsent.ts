import * as vscode from 'vscode';
import { configFields } from '../provider/configFields.ts';
import { endpointHost, isThisComputer } from '../provider/endpoint.ts';
import type { Settings } from './settings.ts';

/** Where the endpoints are remembered that this person allowed, on this computer only. */
const allowedKey = 'opencrates.allowedEndpoints';

/** Whether requests may go to the endpoint in force: one that the environment names is asked about first. */
export interface EndpointConsent {
  /** False until the person allowed an endpoint that comes from the environment. */
  isGiven(): boolean;
  /** Asks where it is not given yet; true when it is then. */
  ask(): Promise<boolean>;
}

/**
 * Dev containers and tools such as direnv let a repository set the environment: its endpoint gets neither code nor key
 * before a person said so, once per endpoint. A server on this computer needs no consent, as nothing leaves it.
 */
export function createEndpointConsent(settings: Settings, memory: vscode.Memento): EndpointConsent {
  const allowed = (): readonly string[] => {
    const stored = memory.get<unknown>(allowedKey);
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  };
  const isGiven = (): boolean => {
    const { config, origins } = settings.current();
    const { endpoint } = config;
    return (
      origins.endpoint?.source !== 'environment' ||
      isThisComputer(endpoint) ||
      endpoint === configFields.endpoint.fallback('') ||
      allowed().includes(endpoint)
    );
  };
  return {
    isGiven,
    async ask() {
      if (isGiven()) return true;
      const { config, origins } = settings.current();
      const allow = vscode.l10n.t('Allow');
      const chosen = await vscode.window.showWarningMessage(
        vscode.l10n.t(
          '{0} in the environment sends code and key to {1}. Allow that on this computer?',
          origins.endpoint?.name ?? '',
          endpointHost(config.endpoint),
        ),
        allow,
        vscode.l10n.t('Not Now'),
      );
      if (chosen !== allow) return false;
      await memory.update(allowedKey, [...new Set([...allowed(), config.endpoint])]);
      return isGiven();
    },
  };
}
