import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { isProviderError } from '../provider/errors.ts';
import { contextKeys } from './identifiers.ts';
import type { StatusBar } from './statusBar.ts';
import type { WorkOutcome } from './workTracker.ts';

/** One request a person can see and cancel. */
export interface RunningRequest {
  /** What is happening, in the words of the status bar: "Generating". */
  readonly label: string;
  /** The file or symbol it is about. */
  readonly subject: string;
  /** The document whose title bar shows Cancel. */
  readonly uri: vscode.Uri;
  readonly cancel: () => void;
}

/** What the work of a request is given: both go into its `CallOptions`. */
export interface RequestScope {
  readonly signal: AbortSignal;
  readonly correlationId: string;
  readonly cancel: () => void;
  /** Says in the status bar what the request is doing now. */
  readonly relabel: (label: string) => void;
  /** Shows the request as failed although its work goes on with what had come. */
  readonly noteFailure: (error: unknown) => void;
}

export interface Requests extends vscode.Disposable {
  readonly running: () => readonly RunningRequest[];
  /** Runs `work` with progress in the status bar until it settles; rethrows what it throws. */
  readonly run: <T>(
    about: Omit<RunningRequest, 'cancel'>,
    work: (scope: RequestScope) => Promise<T>,
  ) => Promise<T>;
}

/** Keeps count of what runs, so that each request can be shown and cancelled; all are cancelled on dispose. */
export function createRequests(statusBar: () => StatusBar): Requests {
  const running = new Set<RunningRequest>();

  function publish(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.busy, running.size > 0);
    const uris = [...running].map((request) => request.uri.toString());
    void vscode.commands.executeCommand('setContext', contextKeys.busyDocuments, uris);
  }

  return {
    running: () => [...running],
    async run(about, work) {
      const abort = new AbortController();
      const request = { ...about, cancel: () => abort.abort() };
      running.add(request);
      publish();
      const shown = statusBar().work(about.label);
      let outcome: WorkOutcome = 'ok';
      const noteFailure = (error: unknown): void => {
        outcome = isProviderError(error) ? error.kind : 'unknown';
      };
      try {
        const { signal } = abort;
        const { relabel } = shown;
        const correlationId = randomUUID();
        return await work({ signal, correlationId, cancel: request.cancel, relabel, noteFailure });
      } catch (error) {
        noteFailure(error);
        throw error;
      } finally {
        shown.done(abort.signal.aborted ? 'cancelled' : outcome);
        running.delete(request);
        publish();
      }
    },
    dispose() {
      for (const request of running) request.cancel();
    },
  };
}
