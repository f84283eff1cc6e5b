import type * as vscode from 'vscode';
import type { FailureButton } from './failureButton.ts';

/** What a request was about when it failed. */
export interface FailureContext {
  /** The base URL the request went to. */
  readonly endpoint: string;
  readonly model: string;
  /** The last characters of the key that was sent. */
  readonly keyEnding?: string;
  /** The file or symbol the request was about; stands in front of the sentence. */
  readonly subject?: string;
  /** True where what came before the failure stays in use or on the screen: no sentence may call it unused then. */
  readonly isKept?: boolean;
  /** Does the same again; without it no button offers that. */
  readonly retry?: () => void;
  /** Gets the stack of an unexpected error; the extension host's own log does otherwise. */
  readonly log?: vscode.LogOutputChannel;
}

/** One failure in words, with what can be done about it. */
export interface FailureDescription {
  readonly message: string;
  readonly buttons: readonly FailureButton[];
  readonly severity: 'info' | 'warning' | 'error';
}
