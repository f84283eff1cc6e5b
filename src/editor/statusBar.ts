import * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { commandIds } from './identifiers.ts';
import { wholeNumber } from './localFormat.ts';
import type { KeyPlace, KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';
import { statusTooltip } from './statusTooltip.ts';
import { createWorkTracker, type WorkOutcome, type WorkState } from './workTracker.ts';

/** The one item in the status bar: what OpenCrates is doing, and whether it can. */
export interface StatusBar {
  /** Shows that a request runs, under a label such as "Generating", until `done` is called. */
  work(label: string): { readonly done: (outcome: WorkOutcome) => void };
  /** Shows settings, keys and usage as they are now. */
  refresh(): void;
  dispose(): void;
}

/** What the item tells about. */
export interface StatusBarSources {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly ledger: Ledger;
  readonly isSimulated: (model: string) => boolean;
}

const tickMs = 1000;

/** Shows the item; a timer runs only while a request does. */
export function createStatusBar(sources: StatusBarSources): StatusBar {
  const { settings, keys } = sources;
  const item = vscode.window.createStatusBarItem('opencrates.status', vscode.StatusBarAlignment.Right, 100);
  item.name = 'OpenCrates';
  item.command = commandIds.showUsage;
  const tracker = createWorkTracker(Date.now);
  let timer: NodeJS.Timeout | undefined;
  let keyPlace: KeyPlace | undefined;
  let disposed = false;

  function showText(): void {
    const simulated = sources.isSimulated(settings.current().config.model);
    const { text, spoken, warns } = wordsFor(tracker.state(), simulated, Date.now());
    item.text = text;
    item.accessibilityInformation = { label: spoken };
    item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  }

  function refresh(): void {
    if (disposed) return;
    const running = tracker.state().kind === 'working';
    if (running) timer ??= setInterval(showText, tickMs);
    else {
      clearInterval(timer);
      timer = undefined;
    }
    showText();
    item.tooltip = statusTooltip({ ...sources, keyPlace, state: tracker.state() });
  }

  // The secret storage is asked only once OpenCrates is in use, never at start-up.
  async function learnKeyPlace(): Promise<void> {
    keyPlace = await keys.has(endpointHost(settings.current().config.endpoint));
    refresh();
  }

  const watching = [
    settings.onDidChange(() => {
      tracker.forgive();
      keyPlace = undefined;
      refresh();
    }),
    keys.onDidChange(() => {
      tracker.forgive();
      void learnKeyPlace();
    }),
  ];

  refresh();
  item.show();
  return {
    work(label) {
      const finish = tracker.start(label);
      refresh();
      return {
        done(outcome) {
          finish(outcome);
          refresh();
          void learnKeyPlace();
        },
      };
    },
    refresh,
    dispose() {
      disposed = true;
      clearInterval(timer);
      for (const watch of watching) watch.dispose();
      item.dispose();
    },
  };
}

interface StatusWords {
  readonly text: string;
  /** What a screen reader says: the text without its icon, with the name of the product. */
  readonly spoken: string;
  readonly warns: boolean;
}

function wordsFor(state: WorkState, simulated: boolean, now: number): StatusWords {
  switch (state.kind) {
    case 'working':
      return { ...workingWords(state, now), warns: false };
    case 'failed': {
      const fact = state.failure === 'noKey' ? vscode.l10n.t('no key') : vscode.l10n.t('failed');
      return { text: `$(package) ${fact}`, spoken: `OpenCrates: ${fact}`, warns: true };
    }
    case 'idle': {
      if (!simulated) return { text: '$(package) OpenCrates', spoken: 'OpenCrates', warns: false };
      const fact = vscode.l10n.t('simulated');
      return { text: `$(package) ${fact}`, spoken: `OpenCrates: ${fact}`, warns: false };
    }
  }
}

function workingWords(
  state: Extract<WorkState, { readonly kind: 'working' }>,
  now: number,
): Omit<StatusWords, 'warns'> {
  const seconds = wholeNumber(Math.max(0, Math.floor((now - state.since) / 1000)));
  const what = state.label ?? vscode.l10n.t('{0} requests', wholeNumber(state.count));
  // The seconds are left out of what is spoken: a screen reader would read each of them.
  return {
    text: `$(loading~spin) ${vscode.l10n.t('{0}… {1} s', what, seconds)}`,
    spoken: `OpenCrates: ${what}`,
  };
}
