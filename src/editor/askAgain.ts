import * as vscode from 'vscode';
import { commandIds, contextKeys } from './identifiers.ts';

/** The offer to ask the model anew, after an answer from the cache. */
export interface AskAgain extends vscode.Disposable {
  /** Says `words` in the status bar for a while; a click there, or the command, runs `again`. */
  offer(words: string, again: () => Promise<unknown>): void;
  /** The last offer no longer stands: its answer is not the one on screen any more. */
  withdraw(): void;
  /** Takes up the last offer. */
  run(): Promise<void>;
}

/** Long enough to read a line and reach for the mouse. */
const shownMs = 30_000;

/** Nothing is offered at first. */
export function createAskAgain(): AskAgain {
  let again: (() => Promise<unknown>) | undefined;
  let item: vscode.StatusBarItem | undefined;
  let timer: NodeJS.Timeout | undefined;

  function hide(): void {
    clearTimeout(timer);
    item?.dispose();
    item = undefined;
  }

  function withdraw(): void {
    hide();
    if (again === undefined) return;
    again = undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.canAskAgain, false);
  }

  return {
    offer(words, next) {
      hide();
      again = next;
      void vscode.commands.executeCommand('setContext', contextKeys.canAskAgain, true);
      item = vscode.window.createStatusBarItem('opencrates.askAgain', vscode.StatusBarAlignment.Left);
      item.name = vscode.l10n.t('OpenCrates: from cache');
      item.text = `$(history) ${words}`;
      item.tooltip = vscode.l10n.t('Ask again');
      item.accessibilityInformation = { label: `${words}. ${vscode.l10n.t('Ask again')}`, role: 'button' };
      item.command = commandIds.askAgain;
      item.show();
      timer = setTimeout(hide, shownMs);
    },
    withdraw,
    async run() {
      const next = again;
      withdraw();
      await next?.();
    },
    dispose: hide,
  };
}
