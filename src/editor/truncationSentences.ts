import * as vscode from 'vscode';
import type { Truncation } from '../provider/errors.ts';
import { failureButtons } from './failureButton.ts';
import type { FailureButton } from './failureButton.ts';
import type { FailureFacts, Sentence } from './failureSentences.ts';

/** The next steps for each way in which an answer is not whole. */
export const truncationButtons: Readonly<Record<Truncation, () => readonly FailureButton[]>> = {
  streamEnded: () => [failureButtons.showLog()],
  tokenLimit: () => [failureButtons.raiseLimit()],
  reasoningOnly: () => [failureButtons.raiseLimit(), failureButtons.switchModel()],
  promptCut: () => [failureButtons.switchModel()],
  outputBound: () => [failureButtons.switchModel(), failureButtons.showLog()],
};

/** The sentence and the next steps for each way in which an answer is not whole. */
export const truncationSentences: Readonly<Record<Truncation, (facts: FailureFacts) => Sentence>> = {
  streamEnded: ({ host, context: { isKept } }) =>
    notWhole(
      isKept === true
        ? vscode.l10n.t('The answer of {0} stopped before its end. What came is kept.', host)
        : vscode.l10n.t('The answer of {0} stopped before its end, so it is not used.', host),
      truncationButtons.streamEnded(),
      'first',
    ),
  tokenLimit: ({ context: { isKept } }) =>
    notWhole(
      isKept === true
        ? vscode.l10n.t('The answer reached its limit before its end. What came is kept.')
        : vscode.l10n.t('The answer reached its limit before its end, so it is not used.'),
      truncationButtons.tokenLimit(),
      'first',
    ),
  reasoningOnly: ({ context: { model } }) =>
    notWhole(
      vscode.l10n.t('{0} reached its limit while it was still reasoning, and wrote no answer.', model),
      truncationButtons.reasoningOnly(),
      'last',
    ),
  promptCut: ({ host, context: { isKept } }) =>
    notWhole(
      isKept === true
        ? vscode.l10n.t('{0} read only a part of what was sent. What came is kept. Select less.', host)
        : vscode.l10n.t(
            '{0} read only a part of what was sent, so its answer is not used. Select less.',
            host,
          ),
      truncationButtons.promptCut(),
      false,
    ),
  outputBound: ({ host, context: { isKept } }) =>
    notWhole(
      isKept === true
        ? vscode.l10n.t('{0} did not stop writing. Its answer was cut. What came is kept.', host)
        : vscode.l10n.t('{0} did not stop writing. Its answer was cut and is not used.', host),
      truncationButtons.outputBound(),
      'last',
    ),
};

function notWhole(message: string, buttons: readonly FailureButton[], again: Sentence['again']): Sentence {
  return { message, buttons, severity: 'warning', again };
}
