import * as vscode from 'vscode';
import type { TransportFault } from '../openai/transport/transportFault.ts';
import { failureButtons } from './failureButton.ts';
import type { FailureFacts, Sentence } from './failureSentences.ts';

/** The sentence and the next steps for what the transport itself refuses. */
export const transportSentences: Readonly<Record<TransportFault, (facts: FailureFacts) => Sentence>> = {
  tlsTooOld: ({ host }) =>
    refusal(
      vscode.l10n.t('{0} offers only encryption that is out of date, so nothing was sent.', host),
      failureButtons.setting('tls.minimum'),
    ),
  tlsUnproved: ({ host }) =>
    refusal(
      vscode.l10n.t('How the way to {0} is encrypted cannot be seen here, so the answer is not used.', host),
      failureButtons.setting('tls.minimum'),
    ),
  wrongPin: ({ host }) =>
    refusal(
      vscode.l10n.t('{0} showed a certificate that fits none of its pins, so nothing was sent.', host),
      failureButtons.setting('tls.pins'),
    ),
  clientCertificate: ({ host, error }) =>
    refusal(
      vscode.l10n.t('The client certificate for {0} cannot be used: {1}', host, error.message),
      failureButtons.setting('tls.clientCertificates'),
      failureButtons.certificatePassphrase(),
    ),
  proxyCredentials: ({ host }) =>
    refusal(
      vscode.l10n.t('The proxy on the way to {0} wants a name and a password.', host),
      failureButtons.proxy(),
    ),
  proxyRefused: ({ host, error }) =>
    refusal(
      vscode.l10n.t('The proxy did not connect to {0}: {1}', host, error.message),
      failureButtons.proxy(),
    ),
  plainHttp: ({ host }) =>
    refusal(
      vscode.l10n.t(
        'The way to {0} is not encrypted and nobody has allowed that, so nothing was sent.',
        host,
      ),
      failureButtons.endpoint(),
    ),
  keyHeldBack: ({ host }) =>
    refusal(
      vscode.l10n.t('{0} wants a key, which was held back because the way there is not encrypted.', host),
      failureButtons.enterKey(),
    ),
  noSigningSecret: ({ host }) =>
    refusal(
      vscode.l10n.t('Requests to {0} should be signed, but there is no signing secret for it.', host),
      failureButtons.signingSecret(),
    ),
  unusableSetting: ({ error }) =>
    refusal(
      vscode.l10n.t('The setting {0} cannot be used, so nothing was sent. Correct it first.', error.message),
      failureButtons.settingNamed(error.message),
    ),
};

function refusal(message: string, ...buttons: Sentence['buttons']): Sentence {
  return {
    message,
    buttons: [...buttons, failureButtons.showLog()],
    severity: 'error',
    again: 'last',
  };
}
