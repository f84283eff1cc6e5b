import * as vscode from 'vscode';
import { isThisComputer } from '../provider/endpoint.ts';
import type { ProviderError, ProviderErrorKind } from '../provider/errors.ts';
import { certificateCause, type CertificateCause, networkCause, type NetworkCause } from './failureCause.ts';
import { type FailureButton, failureButtons } from './failureButton.ts';
import type { FailureContext, FailureDescription } from './failureDescription.ts';
import { keyFaultOf } from './keyFault.ts';
import { clockTime, wholeNumber } from './localFormat.ts';
import { visibleText } from './visibleText.ts';

/** What a sentence may tell. */
export interface FailureFacts {
  readonly error: ProviderError;
  /** The host of the endpoint, with its port when that is not the usual one. */
  readonly host: string;
  readonly context: FailureContext;
}

/** One failure in words, and where doing the same again stands. */
export interface Sentence extends FailureDescription {
  /** Where Try Again stands among the buttons; false where doing the same again cannot help. */
  readonly again: 'first' | 'last' | false;
}

/** The sentence and the next steps for each kind of failure. */
export const failureSentences: Readonly<Record<ProviderErrorKind, (facts: FailureFacts) => Sentence>> = {
  noKey: ({ error, host }) =>
    warning(noKey(error, host), [failureButtons.enterKey(), failureButtons.help()], false),
  auth: ({ host, context: { keyEnding } }) =>
    failed(
      keyEnding === undefined
        ? vscode.l10n.t('{0} refused the request: it wants a valid key.', host)
        : vscode.l10n.t('{0} refused the key ending in …{1}.', host, keyEnding),
      [failureButtons.enterKey(), failureButtons.testKey()],
    ),
  quota: ({ host }) =>
    failed(vscode.l10n.t('The account behind this key has no credit left.'), [
      ...(host === 'api.openai.com' ? [failureButtons.billing()] : []),
      failureButtons.switchModel(),
    ]),
  rateLimit: ({ error, context }) => rateLimit(error, context),
  server: ({ error, host }) =>
    failed(
      error.status === undefined
        ? vscode.l10n.t('{0} has a problem of its own.', host)
        : vscode.l10n.t('{0} has a problem of its own (status {1}).', host, error.status),
      [failureButtons.showLog()],
      'first',
    ),
  badRequest: ({ error, host }) =>
    error.status === undefined
      ? failed(vscode.l10n.t('The request to {0} was given up: {1}', host, reported(error)), [
          failureButtons.endpoint(),
          failureButtons.showLog(),
        ])
      : failed(vscode.l10n.t('{0} did not accept the request: {1}', host, reported(error)), [
          failureButtons.switchModel(),
          failureButtons.showLog(),
        ]),
  contextTooLong: ({ error, context }) =>
    failed(contextTooLong(error, context.model), [failureButtons.switchModel()]),
  modelUnavailable: ({ host, context }) =>
    failed(vscode.l10n.t('{0} has no model named {1}.', host, context.model), [
      failureButtons.switchModel(),
      failureButtons.testKey(),
    ]),
  conflict: ({ host }) =>
    failed(vscode.l10n.t('{0} is busy with another request like this one.', host), [], 'first'),
  timeout: ({ error, host }) => failed(timedOut(error, host), [failureButtons.timeouts()], 'first'),
  network: ({ error, host, context }) =>
    failed(
      unreachable(error, host, context),
      [failureButtons.checkHealth(), failureButtons.endpoint()],
      'first',
    ),
  tls: ({ error, host }) =>
    failed(
      certificate(certificateCause(error), host),
      [failureButtons.checkHealth(), failureButtons.help()],
      'last',
    ),
  protocol: ({ host }) =>
    failed(
      vscode.l10n.t('{0} answered, but not the way a model server does. Check the endpoint.', host),
      [failureButtons.endpoint(), failureButtons.showLog()],
      'last',
    ),
  truncated: ({ context: { isKept } }) =>
    warning(
      isKept === true
        ? vscode.l10n.t('The answer stopped before its end. What came is kept.')
        : vscode.l10n.t('The answer stopped before its end, so it is not used.'),
      [failureButtons.showLog()],
      'first',
    ),
  refused: ({ context }) =>
    warning(
      vscode.l10n.t('{0} declined to answer this.', context.model),
      [failureButtons.switchModel()],
      'last',
    ),
  circuitOpen: ({ error, context }) =>
    warning(
      circuitOpen(error, context.model),
      [
        ...(context.retry === undefined ? [] : [failureButtons.tryNow(context.retry)]),
        failureButtons.switchModel(),
      ],
      false,
    ),
  cancelled: () => ({ message: vscode.l10n.t('Cancelled.'), buttons: [], severity: 'info', again: 'last' }),
  unknown: ({ error, host }) =>
    failed(
      vscode.l10n.t('The request to {0} failed: {1}', host, reported(error)),
      [failureButtons.showLog()],
      'first',
    ),
};

