import * as vscode from 'vscode';
import type { DocumentOutcome } from '../../docs/insertDocs.ts';
import type { ProposalOutcome } from '../proposals/proposal.ts';

/** What the rendered comments mean to the person; `wordless` are symbols whose answer held no usable words. */
export function documentOutcome(
  rendered: DocumentOutcome | undefined,
  wordless: readonly string[],
  name: string,
): ProposalOutcome {
  if (rendered === undefined) {
    return {
      kind: 'problem',
      message: vscode.l10n.t(
        'The model did not describe {0} in a usable form. Nothing was changed.',
        wordless.join(', '),
      ),
    };
  }
  if (rendered.kind === 'refused') {
    return {
      kind: 'problem',
      message: vscode.l10n.t(
        'The comment was not offered: with it the code of {0} would no longer be the same.',
        name,
      ),
    };
  }
  const note =
    wordless.length === 0
      ? vscode.l10n.t('Checked: no code changed.')
      : vscode.l10n.t('Checked: no code changed. No usable words came for {0}.', wordless.join(', '));
  return { kind: 'ready', text: rendered.text, note };
}
