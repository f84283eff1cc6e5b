import * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { heldUp } from './heldUp.ts';
import { wholeNumber } from './localFormat.ts';
import type { KeyPlace, KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';
import { idleWords } from './statusItem.ts';
import type { TooltipFacts } from './statusTooltip.ts';
import type { Traffic } from './traffic.ts';
import { heldUpWords, pausedWords } from './trafficWords.ts';
import { createWorkTracker, type TrackedWork, type WorkOutcome, type WorkState } from './workTracker.ts';

/** One request as the status bar shows it. */
export interface ShownWork {
  /** Says what it is doing now. */
  readonly relabel: (label: string) => void;
  readonly done: (outcome: WorkOutcome) => void;
}

/** The one item in the status bar: what OpenCrates is doing, and whether it can. */
export interface StatusBar {
  /** Shows that a request runs, under a label such as "Generating", until `done` is called. */
  work(label: string): ShownWork;
  /** Shows from now on what holds requests back. */
  follow(traffic: Traffic): void;
  /** Shows settings, keys and usage as they are now. */
  refresh(): void;
  dispose(): void;
}

/** Work that the item follows: `changed` and `ended` show it as it is then. */
function shownWork(work: TrackedWork, changed: () => void, ended: () => void): ShownWork {
  return {
    relabel: (label) => {
      work.relabel(label);
      changed();
    },
    done: (outcome) => {
      work.finish(outcome);
      ended();
    },
  };
}

/** What the item tells about. */
export interface StatusBarSources {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly ledger: Ledger;
  readonly isSimulated: (model: string) => boolean;
}

const tickMs = 1000;

/** Keeps the item up to date; a timer runs only while a request does or a model is left alone. */
export function createStatusBar(item: vscode.StatusBarItem, sources: StatusBarSources): StatusBar {
  const { settings, keys } = sources;
  const tracker = createWorkTracker(Date.now);
  let timer: NodeJS.Timeout | undefined;
  let traffic: Traffic | undefined;
  let keyPlace: KeyPlace | undefined;
  let disposed = false;

  function showText(): void {
    const simulated = sources.isSimulated(settings.current().config.model);
    const { text, spoken, warns } = wordsFor(tracker.state(), simulated, traffic);
    item.text = text;
    item.accessibilityInformation = { label: spoken };
    item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    const untilNext = nextChange(tracker.state(), traffic);
    clearTimeout(timer);
    // Each second changes the text alone, so that an open tooltip stays still.
    if (untilNext !== undefined)
      timer = setTimeout(tracker.state().kind === 'working' ? showText : refresh, untilNext);
  }

  function refresh(): void {
    if (disposed) return;
    showText();
    const facts = (): TooltipFacts => ({ ...sources, keyPlace, state: tracker.state(), traffic });
    void tooltipOf(facts).then((tooltip) => (item.tooltip = tooltip));
  }

  // The secret storage is asked only once OpenCrates is in use, never at start-up.
  async function learnKeyPlace(): Promise<void> {
    keyPlace = await keys.has(endpointHost(settings.current().config.endpoint));
    refresh();
  }

  const watching: { dispose(): void }[] = [
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
  return {
    work(label) {
      const work = tracker.start(label);
      refresh();
      return shownWork(work, showText, () => {
        refresh();
        void learnKeyPlace();
      });
    },
    follow(followed) {
      traffic = followed;
      watching.push({ dispose: followed.onChange(refresh) });
      refresh();
    },
    refresh,
    dispose() {
      disposed = true;
      clearTimeout(timer);
      for (const watch of watching) watch.dispose();
    },
  };
}

/** Numbers and dates in the person's language take their time when they are first written: not while windows open. */
async function tooltipOf(facts: () => TooltipFacts): Promise<vscode.MarkdownString> {
  const { statusTooltip } = await import('./statusTooltip.ts');
  return statusTooltip(facts());
}

/** Milliseconds until the words are others although nothing happens: each second of a request, the end of a pause. */
function nextChange(state: WorkState, traffic: Traffic | undefined): number | undefined {
  if (state.kind === 'working') return tickMs;
  const circuit = traffic?.circuit();
  return circuit?.state === 'open' ? circuit.retryInMs + 1 : undefined;
}

interface StatusWords {
  readonly text: string;
  /** What a screen reader says: the text without its icon, with the name of the product. */
  readonly spoken: string;
  readonly warns: boolean;
}

function wordsFor(state: WorkState, simulated: boolean, traffic: Traffic | undefined): StatusWords {
  const circuit = traffic?.circuit();
  if (state.kind !== 'working' && circuit?.state === 'open') {
    const fact = pausedWords(circuit.retryInMs);
    return { text: `$(package) ${fact}`, spoken: `OpenCrates: ${fact}`, warns: state.kind === 'failed' };
  }
  switch (state.kind) {
    case 'working': {
      const held = traffic && heldUp(traffic.waits(), state.count, traffic.now());
      if (held === undefined) return { ...workingWords(state, Date.now()), warns: false };
      const { text, spoken } = heldUpWords(held);
      return { text: `$(watch) ${text}`, spoken: `OpenCrates: ${spoken}`, warns: false };
    }
    case 'failed': {
      const fact = state.failure === 'noKey' ? vscode.l10n.t('no key') : vscode.l10n.t('failed');
      return { text: `$(package) ${fact}`, spoken: `OpenCrates: ${fact}`, warns: true };
    }
    case 'idle': {
      if (!simulated) return { ...idleWords, warns: false };
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
