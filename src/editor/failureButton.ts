import * as vscode from 'vscode';
import { commandIds, type SettingKey, settingsSection } from './identifiers.ts';

const extensionId = 'opencrates.opencrates';

/** A next step a person can choose; `run` does it and tells its own outcome. */
export interface FailureButton {
  readonly label: string;
  readonly run: () => Promise<void>;
}

function command(label: string, id: string, argument?: string): FailureButton {
  return {
    label,
    run: async () => {
      await vscode.commands.executeCommand(id, ...(argument === undefined ? [] : [argument]));
    },
  };
}

function settings(label: string, key: string): FailureButton {
  return command(label, 'workbench.action.openSettings', `${settingsSection}.${key}`);
}

/** Every next step a failure offers; each is made when it is shown, in the language of the editor. */
export const failureButtons = {
  enterKey: () => command(vscode.l10n.t('Enter Key'), commandIds.setKey),
  checkHealth: () => command(vscode.l10n.t('Check Health'), commandIds.checkHealth),
  testKey: () => command(vscode.l10n.t('Test'), commandIds.testKey),
  showLog: () => command(vscode.l10n.t('Show Log'), commandIds.showLog),
  help: (): FailureButton => ({
    label: vscode.l10n.t('Help'),
    async run() {
      // Not the extension's page in the editor: that asks the marketplace first, and fails without a network.
      const home = vscode.extensions.getExtension(extensionId)?.extensionUri;
      if (home === undefined) return;
      const pages = await vscode.workspace.fs.readDirectory(home);
      // Packaging writes the name in lower case.
      const name = pages.map(([page]) => page).find((page) => /^readme\.md$/iu.test(page));
      if (name === undefined) return;
      await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(home, name));
    },
  }),
  switchModel: () => command(vscode.l10n.t('Switch Model'), commandIds.selectModel),
  endpoint: () => settings(vscode.l10n.t('Settings'), 'endpoint'),
  timeouts: () => settings(vscode.l10n.t('Settings'), 'timeouts'),
  raiseLimit: () => settings(vscode.l10n.t('Raise the Limit'), 'maxTokens'),
  setting: (key: SettingKey) => settings(vscode.l10n.t('Settings'), key),
  settingNamed: (id: string) => command(vscode.l10n.t('Settings'), 'workbench.action.openSettings', id),
  proxy: () => command(vscode.l10n.t('Proxy Settings'), 'workbench.action.openSettings', 'http.proxy'),
  signingSecret: () => command(vscode.l10n.t('Enter Secret'), commandIds.setSigningSecret),
  certificatePassphrase: () =>
    command(vscode.l10n.t('Enter Passphrase'), commandIds.setCertificatePassphrase),
  billing: (): FailureButton => ({
    label: vscode.l10n.t('Open Billing'),
    run: async () => {
      const page = 'https://platform.openai.com/settings/organization/billing/overview';
      await vscode.env.openExternal(vscode.Uri.parse(page));
    },
  }),
  retry: (again: () => void): FailureButton => ({
    label: vscode.l10n.t('Try Again'),
    run: async () => again(),
  }),
  tryNow: (again: () => void): FailureButton => ({
    label: vscode.l10n.t('Try Now'),
    async run() {
      await vscode.commands.executeCommand(commandIds.resetBreaker);
      again();
    },
  }),
  wait: (again: () => void, until: Date, words: string): FailureButton => ({
    label: vscode.l10n.t('Wait'),
    run: async () => {
      if (await waitUntil(until, words)) again();
    },
  }),
} as const;

/** Waits with a notification that can be cancelled; true when the time has come, false when cancelled. */
async function waitUntil(until: Date, words: string): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: words, cancellable: true };
  return await vscode.window.withProgress(
    options,
    (_progress, token) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), Math.max(0, until.getTime() - Date.now()));
        token.onCancellationRequested(() => {
          clearTimeout(timer);
          resolve(false);
        });
      }),
  );
}
