import * as vscode from 'vscode';
import type { GenerationEvent } from '../../provider/provider.ts';
import type { ExplainPageMessage } from '../../webview/explainPage.ts';
import { cachedSince, fromCacheWords } from '../cacheWords.ts';
import { describeFailure, type FailureButton, type FailureContext } from '../failures.ts';
import { visibleText } from '../visibleText.ts';
import { type ExplainView, openExplainView } from './explainView.ts';
import { renderMarkdown } from './renderMarkdown.ts';

/** One explanation to show while it arrives. */
export interface Explanation {
  readonly title: string;
  /** What is explained: lines of a file, or the message of a diagnostic. */
  readonly subject: string;
  /** Language id of the code that is explained. */
  readonly language: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly events: AsyncIterable<GenerationEvent>;
  /** What the sentence of a failure may name; asked when it fails. */
  readonly failure: () => FailureContext;
  readonly cancel: () => void;
  /** Asks the same once more. */
  readonly again: () => void;
}

/** A tab for explanations; a new one takes the place of the one before. */
export interface ExplainPanel {
  /** Settles when the explanation has ended. What ended it early is shown on the page, then thrown on. */
  show(input: Explanation): Promise<void>;
  dispose(): void;
}

interface Run {
  readonly explanation: Explanation;
  /** What each button on the page does, by the id the page knows it under. */
  buttons: ReadonlyMap<string, FailureButton>;
  streaming: boolean;
}

const renderEveryMs = 80;

/** A panel whose tab opens with the first explanation. */
export function createExplainPanel(extensionUri: vscode.Uri): ExplainPanel {
  let view: ExplainView | undefined;
  let current: Run | undefined;

  function stop(): void {
    if (current?.streaming === true) current.explanation.cancel();
  }

  function viewFor(title: string): ExplainView {
    if (view === undefined) {
      view = openExplainView(extensionUri, title, {
        onPress: (id) => void current?.buttons.get(id)?.run(),
        onClose: () => {
          view = undefined;
          stop();
        },
      });
    } else view.reveal(title);
    return view;
  }

  return {
    async show(explanation) {
      stop();
      const run: Run = { explanation, buttons: new Map(), streaming: true };
      current = run;
      const page = viewFor(explanation.title);
      await runExplanation(run, (message) => {
        if (current === run) page.send(message);
      });
    },
    dispose: () => view?.dispose(),
  };
}

type Send = (message: ExplainPageMessage) => void;

async function runExplanation(run: Run, send: Send): Promise<void> {
  const { explanation } = run;
  let text = '';
  let storedAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const render = (): void => {
    timer = undefined;
    send({ type: 'answer', html: renderMarkdown(text) });
  };
  begin(run, send);
  try {
    for await (const event of explanation.events) {
      if (event.type === 'reasoning' && text === '') tellPhase(run, send, thinking(run));
      if (event.type === 'done') storedAt = cachedSince(event);
      if (event.type !== 'text') continue;
      if (text === '') tellPhase(run, send, streaming(run));
      text += event.text;
      timer ??= setTimeout(render, renderEveryMs);
    }
    run.streaming = false;
    tellPhase(run, send, text.trim() === '' ? empty(run) : finished(run, storedAt));
  } catch (error) {
    run.streaming = false;
    tellPhase(run, send, failed(run, error, text.trim() !== ''));
    throw error;
  } finally {
    clearTimeout(timer);
    render();
  }
}

function begin(run: Run, send: Send): void {
  const { title, subject, simulated } = run.explanation;
  const note = simulated ? vscode.l10n.t('Simulated: no model is running.') : '';
  send({ type: 'heading', title: visibleText(title), subject: visibleText(subject), note });
  send({ type: 'answer', html: '' });
  tellPhase(run, send, waiting(run));
}

interface Phase {
  readonly phase: Extract<ExplainPageMessage, { readonly type: 'phase' }>['phase'];
  readonly sentence: string;
  readonly buttons: readonly FailureButton[];
}

function tellPhase(run: Run, send: Send, { phase, sentence, buttons }: Phase): void {
  // The phase is part of the id, so that a press that comes late never hits the button that took the place.
  const entries = buttons.map((button, index) => [`${phase}:${index}`, button] as const);
  run.buttons = new Map(entries);
  send({ type: 'phase', phase, sentence, buttons: entries.map(([id, { label }]) => ({ id, label })) });
}

function waiting({ explanation }: Run): Phase {
  const sentence = vscode.l10n.t('Waiting for {0}…', explanation.model);
  return { phase: 'waiting', sentence, buttons: [stopButton(explanation)] };
}

function thinking({ explanation }: Run): Phase {
  const sentence = vscode.l10n.t('{0} is thinking…', explanation.model);
  return { phase: 'waiting', sentence, buttons: [stopButton(explanation)] };
}

function streaming({ explanation }: Run): Phase {
  const sentence = vscode.l10n.t('{0} is writing…', explanation.model);
  return { phase: 'streaming', sentence, buttons: [stopButton(explanation)] };
}

function finished({ explanation }: Run, storedAt: number | undefined): Phase {
  const author =
    storedAt === undefined ? explanation.model : `${explanation.model}, ${fromCacheWords(storedAt)}`;
  const sentence = vscode.l10n.t('Written by {0}. It may be wrong; check it against the code.', author);
  return { phase: 'finished', sentence, buttons: [againButton(explanation)] };
}

function empty({ explanation }: Run): Phase {
  const sentence = vscode.l10n.t('{0} gave no answer.', explanation.model);
  return { phase: 'failed', sentence, buttons: [againButton(explanation)] };
}

function failed({ explanation }: Run, error: unknown, hasText: boolean): Phase {
  // What came stays on the page, so that the sentence must not say that it is not used.
  const context = { ...explanation.failure(), isKept: hasText, retry: explanation.again };
  const failure = describeFailure(error, context);
  if (failure === undefined) {
    const sentence = hasText
      ? vscode.l10n.t('Stopped. This is as far as it came.')
      : vscode.l10n.t('Stopped before anything came.');
    return { phase: 'stopped', sentence, buttons: [againButton(explanation)] };
  }
  return { phase: 'failed', sentence: failure.message, buttons: failure.buttons };
}

function stopButton({ cancel }: Explanation): FailureButton {
  return { label: vscode.l10n.t('Stop'), run: async () => cancel() };
}

function againButton({ again }: Explanation): FailureButton {
  return { label: vscode.l10n.t('Explain Again'), run: async () => again() };
}
