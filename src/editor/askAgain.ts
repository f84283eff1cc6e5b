import * as vscode from 'vscode';
import { commandIds, contextKeys } from './identifiers.ts';
import { createQuietLine } from './quietLine.ts';

/** The offer to ask the model anew, after an answer from the cache. */
export interface AskAgain extends vscode.Disposable {
  /** Says `words` in the status bar for a while; a click there, or the command, runs `again`. */
  offer(words: string, again: () => Promise<unknown>): void;
  /** The last offer no longer stands: its answer is not the one on screen any more. */
  withdraw(): void;
  /** Takes up the last offer. */
  run(): Promise<void>;
}

/** Nothing is offered at first. */
export function createAskAgain(): AskAgain {
  const line = createQuietLine('opencrates.askAgain', vscode.l10n.t('OpenCrates: from cache'));
  let again: (() => Promise<unknown>) | undefined;

  function withdraw(): void {
    line.hide();
    if (again === undefined) return;
    again = undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.canAskAgain, false);
  }

  return {
    offer(words, next) {
      again = next;
      void vscode.commands.executeCommand('setContext', contextKeys.canAskAgain, true);
      const tooltip = vscode.l10n.t('Ask again');
      line.say(`$(history) ${words}`, { tooltip, command: commandIds.askAgain });
    },
    withdraw,
    async run() {
      const next = again;
      withdraw();
      await next?.();
    },
    dispose: line.dispose,
  };
}
