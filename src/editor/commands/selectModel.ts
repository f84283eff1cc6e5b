import * as vscode from 'vscode';
import { settingsSection } from '../identifiers.ts';
import { ensureAllowed } from '../ready.ts';
import type { Services } from '../services.ts';
import { pickModel } from './pickModel.ts';

/** Lets a person choose the model that answers from now on, and writes the setting where it is set already. */
export async function selectModel(services: Services): Promise<string | undefined> {
  if (!(await ensureAllowed(services))) return undefined;
  const { model } = services.settings.current().config;
  const chosen = await pickModel(services, { title: vscode.l10n.t('Select Model'), current: model });
  if (chosen === undefined || chosen === model) return chosen;
  const section = vscode.workspace.getConfiguration(settingsSection);
  await section.update('model', chosen, targetOf(section));
  tellOverruled(services, chosen);
  return chosen;
}

/** A model that the workspace sets is changed there; any other is this person's own choice. */
function targetOf(section: vscode.WorkspaceConfiguration): vscode.ConfigurationTarget {
  const found = section.inspect('model');
  if (found?.workspaceFolderValue !== undefined) return vscode.ConfigurationTarget.WorkspaceFolder;
  return found?.workspaceValue === undefined
    ? vscode.ConfigurationTarget.Global
    : vscode.ConfigurationTarget.Workspace;
}

/** A variable or a folder's file comes before the setting: then the choice has no effect, which must be said. */
function tellOverruled(services: Services, chosen: string): void {
  const { config, origins } = services.settings.current();
  if (config.model === chosen) return;
  const origin = origins.model;
  if (origin?.source === 'environment')
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} in the environment comes first, so {1} still answers.', origin.name, config.model),
    );
  if (origin?.source === 'file')
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} comes first, so {1} still answers.', origin.file ?? '', config.model),
    );
}
