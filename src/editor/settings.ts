import * as vscode from 'vscode';
import { type ConfigWarning, resolveConfig, type ResolvedConfig } from '../provider/config.ts';
import { settingKeys, settingsSection } from './identifiers.ts';
import { watchWorkspaceFiles, type WorkspaceFiles } from './workspaceFile.ts';

/** The configuration as the environment, the folder's file and the settings have it now. */
export interface Settings {
  current(): ResolvedConfig;
  /** The folder's file that takes part; undefined without one. */
  file(): vscode.Uri | undefined;
  /** Resolves when the folder's file has been read, so that a request never leaves without it. */
  ready(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

/** Resolves the configuration once for each change; each bad value is told once, by name, until it changes. */
export function createSettings(
  environment: NodeJS.ProcessEnv,
  log: vscode.LogOutputChannel,
  files: WorkspaceFiles = watchWorkspaceFiles(),
): Settings {
  const changed = new vscode.EventEmitter<void>();
  const told = new Set<string>();
  let resolved: ResolvedConfig | undefined;

  function resolve(): ResolvedConfig {
    const file = files.current();
    const next = resolveConfig({ arguments: {}, environment, file, ...readSettings() });
    const keyOf = ({ source, name }: ConfigWarning): string =>
      source === 'file' ? `file ${files.folder()} ${name}` : name;
    const fresh = next.warnings.filter((warning) => !told.has(keyOf(warning)));
    for (const warning of fresh) {
      told.add(keyOf(warning));
      log.warn(`${warning.source} ${warning.name}: ${warning.reason}`);
    }
    if (fresh.length > 0)
      void import('./configWarning.ts').then(({ tellWarnings }) => tellWarnings(fresh, file?.name ?? ''));
    return next;
  }

  function forget(isAbout: (name: string) => boolean): void {
    for (const name of told) if (isAbout(name)) told.delete(name);
    resolved = undefined;
    changed.fire();
  }

  const watching = [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection))
        forget((name) => name.startsWith(`${settingsSection}.`) && event.affectsConfiguration(name));
    }),
    files.onDidChange((what) => forget((name) => what === 'content' && name.startsWith('file '))),
    files.onDidFail((file) => {
      log.warn(`${file.name}: ${file.problem}`);
      void import('./configWarning.ts').then(({ tellUnusableFile }) => tellUnusableFile(file));
    }),
  ];

  return {
    current: () => (resolved ??= resolve()),
    file: () => files.uri(),
    ready: () => files.ready(),
    onDidChange: changed.event,
    dispose() {
      for (const each of [...watching, files, changed]) each.dispose();
    },
  };
}

interface SettingsLayers {
  readonly workspaceSettings: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

// Only what someone set: a default from the manifest would hide that nobody chose it.
function readSettings(): SettingsLayers {
  const section = vscode.workspace.getConfiguration(settingsSection);
  const found = settingKeys.map((key) => [key, section.inspect(key)] as const);
  return {
    workspaceSettings: Object.fromEntries(
      found.map(([key, value]) => [key, value?.workspaceFolderValue ?? value?.workspaceValue]),
    ),
    settings: Object.fromEntries(found.map(([key, value]) => [key, value?.globalValue])),
  };
}