function failed(
  message: string,
  buttons: readonly FailureButton[],
  again: Sentence['again'] = false,
): Sentence {
  return { message, buttons, severity: 'error', again };
}

function warning(message: string, buttons: readonly FailureButton[], again: Sentence['again']): Sentence {
  return { message, buttons, severity: 'warning', again };
}

function noKey(error: ProviderError, host: string): string {
  switch (keyFaultOf(error)) {
    case 'late':
      return vscode.l10n.t(
        'The key for {0} cannot be read: the secret storage of the editor does not answer.',
        host,
      );
    case 'failed':
      return vscode.l10n.t('The key for {0} cannot be read: the secret storage of the editor failed.', host);
    case 'unusable':
      return vscode.l10n.t('The key found for {0} is not usable as a key. Enter it again.', host);
    case undefined:
      return vscode.l10n.t('OpenCrates has no key for {0}.', host);
  }
}

function rateLimit(error: ProviderError, context: FailureContext): Sentence {
  if (error.retryAfterMs === undefined) {
    return warning(vscode.l10n.t('Too many requests. Wait a moment, then try again.'), [], 'first');
  }
  const until = new Date(Date.now() + error.retryAfterMs);
  const words = vscode.l10n.t('Too many requests; the server asks to wait until {0}.', clockTime(until));
  if (context.retry === undefined) return warning(words, [], false);
  const waiting = vscode.l10n.t('Waiting until {0}…', clockTime(until));
  return warning(words, [failureButtons.wait(context.retry, until, waiting)], false);
}

function contextTooLong(error: ProviderError, model: string): string {
  if (error.tokens === undefined)
    return vscode.l10n.t('That is more than {0} can read at once. Select less.', model);
  const { sent, limit } = error.tokens;
  return vscode.l10n.t(
    'This needs about {0} tokens; {1} takes {2}. Select less.',
    wholeNumber(sent),
    model,
    wholeNumber(limit),
  );
}

function timedOut(error: ProviderError, host: string): string {
  switch (error.timer) {
    case 'headers':
      return vscode.l10n.t('{0} took the request, but did not answer in time.', host);
    case 'firstToken':
      return vscode.l10n.t('{0} did not begin its answer in time.', host);
    case 'idle':
      return vscode.l10n.t('{0} stopped in the middle of its answer.', host);
    case 'total':
      return vscode.l10n.t('{0} did not finish its answer in time.', host);
    case undefined:
      return vscode.l10n.t('{0} did not answer in time.', host);
  }
}

function unreachable(error: ProviderError, host: string, context: FailureContext): string {
  const cause = networkCause(error);
  if (cause === 'refused' && isThisComputer(context.endpoint)) {
    return vscode.l10n.t("Can't reach {0}: no server is running there.", host);
  }
  if (cause === 'closed')
    return vscode.l10n.t('{0} closed the connection before the answer was complete.', host);
  return vscode.l10n.t("Can't reach {0} ({1}).", host, networkWords(cause));
}

function networkWords(cause: NetworkCause): string {
  switch (cause) {
    case 'nameNotFound':
      return vscode.l10n.t('name not found');
    case 'nameLookupFailed':
      return vscode.l10n.t('the name could not be looked up; is this computer online?');
    case 'refused':
      return vscode.l10n.t('connection refused');
    case 'unreachable':
      return vscode.l10n.t('no route to it; is this computer online?');
    case 'noAnswer':
      return vscode.l10n.t('no answer');
    case 'closed':
      return vscode.l10n.t('connection closed');
    case 'other':
      return vscode.l10n.t('no connection');
  }
}

function certificate(cause: CertificateCause, host: string): string {
  switch (cause) {
    case 'expired':
      return vscode.l10n.t('The certificate of {0} has expired.', host);
    case 'notYetValid':
      return vscode.l10n.t("The certificate of {0} is not valid yet. Check this computer's clock.", host);
    case 'wrongName':
      return vscode.l10n.t('The certificate shown by {0} belongs to another name.', host);
    case 'untrusted':
      return vscode.l10n.t(
        'The certificate of {0} comes from an issuer that this computer does not trust.',
        host,
      );
    case 'oldProtocol':
      return vscode.l10n.t('{0} offers no encryption that OpenCrates accepts.', host);
    case 'other':
      return vscode.l10n.t('No secure connection to {0} could be made.', host);
  }
}

function circuitOpen(error: ProviderError, model: string): string {
  if (error.retryAfterMs === undefined) return vscode.l10n.t('{0} failed several times in a row.', model);
  const next = clockTime(new Date(Date.now() + error.retryAfterMs));
  return vscode.l10n.t('{0} failed several times in a row; nothing is sent to it before {1}.', model, next);
}

const longestReport = 200;

function reported(error: ProviderError): string {
  const text = visibleText(error.message).replace(/\s+/gu, ' ').trim();
  return text.length > longestReport ? `${text.slice(0, longestReport)}…` : text;
}
