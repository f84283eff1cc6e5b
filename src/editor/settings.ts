import * as vscode from 'vscode';
import { type ConfigWarning, resolveConfig, type ResolvedConfig } from '../provider/config.ts';
import { settingKeys, settingsSection } from './identifiers.ts';

/** The configuration as the settings and the environment have it now. */
export interface Settings {
  current(): ResolvedConfig;
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

// These decide where a key goes, so a folder that was opened has no say in them.
const personalOnly: ReadonlySet<string> = new Set(['endpoint', 'headers']);

/** Reads settings once for each change; each bad value is told once, by name, until it changes. */
export function createSettings(environment: NodeJS.ProcessEnv, log: vscode.LogOutputChannel): Settings {
  const changed = new vscode.EventEmitter<void>();
  const told = new Set<string>();
  let resolved: ResolvedConfig | undefined;

  function resolve(): ResolvedConfig {
    const next = resolveConfig({ arguments: {}, environment, settings: readSettings() });
    for (const warning of next.warnings) {
      if (told.has(warning.name)) continue;
      told.add(warning.name);
      log.warn(`${warning.source} ${warning.name}: ${warning.reason}`);
      void tellWarning(warning);
    }
    return next;
  }

  const watching = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(settingsSection)) return;
    for (const name of told) if (event.affectsConfiguration(name)) told.delete(name);
    resolved = undefined;
    changed.fire();
  });

  return {
    current: () => (resolved ??= resolve()),
    onDidChange: changed.event,
    dispose() {
      watching.dispose();
      changed.dispose();
    },
  };
}

// Only what someone set: a default from the manifest would hide that nobody chose it.
function readSettings(): Readonly<Record<string, unknown>> {
  const section = vscode.workspace.getConfiguration(settingsSection);
  const entries = settingKeys.map((key) => {
    const found = section.inspect(key);
    const shared = personalOnly.has(key) ? undefined : (found?.workspaceFolderValue ?? found?.workspaceValue);
    return [key, shared ?? found?.globalValue] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

async function tellWarning({ source, name, reason }: ConfigWarning): Promise<void> {
  const why = reasonWords(reason);
  if (source !== 'settings') {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('The environment variable {0} is not used: {1}.', name, why),
    );
    return;
  }
  const open = vscode.l10n.t('Open Settings');
  const sentence = vscode.l10n.t('The setting {0} is not used: {1}.', name, why);
  if ((await vscode.window.showWarningMessage(sentence, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', name);
  }
}

function reasonWords(reason: ConfigWarning['reason']): string {
  switch (reason) {
    case 'notAUrl':
      return vscode.l10n.t('it is not a web address');
    case 'notHttp':
      return vscode.l10n.t('it has to begin with https:// or, on this computer, http://');
    case 'holdsCredentials':
      return vscode.l10n.t('it holds a name or password; enter a key instead');
    case 'holdsQuery':
      return vscode.l10n.t('it holds a question mark and what follows');
    case 'wrongType':
      return vscode.l10n.t('it is of the wrong kind');
    case 'outOfRange':
      return vscode.l10n.t('its value is not allowed');
  }
}
