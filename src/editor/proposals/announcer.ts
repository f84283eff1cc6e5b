import * as vscode from 'vscode';
import { lineEdits } from '../../edits/lineEdits.ts';
import type { Snapshot } from '../snapshot.ts';

/** Milliseconds that words on a review stay which nothing takes the place of. */
export const briefMs = 10_000;

/** Says how a review comes along: in the status bar, and politely to a screen reader. */
export interface Announcer extends vscode.Disposable {
  /** Shows words in place of the ones before; without `milliseconds` until there are others. */
  readonly say: (words: string, milliseconds?: number) => void;
  readonly silence: () => void;
}

/** An item of its own, because a live region announces what changes in it and the one with the seconds always does. */
export function createAnnouncer(): Announcer {
  const item = vscode.window.createStatusBarItem('opencrates.review', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('OpenCrates review');
  let timer: NodeJS.Timeout | undefined;
  const silence = (): void => {
    clearTimeout(timer);
    item.hide();
  };
  return {
    say(words, milliseconds) {
      clearTimeout(timer);
      item.text = words;
      item.accessibilityInformation = { label: words, role: 'status' };
      item.show();
      if (milliseconds !== undefined) timer = setTimeout(silence, milliseconds);
    },
    silence,
    dispose() {
      silence();
      item.dispose();
    },
  };
}

/** Says that a proposal is there, and how many changes it has. */
export function readyWords({ name, text: base }: Snapshot, proposed: string): string {
  const changes = lineEdits(base, proposed).length;
  return changes === 1
    ? vscode.l10n.t('The proposal for {0} is ready: 1 change.', name)
    : vscode.l10n.t('The proposal for {0} is ready: {1} changes.', name, changes);
}
