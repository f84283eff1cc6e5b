import * as vscode from 'vscode';
import type { DocRefusal, DocSkipReason, DocumentOutcome } from '../../docs/insertDocs.ts';
import type { ProposalOutcome } from '../proposals/proposal.ts';

/** Symbols that get no comment: their answer held no usable words, or they have one. */
interface LeftOut {
  readonly wordless: readonly string[];
  readonly documented: readonly string[];
  /** The file's name. */
  readonly name: string;
}

/** What the rendered comments mean to the person. */
export function documentOutcome(
  rendered: DocumentOutcome | undefined,
  { wordless, documented, name }: LeftOut,
): ProposalOutcome {
  const unusable = wordless.map((symbol) => `${symbol}: ${reasonWords('noWords')}`);
  if (rendered === undefined) return nothingOffered(unusable, name);
  if (rendered.kind === 'refused') {
    const reason = reasonWords(rendered.reason);
    const { symbol } = rendered;
    return nothingOffered([symbol === undefined ? reason : `${symbol.name}: ${reason}`, ...unusable], name);
  }
  const skipped = rendered.skipped.map(({ symbol, reason }) => `${symbol.name}: ${reasonWords(reason)}`);
  const had = documented.map((symbol) => `${symbol}: ${reasonWords('documented')}`);
  const left = [...skipped, ...unusable, ...had];
  const checked = vscode.l10n.t('Checked: no code changed.');
  const note = left.length === 0 ? checked : `${checked} ${vscode.l10n.t('Left out: {0}', left.join('; '))}`;
  return { kind: 'ready', text: rendered.text, note };
}

function nothingOffered(reasons: readonly string[], name: string): ProposalOutcome {
  const message = vscode.l10n.t('No comment is offered for {0}. {1}', name, reasons.join('; '));
  return { kind: 'problem', message };
}

function reasonWords(reason: DocRefusal | DocSkipReason): string {
  const words: Readonly<Record<DocRefusal | DocSkipReason, string>> = {
    codeChanged: vscode.l10n.t('with the comment the code would no longer be the same'),
    parseErrors: vscode.l10n.t('with the comment the file would not parse'),
    notAttached: vscode.l10n.t('the comment would not belong to the symbol'),
    unknownLanguage: vscode.l10n.t('the language is not known'),
    sharesLine: vscode.l10n.t('other code stands before it on its line'),
    oneLineBody: vscode.l10n.t('its body is on the line of its signature'),
    documented: vscode.l10n.t('it already has a comment'),
    symbolGone: vscode.l10n.t('it is no longer in the file'),
    noWords: vscode.l10n.t('the model did not describe it in a usable form'),
  };
  return words[reason];
}
