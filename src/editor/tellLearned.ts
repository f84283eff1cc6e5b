import * as vscode from 'vscode';
import type { LearnedCapabilities } from '../openai/capabilityBook.ts';
import { endpointHost } from '../provider/endpoint.ts';

/** Says what changes for the person when an endpoint refused something: only that answers no longer stream. */
export function tellLearned(endpoint: string, model: string, learned: LearnedCapabilities): void {
  if (learned.canStream !== false) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} does not stream {1} to this account, so answers come all at once. Verifying the organization may change that.',
      endpointHost(endpoint),
      model,
    ),
  );
}
