import * as vscode from 'vscode';
import type { ConfigWarning } from '../provider/config.ts';
import type { UnusableFile } from './folderFile.ts';

/** Says in one message each what of the configuration is not used, and why; what a file names wrongly is one message. */
export function tellWarnings(warnings: readonly ConfigWarning[], file: string): void {
  for (const reason of ['refused', 'unknown'] as const) {
    const names = warnings.filter((warning) => warning.reason === reason).map(({ name }) => name);
    if (names.length > 0) void vscode.window.showWarningMessage(entriesWords(reason, shortened(names), file));
  }
  for (const warning of warnings)
    if (warning.reason !== 'refused' && warning.reason !== 'unknown')
      void tellValue(warning, file, reasonWords(warning.reason));
}

/** Says that a folder's file is not used at all. */
export function tellUnusableFile({ name, problem }: UnusableFile): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is not used: {1}.', name, fileProblemWords(problem)),
  );
}

const longestList = 5;
const longestName = 40;

// The names come from a file that anybody may have written.
function shortened(names: readonly string[]): string {
  const shown = names.slice(0, longestList).map((name) => name.slice(0, longestName));
  return names.length > longestList ? `${shown.join(', ')}, …` : shown.join(', ');
}

function entriesWords(reason: 'refused' | 'unknown', names: string, file: string): string {
  return reason === 'refused'
    ? vscode.l10n.t(
        'Refused in {0}: {1}. Where code and keys go is not for a folder to decide; use the settings.',
        file,
        names,
      )
    : vscode.l10n.t('{0} names what OpenCrates does not know: {1}.', file, names);
}

async function tellValue({ source, name }: ConfigWarning, file: string, why: string): Promise<void> {
  if (source === 'environment') {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('The environment variable {0} is not used: {1}.', name, why),
    );
    return;
  }
  if (source === 'file') {
    await vscode.window.showWarningMessage(vscode.l10n.t('{0} in {1} is not used: {2}.', name, file, why));
    return;
  }
  const open = vscode.l10n.t('Open Settings');
  const sentence = vscode.l10n.t('The setting {0} is not used: {1}.', name, why);
  if ((await vscode.window.showWarningMessage(sentence, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', name);
  }
}

function reasonWords(reason: Exclude<ConfigWarning['reason'], 'refused' | 'unknown'>): string {
  switch (reason) {
    case 'notAUrl':
      return vscode.l10n.t('it is not a web address');
    case 'notHttp':
      return vscode.l10n.t('it has to begin with https:// or, on this computer or in its network, http://');
    case 'holdsCredentials':
      return vscode.l10n.t('it holds a name or password; enter a key instead');
    case 'holdsQuery':
      return vscode.l10n.t('it holds a question mark and what follows');
    case 'azureDeployment':
      return vscode.l10n.t(
        'for Azure it has to be https://NAME.openai.azure.com/openai/v1, with the deployment as the model',
      );
    case 'noBackupPin':
      return vscode.l10n.t('each host needs at least two pins, one of them a backup');
    case 'wrongType':
      return vscode.l10n.t('it is of the wrong kind');
    case 'holdsKey':
      return vscode.l10n.t('it holds a key; use the command Enter Key instead');
    case 'outOfRange':
      return vscode.l10n.t('its value is not allowed');
  }
}

function fileProblemWords(problem: UnusableFile['problem']): string {
  switch (problem) {
    case 'tooLarge':
      return vscode.l10n.t('it is larger than 64 kB');
    case 'notUtf8':
      return vscode.l10n.t('it is not UTF-8 text');
    case 'notToml':
      return vscode.l10n.t('it is not valid TOML');
    case 'notJson':
      return vscode.l10n.t('it is not a valid JSON object');
    case 'unreadable':
      return vscode.l10n.t('it cannot be read');
  }
}
