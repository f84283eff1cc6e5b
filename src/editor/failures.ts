import * as vscode from 'vscode';
import { transportFaultOf } from '../openai/transport/transportFault.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { isProviderError, type ProviderError } from '../provider/errors.ts';
import { failureButtons } from './failureButton.ts';
import type { FailureContext, FailureDescription } from './failureDescription.ts';
import { failureSentences } from './failureSentences.ts';
import type { FailureFacts, Sentence } from './failureSentences.ts';
import { messageText } from './messageText.ts';
import { transportSentences } from './transportSentences.ts';
import { truncationSentences } from './truncationSentences.ts';

export type { FailureButton } from './failureButton.ts';
export type { FailureContext, FailureDescription } from './failureDescription.ts';

/** The words for a failure; undefined when the person cancelled, which needs none. */
export function describeFailure(error: unknown, context: FailureContext): FailureDescription | undefined {
  if (isCancellation(error)) return undefined;
  const described = isProviderError(error) ? describeProviderError(error, context) : describeBug(context);
  const subject = context.subject === undefined ? '' : `${context.subject}: `;
  return { ...described, message: messageText(`${subject}${described.message}`) };
}

/** Shows a failure and does what the person chooses; silent for a cancelled request. */
export async function tellFailure(error: unknown, context: FailureContext): Promise<void> {
  const failure = describeFailure(error, context);
  if (failure !== undefined) await showFailure(error, failure, context.log);
}

/** The same for a failure that has its words already. */
export async function showFailure(
  error: unknown,
  failure: FailureDescription,
  log: vscode.LogOutputChannel | undefined,
): Promise<void> {
  logFailure(error, log);
  const labels = failure.buttons.map((button) => button.label);
  const chosen = await messageOf(failure.severity)(failure.message, ...labels);
  await failure.buttons.find((button) => button.label === chosen)?.run();
}

/** True for every way in which work says that it was cancelled. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  if (isProviderError(error)) return error.kind === 'cancelled';
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

function describeProviderError(error: ProviderError, context: FailureContext): FailureDescription {
  const host = endpointHost(context.endpoint);
  const described = sentenceFor(error)({ error, host, context });
  const retry = context.retry;
  const again = retry === undefined || described.again === false ? [] : [failureButtons.retry(retry)];
  const buttons =
    described.again === 'first' ? [...again, ...described.buttons] : [...described.buttons, ...again];
  return { message: described.message, buttons, severity: described.severity };
}

/** The most exact words there are for a failure. */
function sentenceFor(error: ProviderError): (facts: FailureFacts) => Sentence {
  const fault = transportFaultOf(error);
  if (fault !== undefined) return transportSentences[fault];
  return error.truncation === undefined
    ? failureSentences[error.kind]
    : truncationSentences[error.truncation];
}

function describeBug(context: FailureContext): FailureDescription {
  const again = context.retry === undefined ? [] : [failureButtons.retry(context.retry)];
  return {
    message: vscode.l10n.t('OpenCrates ran into a fault of its own. The log has the details.'),
    buttons: [failureButtons.showLog(), ...again],
    severity: 'error',
  };
}

function messageOf(severity: FailureDescription['severity']): typeof vscode.window.showErrorMessage {
  if (severity === 'error') return vscode.window.showErrorMessage;
  return severity === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
}

function logFailure(error: unknown, log: vscode.LogOutputChannel | undefined): void {
  if (isProviderError(error)) {
    log?.warn(`${error.kind}: ${error.message}`);
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Without a log of ours the stack goes where the editor keeps those of extensions.
  if (log === undefined) console.error(stack); // oxlint-disable-line no-console -- the last resort
  else log.error(stack);
}
